import { Injectable } from '@nestjs/common';
import { splitTax, suggestTopUp, usableBalance } from '@perennial/billing';
import type { Balance } from '@perennial/contract/admin';
import { money } from '@perennial/money';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { PlanStore } from '../plans/plan.store.js';
import { BillingPartyStore } from '../subscriptions/billing-party.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { LedgerStore } from './ledger.store.js';
import { TopUpStore } from './top-up.store.js';

/** The balance as it can be spent at this moment, and how much is missing for the next renewal. */
@Injectable()
export class ReadBalance {
  constructor(
    private readonly subscriptions: SubscriptionStore,
    private readonly plans: PlanStore,
    private readonly parties: BillingPartyStore,
    private readonly ledger: LedgerStore,
    private readonly topUps: TopUpStore,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, workspaceId: string): Promise<Balance> {
    const s = await this.subscriptions.get(tx, workspaceId);
    const lots = await this.ledger.lotsLeft(tx, workspaceId, s.currency);
    const { paid, granted } = usableBalance(lots, this.clock.now());
    const pending = await this.topUps.pending(tx, workspaceId, s.currency);
    const nextRenewal = await this.nextRenewal(tx, s);
    return {
      currency: s.currency,
      available: paid + granted,
      paid,
      granted,
      reserved: lots.reduce((all, { reserved }) => all + reserved, 0),
      pending,
      nextRenewal,
      suggestedTopUp: nextRenewal === null ? 0 : suggestTopUp({ renewal: nextRenewal, available: paid + granted, pending }),
      lots: lots.map(({ id, kind, amount, remaining, reserved, expiresAt, reason, createdAt }) => ({
        id, kind, amount, remaining, reserved, expiresAt: expiresAt?.toISOString() ?? null, reason, createdAt: createdAt.toISOString(),
      })),
    };
  }

  private async nextRenewal(tx: Tx, s: Subscription): Promise<number | null> {
    const price = await this.plans.priceOnSale(tx, s.planCode, s.interval, s.currency);
    if (!price || price.amount === 0) return null;
    const { net, taxed } = splitTax(money(price.amount, price.currency), await this.parties.profile(tx, s.workspaceId));
    return net.amount + taxed.amount;
  }
}
