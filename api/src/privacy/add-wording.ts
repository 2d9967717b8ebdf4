import { Injectable } from '@nestjs/common';
import type { ConsentWording, NewConsentWording } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../platform/audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { Refusal } from '../platform/http/index.js';
import { WordingStore } from './wording.store.js';

/** Keeps the text of a checkbox, form or call, so that the proof can show what was agreed to. It never changes afterwards. */
@Injectable()
export class AddWording {
  constructor(
    private readonly database: Database,
    private readonly wordings: WordingStore,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `wording-exists`. */
  async run(actor: Actor, workspaceId: string, wording: NewConsentWording): Promise<ConsentWording> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      if (!(await this.wordings.add(tx, workspaceId, wording, this.clock.now()))) throw new Refusal('wording-exists', { version: wording.version });
      await this.audit.record(tx, workspaceId, { actor, command: 'add-wording', subject: { kind: 'consent-wording', id: wording.version } });
      const added = await this.wordings.find(tx, workspaceId, wording.version);
      if (!added) throw new Refusal('not-found');
      return added;
    });
  }
}
