import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { CarryOutQuote } from './carry-out-quote.js';
import { CheckQuote } from './check-quote.js';
import { QuoteStore } from './quote.store.js';

/** Confirms a quote that costs nothing (a coupon for everything, an upgrade to a plan of the same price): no payment stands between. */
@Injectable()
export class TakeFreeQuote {
  constructor(
    private readonly database: Database,
    private readonly quotes: QuoteStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly check: CheckQuote,
    private readonly carryOut: CarryOutQuote,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `not-found`, `quote-hash-mismatch`, `quote-not-free`, and what `CheckQuote` refuses. */
  async run(actor: Actor, workspaceId: string, quoteId: string, hash: string): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const quote = await this.quotes.get(tx, workspaceId, quoteId);
      if (quote.hash !== hash) throw new Refusal('quote-hash-mismatch');
      if (quote.totalMinor !== 0) throw new Refusal('quote-not-free');
      await this.check.run(tx, await this.subscriptions.lock(tx, workspaceId), quote);
      await this.audit.record(tx, workspaceId, { actor, command: 'take-free-quote', subject: { kind: 'quote', id: quoteId } });
      if (!(await this.carryOut.run(tx, quote, this.clock.now()))) throw new Refusal('quote-superseded');
    });
  }
}
