import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { idOf, readyStarter, starterOf, type TemplateKey } from './starter-templates.js';
import { TemplateStore } from './template.store.js';

/** Puts the words the service came with in force again, as a new version. The workspace's own stay on record. */
@Injectable()
export class RevertTemplate {
  constructor(
    private readonly store: TemplateStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, workspaceId: string, key: TemplateKey, actor: Actor): Promise<number> {
    const version = await this.store.add(tx, workspaceId, key, 'starter', starterOf(key), await readyStarter(key), this.clock.now(), actor);
    await this.audit.record(tx, workspaceId, { actor, command: 'revert-template', subject: { kind: 'template', id: idOf(key) }, details: { version } });
    return version;
  }
}
