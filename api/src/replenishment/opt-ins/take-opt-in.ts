import { Injectable } from '@nestjs/common';
import type { ConsentRecord, OptIn, TakenOptIn } from '@perennial/contract/admin';
import type { Actor } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { Consents, RecordConsent, Wordings } from '../../privacy/index.js';
import { RecogniseCustomer } from '../customers/index.js';
import { OptInKeyStore } from './opt-in-key.store.js';

/** Takes down what a customer told a shop's own system: yes or no, to which text. The same call again adds nothing. */
@Injectable()
export class TakeOptIn {
  constructor(
    private readonly database: Database,
    private readonly keys: OptInKeyStore,
    private readonly wordings: Wordings,
    private readonly recogniseCustomer: RecogniseCustomer,
    private readonly recordConsent: RecordConsent,
    private readonly consents: Consents,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses `wording-unknown`, `consent-in-future`, `idempotency-key-reused`.
   * @param key what makes a repeated call the same call; null: every call is a decision of its own
   */
  async run(actor: Actor, workspaceId: string, request: OptIn, key: string | null): Promise<TakenOptIn> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const now = this.clock.now();
      const seq = key === null ? null : await this.keys.claim(tx, workspaceId, key, now);
      if (seq !== null) return { recorded: false, record: await this.recorded(tx, workspaceId, seq, request) };
      const record = await this.record(tx, actor, workspaceId, request, now);
      if (key !== null) await this.keys.keep(tx, workspaceId, key, record.seq);
      return { recorded: true, record };
    });
  }

  private async record(tx: Tx, actor: Actor, workspaceId: string, request: OptIn, now: Date): Promise<ConsentRecord> {
    const { purpose, channel, decision, wordingVersion, ip, evidence } = request;
    const decidedAt = request.at === undefined ? now : new Date(request.at);
    // It would be newer than any withdrawal until its time comes.
    if (decidedAt > now) throw new Refusal('consent-in-future');
    await this.wordings.mustKnow(tx, workspaceId, wordingVersion);
    const customerId = await this.recogniseCustomer.run(tx, workspaceId, request.customer);
    await this.recordConsent.run(tx, { workspaceId, customerIds: [customerId], purpose, channel, decision, wordingVersion, source: 'checkout', actor, decidedAt, ip, evidence });
    const record = await this.consents.newestRecord(tx, workspaceId);
    if (!record) throw new Error(`the opt-in of ${customerId} left no record`);
    return record;
  }

  /** What the key recorded before, if this is the same decision. */
  private async recorded(tx: Tx, workspaceId: string, seq: number, request: OptIn): Promise<ConsentRecord> {
    const record = await this.consents.record(tx, workspaceId, seq);
    const customer = await this.recogniseCustomer.find(tx, workspaceId, request.customer);
    if (!record || record.customerId !== customer?.id || !isSaidAgain(record, request)) throw new Refusal('idempotency-key-reused');
    return record;
  }
}

function isSaidAgain(record: ConsentRecord, { purpose, channel, decision, wordingVersion, at, evidence }: OptIn): boolean {
  return (
    record.purpose === purpose &&
    record.channel === channel &&
    record.decision === decision &&
    record.wordingVersion === wordingVersion &&
    record.evidence === (evidence ?? null) &&
    (at === undefined || new Date(record.decidedAt).getTime() === new Date(at).getTime())
  );
}
