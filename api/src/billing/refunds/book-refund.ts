import { Injectable } from '@nestjs/common';
import { refundSent, refundToBalance, reversalOf } from '@perennial/billing';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { LedgerStore } from '../balance/ledger.store.js';
import type { RefundPayoutRecord } from './refund.js';

/** Books what becomes of money that is owed back. Each of it once, however often it is told. */
@Injectable()
export class BookRefund {
  constructor(
    private readonly ledger: LedgerStore,
    private readonly clock: Clock,
  ) {}

  /** It has left by the way it came. */
  async sent(tx: Tx, payout: RefundPayoutRecord): Promise<void> {
    const { workspaceId, currency, amountMinor } = payout;
    await this.ledger.post(tx, workspaceId, { kind: 'refund-sent', source: sourceOf(payout), currency, lines: refundSent(amountMinor, 'cash_clearing:stripe'), at: this.clock.now() });
  }

  /** It came back after it had left: it is owed again. Nothing to book when it never left. */
  async returned(tx: Tx, payout: RefundPayoutRecord): Promise<void> {
    const { workspaceId, currency, amountMinor } = payout;
    const sent = await this.ledger.findBySource(tx, workspaceId, 'refund-sent', sourceOf(payout));
    if (sent === null) return;
    const lines = reversalOf(refundSent(amountMinor, 'cash_clearing:stripe'));
    await this.ledger.post(tx, workspaceId, { kind: 'refund-returned', source: sourceOf(payout), reverses: sent, currency, lines, at: this.clock.now() });
  }

  /** It is put onto the balance, as paid money. */
  async onBalance(tx: Tx, payout: RefundPayoutRecord): Promise<void> {
    const { workspaceId, currency, amountMinor: amount } = payout;
    const at = this.clock.now();
    await this.ledger.lock(tx, workspaceId, currency);
    if ((await this.ledger.findBySource(tx, workspaceId, 'refund-to-balance', sourceOf(payout))) !== null) return;
    const lotId = await this.ledger.addLot(tx, workspaceId, { kind: 'paid', currency, amount, expiresAt: null, reason: 'refund', paymentIntentId: null, createdAt: at });
    await this.ledger.post(tx, workspaceId, { kind: 'refund-to-balance', source: sourceOf(payout), currency, lines: refundToBalance(lotId, amount), at });
  }
}

function sourceOf({ refundId, payoutNo }: RefundPayoutRecord): string {
  return `${refundId}:${payoutNo}`;
}
