import { Injectable } from '@nestjs/common';
import { grant } from '@perennial/billing';
import type { GrantCredit as GrantCreditInput } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { LedgerStore } from './ledger.store.js';

/** Gives a workspace credit, until a day. It pays for plans and is never paid out. */
@Injectable()
export class GrantCredit {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly ledger: LedgerStore,
    private readonly schedule: ScheduleBilling,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `no-subscription`, `wrong-currency`, and `credit-expired-already`. @returns the id of the lot */
  async run(actor: Actor, workspaceId: string, { amount, currency, reason, expiresAt }: GrantCreditInput): Promise<string> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, workspaceId);
      const now = this.clock.now();
      const until = new Date(expiresAt);
      if (currency !== s.currency) throw new Refusal('wrong-currency', { currency, expected: s.currency });
      if (until <= now) throw new Refusal('credit-expired-already');
      const lotId = await this.ledger.addLot(tx, workspaceId, { kind: 'granted', currency, amount, expiresAt: until, reason, paymentIntentId: null, createdAt: now });
      await this.ledger.post(tx, workspaceId, { kind: 'grant', source: lotId, currency, lines: grant(lotId, amount), at: now, reason });
      await this.schedule.run(tx, s);
      await this.audit.record(tx, workspaceId, { actor, command: 'grant-credit', subject: { kind: 'balance-lot', id: lotId }, details: { amount, currency, expiresAt } });
      return lotId;
    });
  }
}
