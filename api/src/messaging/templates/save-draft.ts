import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { idOf, type TemplateKey } from './starter-templates.js';
import type { TemplateSource } from './template.js';
import { TemplateStore } from './template.store.js';

/** Keeps words as they are, faults and all: they are judged when they are to be published. */
@Injectable()
export class SaveDraft {
  constructor(
    private readonly store: TemplateStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, workspaceId: string, key: TemplateKey, source: TemplateSource, actor: Actor): Promise<void> {
    await this.store.saveDraft(tx, workspaceId, key, source, this.clock.now(), actor);
    await this.audit.record(tx, workspaceId, { actor, command: 'save-template-draft', subject: { kind: 'template', id: idOf(key) } });
  }
}
