import { Injectable } from '@nestjs/common';
import type { MakeQuote as MakeQuoteInput, Quote } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { PlanStore } from '../plans/plan.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { OfferAddOns } from './offer-add-ons.js';
import { OfferRenewal } from './offer-renewal.js';
import { OfferUpgrade } from './offer-upgrade.js';
import { hashOf, type Offer, presentQuote, type StoredQuote } from './quote.js';
import { QuoteStore } from './quote.store.js';

const LIFETIME_MS = 30 * 60_000;
/** The payment provider takes no more than eight digits at once, in any of our currencies. */
const MOST_AT_ONCE = 99_999_999;

/** Makes a frozen offer: what is bought, which days it is for and what it costs. */
@Injectable()
export class MakeQuote {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly plans: PlanStore,
    private readonly renewal: OfferRenewal,
    private readonly upgrade: OfferUpgrade,
    private readonly addOns: OfferAddOns,
    private readonly quotes: QuoteStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, request: MakeQuoteInput): Promise<Quote> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const s = await this.subscriptions.get(tx, workspaceId);
      const quote = await this.make(tx, actor, s, request);
      const plan = await this.plans.version(tx, quote.planCode, quote.planVersion);
      return presentQuote(quote, plan.name, s.endsOn);
    });
  }

  /** The quote of an automatic renewal: what a renewal is by itself, for one more term at today's price, kept for as long as it may be collected. */
  async forAutomaticRenewal(tx: Tx, s: Subscription, expiresAt: Date): Promise<StoredQuote> {
    const offer = payableAtOnce(await this.renewal.run(tx, s, { purpose: 'renewal', terms: 1 }));
    return this.quotes.add(tx, s.workspaceId, offer, hashOf(offer), this.clock.now(), expiresAt);
  }

  private async make(tx: Tx, actor: Actor, s: Subscription, request: MakeQuoteInput): Promise<StoredQuote> {
    const now = this.clock.now();
    if (s.canceledAt !== null && s.canceledAt <= now) throw new Refusal('subscription-canceled');
    const offer = payableAtOnce(await this.offer(tx, s, request));
    const quote = await this.quotes.add(tx, s.workspaceId, offer, hashOf(offer), now, new Date(now.getTime() + LIFETIME_MS));
    await this.audit.record(tx, s.workspaceId, {
      actor, command: 'make-quote', subject: { kind: 'quote', id: quote.id }, details: { purpose: offer.purpose, total: offer.totalMinor, currency: offer.currency },
    });
    return quote;
  }

  private async offer(tx: Tx, s: Subscription, request: MakeQuoteInput): Promise<Offer> {
    if (request.purpose === 'renewal') return this.renewal.run(tx, s, request);
    return request.purpose === 'upgrade' ? this.upgrade.run(tx, s, request) : this.addOns.run(tx, s, request);
  }
}

function payableAtOnce(offer: Offer): Offer {
  if (offer.totalMinor > MOST_AT_ONCE) throw new Refusal('quote-too-large', { most: MOST_AT_ONCE, currency: offer.currency });
  return offer;
}
