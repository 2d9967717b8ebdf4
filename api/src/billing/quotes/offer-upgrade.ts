import { Injectable } from '@nestjs/common';
import { itemsOn, type PaidPeriod, prorate, upgradeLines } from '@perennial/billing';
import { dayIn, laterOf } from '@perennial/calendar';
import { money } from '@perennial/money';
import type { MakeQuote as MakeQuoteInput, Plan } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { PlanStore } from '../plans/plan.store.js';
import { type PeriodToCome, PeriodsToCome } from '../subscriptions/periods-to-come.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { PriceOffer } from './price-offer.js';
import type { Offer } from './quote.js';

/** What it costs to change the time that is paid for to a larger plan, from today on. */
@Injectable()
export class OfferUpgrade {
  constructor(
    private readonly plans: PlanStore,
    private readonly toCome: PeriodsToCome,
    private readonly price: PriceOffer,
    private readonly clock: Clock,
  ) {}

  /** Refuses `plan-not-on-sale`, `not-an-upgrade`, `nothing-paid-ahead`, `coupon-not-valid`, `seller-not-named`. */
  async run(tx: Tx, s: Subscription, request: MakeQuoteInput): Promise<Offer> {
    const today = dayIn(this.clock.now(), s.timeZone);
    const planCode = request.planCode ?? '';
    const plan = (await this.plans.onSale(tx)).find(({ code }) => code === planCode);
    if (!plan) throw new Refusal('plan-not-on-sale', { planCode, interval: s.interval, currency: s.currency });
    const periods = await this.toCome.run(tx, s, today);
    const current = await this.largest(tx, periods);
    if (plan.rank <= current.rank) throw new Refusal('not-an-upgrade', { from: current.code, to: planCode });
    const prorated = prorate(periods.map((period) => paidFor(period, today, s.currency)), ({ interval }) => priceOf(plan, interval, s.currency), today);
    const drafts = upgradeLines({ code: plan.code, name: plan.name }, prorated);
    return {
      purpose: 'upgrade',
      revision: s.revision,
      planCode: plan.code,
      planVersion: plan.version,
      priceId: null,
      interval: s.interval,
      terms: 0,
      basis: 'now',
      bonusDays: 0,
      addOns: [],
      ...(await this.price.run(tx, s, drafts, request.coupon, [])),
    };
  }

  /** The largest plan of the time that is left: it must be larger than all of them to be an upgrade for each. */
  private async largest(tx: Tx, periods: readonly PeriodToCome[]): Promise<Plan> {
    const plans: Plan[] = [];
    for (const { plan } of periods) plans.push(await this.plans.version(tx, plan.code, plan.version));
    return plans.reduce((a, b) => (b.rank > a.rank ? b : a));
  }
}

function paidFor({ period, plan }: PeriodToCome, today: string, currency: string): PaidPeriod & { readonly interval: 'month' | 'year' } {
  const { start, end, interval } = period;
  const inForce = itemsOn(period, today)?.plan ?? plan;
  return { start, end, interval, paid: money(inForce.paidMinor, currency), paidFrom: laterOf(start, inForce.fromOn) };
}

function priceOf(plan: Plan, interval: 'month' | 'year', currency: string) {
  const price = plan.prices.find((each) => each.interval === interval && each.currency === currency);
  if (!price) throw new Refusal('plan-not-on-sale', { planCode: plan.code, interval, currency });
  return money(price.amount, currency);
}
