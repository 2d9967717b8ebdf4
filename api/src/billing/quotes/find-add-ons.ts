import { Injectable } from '@nestjs/common';
import type { Interval, SoldItem } from '@perennial/billing';
import { money, type Money } from '@perennial/money';
import type { AddOn, AddOnQuantity } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { AddOnStore } from '../plans/add-on.store.js';

export interface FoundAddOn {
  readonly item: SoldItem;
  readonly version: number;
  readonly quantity: number;
  readonly unit: Money;
}

/** The add-ons somebody asks for, as they are on sale. */
@Injectable()
export class FindAddOns {
  constructor(private readonly addOns: AddOnStore) {}

  /** Refuses `add-on-not-on-sale`. Those asked for none of are left out. */
  async run(tx: Tx, wanted: readonly AddOnQuantity[], interval: Interval, currency: string): Promise<FoundAddOn[]> {
    const onSale = await this.addOns.onSale(tx);
    return wanted
      .filter(({ quantity }) => quantity > 0)
      .map(({ code, quantity }) => {
        const addOn = onSale.find((each) => each.code === code);
        if (!addOn) throw new Refusal('add-on-not-on-sale', { code, interval, currency });
        return { item: { code, name: addOn.name }, version: addOn.version, quantity, unit: unitPrice(addOn, interval, currency) };
      });
  }

  /** The add-on that is sold for more seats. Refuses `add-on-not-on-sale`. */
  async seats(tx: Tx): Promise<AddOn> {
    const seat = (await this.addOns.onSale(tx)).find(({ raises }) => raises === 'seats');
    if (!seat) throw new Refusal('add-on-not-on-sale', { code: 'seats', interval: '', currency: '' });
    return seat;
  }
}

/** What one piece costs for one interval. Refuses `add-on-not-on-sale`. */
export function unitPrice({ code, prices }: AddOn, interval: Interval, currency: string): Money {
  const price = prices.find((each) => each.interval === interval && each.currency === currency);
  if (!price) throw new Refusal('add-on-not-on-sale', { code, interval, currency });
  return money(price.amount, currency);
}
