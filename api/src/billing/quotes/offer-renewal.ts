import { Injectable } from '@nestjs/common';
import { decideRenewal, type DraftLine, earnsEarlyRenewal, inForceOn, type NamedReduction, serviceLimits, termLines } from '@perennial/billing';
import { dayIn } from '@perennial/calendar';
import { money } from '@perennial/money';
import type { MakeQuote as MakeQuoteInput } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { PlanStore } from '../plans/plan.store.js';
import { PendingChangeStore } from '../subscriptions/pending-change.store.js';
import { PeriodStore } from '../subscriptions/period.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { FindAddOns } from './find-add-ons.js';
import { PriceOffer } from './price-offer.js';
import type { Offer } from './quote.js';

/** What more time costs: under the plan in force, under the one it is to change to at its end, or under one that is named. */
@Injectable()
export class OfferRenewal {
  constructor(
    private readonly plans: PlanStore,
    private readonly periods: PeriodStore,
    private readonly pending: PendingChangeStore,
    private readonly findAddOns: FindAddOns,
    private readonly price: PriceOffer,
    private readonly clock: Clock,
  ) {}

  /** Refuses `plan-not-on-sale`, `nothing-to-pay`, `add-on-not-on-sale`, `coupon-not-valid`, `seller-not-named`. */
  async run(tx: Tx, s: Subscription, request: MakeQuoteInput): Promise<Offer> {
    const now = this.clock.now();
    const wish = await this.pending.find(tx, s.workspaceId);
    const planCode = request.planCode ?? wish?.planCode ?? s.planCode;
    const interval = request.interval ?? wish?.interval ?? s.interval;
    const plan = await this.plans.priceOnSale(tx, planCode, interval, s.currency);
    if (!plan) throw new Refusal('plan-not-on-sale', { planCode, interval, currency: s.currency });
    if (plan.amount === 0) throw new Refusal('nothing-to-pay');
    const addOns = await this.findAddOns.run(tx, request.addOns ?? wish?.addOns ?? (await this.heldAtEnd(tx, s)), interval, s.currency);
    const renewal = decideRenewal(s, { interval, terms: request.terms }, now);
    const drafts: DraftLine[] = [
      ...termLines('plan', { code: plan.planCode, name: plan.name }, money(plan.amount, s.currency), 1, renewal.terms),
      ...addOns.flatMap(({ item, unit, quantity }) => termLines('add-on', item, unit, quantity, renewal.terms)),
    ];
    const continuing = renewal.basis === 'old-end' && !s.trial;
    const early = earnsEarlyRenewal(plan.earlyRenewal, continuing, dayIn(now, s.timeZone), serviceLimits(s)?.coveredUntil ?? null) ? plan.earlyRenewal : null;
    const gain: NamedReduction[] = early && early.discountBasisPoints > 0 ? [{ code: EARLY, reduction: { kind: 'percent', basisPoints: early.discountBasisPoints } }] : [];
    return {
      purpose: 'renewal',
      revision: s.revision,
      planCode: plan.planCode,
      planVersion: plan.planVersion,
      priceId: plan.priceId,
      interval,
      terms: request.terms,
      basis: renewal.basis,
      bonusDays: early?.bonusDays ?? 0,
      addOns: addOns.map(({ item, version, quantity }) => ({ code: item.code, version, quantity })),
      ...(await this.price.run(tx, s, drafts, request.coupon, gain)),
    };
  }

  /** The add-ons of the last period: they go on when nothing else is said. */
  private async heldAtEnd(tx: Tx, s: Subscription): Promise<{ code: string; quantity: number }[]> {
    const day = s.endsOn ?? dayIn(this.clock.now(), s.timeZone);
    const held = new Map<string, number>();
    for (const { code, quantity } of inForceOn(await this.periods.from(tx, s.workspaceId, day), day)?.addOns ?? []) held.set(code, (held.get(code) ?? 0) + quantity);
    return [...held].map(([code, quantity]) => ({ code, quantity }));
  }
}

/** The name of the early renewal's gain among the discounts. */
export const EARLY = 'early-renewal';
