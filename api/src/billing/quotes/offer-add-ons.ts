import { Injectable } from '@nestjs/common';
import { partialLines } from '@perennial/billing';
import { dayIn } from '@perennial/calendar';
import type { AddOn, AddOnQuantity, MakeQuote as MakeQuoteInput } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { AddOnStore } from '../plans/add-on.store.js';
import { PeriodsToCome } from '../subscriptions/periods-to-come.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { FindAddOns, unitPrice } from './find-add-ons.js';
import { PriceOffer } from './price-offer.js';
import type { Offer } from './quote.js';

/** What more seats or other add-ons cost until the plan's paid time ends: they end with it. */
@Injectable()
export class OfferAddOns {
  constructor(
    private readonly addOns: AddOnStore,
    private readonly findAddOns: FindAddOns,
    private readonly toCome: PeriodsToCome,
    private readonly price: PriceOffer,
    private readonly clock: Clock,
  ) {}

  /** Refuses `add-on-not-on-sale`, `nothing-paid-ahead`, `coupon-not-valid`, `seller-not-named`. */
  async run(tx: Tx, s: Subscription, request: MakeQuoteInput): Promise<Offer> {
    const today = dayIn(this.clock.now(), s.timeZone);
    const left = await this.toCome.run(tx, s, today);
    const [running] = left;
    if (!running) throw new Refusal('nothing-paid-ahead');
    const onSale = await this.addOns.onSale(tx);
    const wanted = (await this.wanted(tx, request)).filter(({ quantity }) => quantity > 0);
    const found = wanted.map(({ code, quantity }) => ({ addOn: soldAs(onSale, code, s), quantity }));
    const drafts = found.flatMap(({ addOn, quantity }) =>
      partialLines('add-on', { code: addOn.code, name: addOn.name }, ({ interval }) => unitPrice(addOn, interval, s.currency), quantity, left.map(({ period }) => period), today),
    );
    return {
      purpose: request.purpose,
      revision: s.revision,
      planCode: running.plan.code,
      planVersion: running.plan.version,
      priceId: null,
      interval: s.interval,
      terms: 0,
      basis: 'now',
      bonusDays: 0,
      addOns: found.map(({ addOn, quantity }) => ({ code: addOn.code, version: addOn.version, quantity })),
      ...(await this.price.run(tx, s, drafts, request.coupon, [])),
    };
  }

  private async wanted(tx: Tx, { purpose, seats = 0, addOns = [] }: MakeQuoteInput): Promise<readonly AddOnQuantity[]> {
    if (purpose !== 'seats') return addOns;
    const { code, raisesBy } = await this.findAddOns.seats(tx);
    return [{ code, quantity: Math.ceil(seats / raisesBy) }];
  }
}

function soldAs(onSale: readonly AddOn[], code: string, s: Subscription): AddOn {
  const addOn = onSale.find((each) => each.code === code);
  if (!addOn) throw new Refusal('add-on-not-on-sale', { code, interval: s.interval, currency: s.currency });
  return addOn;
}
