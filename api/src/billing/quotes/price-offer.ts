import { Injectable } from '@nestjs/common';
import { type DraftLine, type Discount, discountsOf, type NamedReduction, priceLines } from '@perennial/billing';
import { money, sum } from '@perennial/money';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { SellerStore } from '../invoices/seller.store.js';
import { CouponStore } from '../plans/coupon.store.js';
import { BillingPartyStore } from '../subscriptions/billing-party.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { Offer } from './quote.js';

type Prices = Pick<Offer, 'lines' | 'couponCode' | 'taxMode' | 'taxRateBasisPoints' | 'netMinor' | 'taxMinor' | 'totalMinor' | 'currency'> & { readonly discounts: readonly Discount[] };

/** Takes discounts off an offer's lines and adds the workspace's tax. */
@Injectable()
export class PriceOffer {
  constructor(
    private readonly coupons: CouponStore,
    private readonly parties: BillingPartyStore,
    private readonly sellers: SellerStore,
    private readonly clock: Clock,
  ) {}

  /** Refuses `coupon-not-valid`, `seller-not-named`. @param reductions what the plan itself takes off, after the coupon */
  async run(tx: Tx, s: Subscription, drafts: readonly DraftLine[], coupon: string | undefined, reductions: readonly NamedReduction[]): Promise<Prices> {
    if (!(await this.sellers.find(tx))) throw new Refusal('seller-not-named');
    const tax = await this.parties.profile(tx, s.workspaceId);
    const usable = coupon ? await this.coupons.usable(tx, s.workspaceId, coupon, s.currency, this.clock.now()) : null;
    if (coupon && !usable) throw new Refusal('coupon-not-valid', { coupon });
    const listed = sum(s.currency, drafts.map(({ amount }) => money(amount, s.currency)));
    const discounts = discountsOf(listed, [...(usable ? [usable] : []), ...reductions]);
    const off = sum(s.currency, discounts.map(({ amount }) => money(amount, s.currency)));
    const priced = priceLines(drafts, off, tax);
    return {
      currency: s.currency,
      lines: priced.lines,
      discounts,
      couponCode: usable?.code ?? null,
      taxMode: tax.mode,
      taxRateBasisPoints: tax.rateBasisPoints,
      netMinor: priced.net,
      taxMinor: priced.tax,
      totalMinor: priced.total,
    };
  }
}
