import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { idOf, type TemplateKey } from './starter-templates.js';
import { TemplateStore } from './template.store.js';

/** Throws a draft away; what is in force stays so. */
@Injectable()
export class DiscardDraft {
  constructor(
    private readonly store: TemplateStore,
    private readonly audit: AuditTrail,
  ) {}

  async run(tx: Tx, workspaceId: string, key: TemplateKey, actor: Actor): Promise<void> {
    if (!(await this.store.draft(tx, workspaceId, key))) throw new Refusal('no-draft');
    await this.store.dropDraft(tx, workspaceId, key);
    await this.audit.record(tx, workspaceId, { actor, command: 'discard-template-draft', subject: { kind: 'template', id: idOf(key) } });
  }
}
