import { Injectable } from '@nestjs/common';
import type { PricedLine } from '@perennial/billing';
import { AuditTrail, SYSTEM } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { CouponStore } from '../plans/coupon.store.js';
import { KeepSubscription } from '../subscriptions/keep-subscription.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { ChangeSoldTime } from './change-sold-time.js';
import type { StoredQuote } from './quote.js';
import { SellTime } from './sell-time.js';

/** What a paid quote became. */
export interface CarriedOut {
  readonly subscription: Subscription;
  /** The quote's lines with the days that were given: a payment after the quote may have moved them. */
  readonly lines: readonly PricedLine[];
}

/** Carries a paid quote into the subscription, inside the transaction that books the payment. */
@Injectable()
export class CarryOutQuote {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly sell: SellTime,
    private readonly change: ChangeSoldTime,
    private readonly coupons: CouponStore,
    private readonly keep: KeepSubscription,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Takes the subscription's lock. Whoever books the payment schedules the next look again when its own part is written down.
   * @param paidAt when the money arrived, which for a bank transfer is its value date
   * @returns null when the subscription has changed since the quote was made: the payment buys nothing and belongs to the payer
   */
  async run(tx: Tx, quote: StoredQuote, paidAt: Date): Promise<CarriedOut | null> {
    const s = await this.subscriptions.lock(tx, quote.workspaceId);
    if (quote.revision !== s.revision || (s.canceledAt !== null && s.canceledAt <= paidAt)) return null;
    const { subscription, lines } = quote.terms > 0 ? await this.sell.run(tx, s, quote, paidAt) : await this.change.run(tx, s, quote, paidAt);
    if (quote.couponCode !== null) await this.coupons.redeem(tx, s.workspaceId, quote.couponCode, quote.id, paidAt);
    await this.audit.record(tx, s.workspaceId, {
      actor: SYSTEM, command: COMMANDS[quote.purpose], subject: { kind: 'subscription', id: s.workspaceId },
      details: { quoteId: quote.id, plan: quote.planCode, from: lines[0]?.from, until: lines.at(-1)?.until },
    });
    return { subscription: await this.keep.run(tx, s, { ...subscription, revision: s.revision + 1 }, SYSTEM), lines };
  }
}

const COMMANDS = { renewal: 'renew-subscription', upgrade: 'upgrade-subscription', seats: 'add-to-subscription', 'add-on': 'add-to-subscription' } as const;
