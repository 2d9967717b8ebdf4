import { Injectable } from '@nestjs/common';
import { decideRenewal, priceLines, serviceAt, termLines } from '@perennial/billing';
import { addDays } from '@perennial/calendar';
import { money } from '@perennial/money';
import type { MakeQuote as MakeQuoteInput, Quote } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { SellerStore } from '../invoices/seller.store.js';
import { PlanStore, type PricedPlan } from '../plans/plan.store.js';
import { BillingPartyStore } from '../subscriptions/billing-party.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { hashOf, type Offer, type StoredQuote } from './quote.js';
import { QuoteStore } from './quote.store.js';

const LIFETIME_MS = 30 * 60_000;

/** Makes a frozen offer: which days a renewal buys and what they cost. */
@Injectable()
export class MakeQuote {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly plans: PlanStore,
    private readonly parties: BillingPartyStore,
    private readonly sellers: SellerStore,
    private readonly quotes: QuoteStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, request: MakeQuoteInput): Promise<Quote> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const now = this.clock.now();
      const s = await this.subscriptions.get(tx, workspaceId);
      const price = await this.priceFor(tx, s, request, now);
      const offer = await this.offer(tx, s, price, request.terms, now);
      const stored = await this.quotes.add(tx, workspaceId, offer, hashOf(offer), now, new Date(now.getTime() + LIFETIME_MS));
      await this.audit.record(tx, workspaceId, {
        actor, command: 'make-quote', subject: { kind: 'quote', id: stored.id }, details: { total: offer.totalMinor, currency: offer.currency },
      });
      const { hash, id, expiresAt } = stored;
      return present(offer, price, s, { hash, id, expiresAt });
    });
  }

  /** The quote of an automatic renewal: the plan in force for one more term, at today's price, kept for as long as it may be collected. */
  async forAutomaticRenewal(tx: Tx, s: Subscription, expiresAt: Date): Promise<StoredQuote> {
    const now = this.clock.now();
    const price = await this.priceFor(tx, s, { terms: 1 }, now);
    const offer = await this.offer(tx, s, price, 1, now);
    return this.quotes.add(tx, s.workspaceId, offer, hashOf(offer), now, expiresAt);
  }

  private async priceFor(tx: Tx, s: Subscription, request: MakeQuoteInput, now: Date): Promise<PricedPlan> {
    const planCode = request.planCode ?? s.planCode;
    const interval = request.interval ?? s.interval;
    const price = await this.plans.priceOnSale(tx, planCode, interval, s.currency);
    if (!price) throw new Refusal('plan-not-on-sale', { planCode, interval, currency: s.currency });
    if (price.amount === 0) throw new Refusal('nothing-to-pay');
    const { state, paidThrough } = serviceAt(s, now);
    const paidFor = !s.trial && paidThrough !== null && GIVEN.has(state);
    if (planCode !== s.planCode && paidFor) throw new Refusal('plan-change-needs-expiry', { endsOn: s.endsOn });
    return price;
  }

  private async offer(tx: Tx, s: Subscription, price: PricedPlan, terms: number, now: Date): Promise<Offer> {
    if (!(await this.sellers.find(tx))) throw new Refusal('seller-not-named');
    const tax = await this.parties.profile(tx, s.workspaceId);
    const renewal = decideRenewal(s, { interval: price.interval, terms }, now);
    const item = { code: price.planCode, name: price.name };
    const priced = priceLines(termLines('plan', item, money(price.amount, price.currency), 1, renewal.terms), money(0, price.currency), tax);
    return {
      purpose: 'renewal',
      revision: s.revision,
      planCode: price.planCode,
      planVersion: price.planVersion,
      priceId: price.priceId,
      interval: price.interval,
      terms,
      basis: renewal.basis,
      currency: price.currency,
      lines: priced.lines,
      taxMode: tax.mode,
      taxRateBasisPoints: tax.rateBasisPoints,
      netMinor: priced.net,
      taxMinor: priced.tax,
      totalMinor: priced.total,
    };
  }
}

const GIVEN: ReadonlySet<string> = new Set(['active', 'non_renewing', 'grace']);

function present(offer: Offer, price: PricedPlan, s: Subscription, frozen: { hash: string; id: string; expiresAt: Date }): Quote {
  const first = offer.lines[0];
  const last = offer.lines.at(-1);
  if (!first || !last) throw new Error('An offer without lines');
  return {
    id: frozen.id,
    purpose: offer.purpose,
    plan: { code: price.planCode, name: price.name },
    interval: offer.interval,
    terms: offer.terms,
    basis: offer.basis,
    paidThroughBefore: s.endsOn === null ? null : addDays(s.endsOn, -1),
    from: first.from,
    paidThrough: addDays(last.until, -1),
    lines: [...offer.lines],
    currency: offer.currency,
    net: offer.netMinor,
    tax: offer.taxMinor,
    total: offer.totalMinor,
    taxMode: offer.taxMode,
    taxRateBasisPoints: offer.taxRateBasisPoints,
    hash: frozen.hash,
    expiresAt: frozen.expiresAt.toISOString(),
  };
}
