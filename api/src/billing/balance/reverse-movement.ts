import { Injectable } from '@nestjs/common';
import { reversalOf } from '@perennial/billing';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { LedgerStore } from './ledger.store.js';

/** Only what an operator gave by hand is taken back by hand: sales by a credit note, reservations by their own verbs. */
const REVERSIBLE: ReadonlySet<string> = new Set(['grant']);

/** Takes a movement back by its mirror image. What was booked stays booked. */
@Injectable()
export class ReverseMovement {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly ledger: LedgerStore,
    private readonly schedule: ScheduleBilling,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `not-found`, `movement-not-reversible`, `already-reversed`, and `balance-too-low` when the money is spent. */
  async run(actor: Actor, workspaceId: string, id: string, reason: string): Promise<string> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, workspaceId);
      const original = await this.ledger.find(tx, workspaceId, id);
      if (!original) throw new Refusal('not-found');
      if (!REVERSIBLE.has(original.kind)) throw new Refusal('movement-not-reversible', { kind: original.kind });
      await this.ledger.lock(tx, workspaceId, original.currency);
      if ((await this.ledger.findBySource(tx, workspaceId, 'reversal', id)) !== null) throw new Refusal('already-reversed');
      const left = new Map((await this.ledger.lotsLeft(tx, workspaceId, original.currency)).map((lot) => [lot.id, lot.remaining]));
      for (const { lotId, amount } of original.lines) {
        const available = lotId === undefined ? amount : (left.get(lotId) ?? 0);
        if (available < amount) throw new Refusal('balance-too-low', { available, needed: amount, currency: original.currency });
      }
      const posted = await this.ledger.post(tx, workspaceId, {
        kind: 'reversal', source: id, reverses: id, currency: original.currency, lines: reversalOf(original.lines), at: this.clock.now(), reason,
      });
      if (posted === null) throw new Refusal('already-reversed');
      await this.schedule.run(tx, s);
      await this.audit.record(tx, workspaceId, { actor, command: 'reverse-movement', subject: { kind: 'ledger-transaction', id }, details: { reversal: posted } });
      return posted;
    });
  }
}
