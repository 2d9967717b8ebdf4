import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { BillingPartyStore } from '../subscriptions/billing-party.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { StoredQuote } from './quote.js';
import { QuoteStore } from './quote.store.js';

/** Whether a quote may still be confirmed. A page that was opened for it stays payable: what was confirmed is what is charged. */
@Injectable()
export class CheckQuote {
  constructor(
    private readonly quotes: QuoteStore,
    private readonly parties: BillingPartyStore,
    private readonly clock: Clock,
  ) {}

  /** Refuses `quote-superseded`, `quote-expired`, `price-changed`, `tax-changed`, `subscription-canceled`. */
  async run(tx: Tx, s: Subscription, quote: StoredQuote): Promise<void> {
    const now = this.clock.now();
    if (s.canceledAt !== null && s.canceledAt <= now) throw new Refusal('subscription-canceled');
    if (quote.revision !== s.revision) throw new Refusal('quote-superseded');
    if (quote.expiresAt <= now) throw new Refusal('quote-expired');
    if (!(await this.quotes.priceStands(tx, quote))) throw new Refusal('price-changed');
    const tax = await this.parties.profile(tx, s.workspaceId);
    if (quote.taxMode !== tax.mode || quote.taxRateBasisPoints !== tax.rateBasisPoints) throw new Refusal('tax-changed');
  }
}
