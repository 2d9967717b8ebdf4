import { Injectable, type OnModuleInit } from '@nestjs/common';
import { usableBalance } from '@perennial/billing';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { type Fulfilled, type Payable, type PayableLine, type PayablePurpose, PayablePurposes } from '../payments/payable.js';
import type { PaymentAttempt } from '../payments/payment-attempt.js';
import { TellPayer } from '../payments/tell-payer.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { LedgerStore } from './ledger.store.js';
import { PutOnBalance } from './put-on-balance.js';
import { TopUpStore } from './top-up.store.js';

/** The purpose "top-up": the money goes onto the balance. Nothing is sold yet, so there is no invoice yet. */
@Injectable()
export class PayForTopUp implements PayablePurpose, OnModuleInit {
  constructor(
    private readonly purposes: PayablePurposes,
    private readonly topUps: TopUpStore,
    private readonly ledger: LedgerStore,
    private readonly putOnBalance: PutOnBalance,
    private readonly workspaces: WorkspaceSettings,
    private readonly tell: TellPayer,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.purposes.register('top-up', this);
  }

  async owed(tx: Tx, { workspaceId }: Subscription, id: string): Promise<Payable> {
    const { currency, amountMinor } = await this.topUps.get(tx, workspaceId, id);
    if ((await this.ledger.findBySource(tx, workspaceId, 'top-up', id)) !== null) throw new Refusal('already-topped-up');
    return { purpose: 'top-up', id, place: `top-up-${id}`, currency, amountMinor };
  }

  async lines(tx: Tx, workspaceId: string, id: string): Promise<readonly PayableLine[]> {
    const { amountMinor } = await this.topUps.get(tx, workspaceId, id);
    const { locale } = await this.workspaces.get(tx, workspaceId);
    return [{ name: locale === 'zh-CN' ? 'Perennial 余额充值' : 'Perennial balance top-up', amountMinor }];
  }

  async fulfil(tx: Tx, s: Subscription, attempt: PaymentAttempt): Promise<Fulfilled | null> {
    const { id, kind } = await this.topUps.get(tx, s.workspaceId, attempt.payableId);
    if ((await this.ledger.findBySource(tx, s.workspaceId, 'top-up', id)) !== null) return null;
    const { amountMinor: amount, currency, stripePaymentIntentId: paymentIntentId } = attempt;
    await this.putOnBalance.run(tx, s.workspaceId, { source: id, amount, currency, reason: kind, paymentIntentId });
    const { paid, granted } = usableBalance(await this.ledger.lotsLeft(tx, s.workspaceId, currency), this.clock.now());
    await this.tell.toppedUp(tx, s, attempt, paid + granted);
    return { subscription: s, invoiceId: null, details: { topUpId: id, kind }, last: async () => undefined };
  }
}
