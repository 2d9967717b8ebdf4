import { Injectable } from '@nestjs/common';
import { type NetAndTax, sale } from '@perennial/billing';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { PaymentAttempt } from '../payments/payment-attempt.js';
import { CaptureReserve } from './capture-reserve.js';
import { LedgerStore } from './ledger.store.js';
import { ReserveBalance } from './reserve-balance.js';

/** Books what a payment bought. Paid from the balance, this is the payment: money is set aside and spent, or the sale is refused. */
@Injectable()
export class BookSale {
  constructor(
    private readonly ledger: LedgerStore,
    private readonly reserve: ReserveBalance,
    private readonly capture: CaptureReserve,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, { workspaceId, id, method, currency, amountMinor }: PaymentAttempt, amounts: NetAndTax): Promise<void> {
    if (amountMinor === 0) return;
    if (method === 'balance') {
      const reservation = await this.reserve.run(tx, workspaceId, { amount: amountMinor, currency, source: id });
      await this.capture.run(tx, workspaceId, reservation.id, amounts);
      return;
    }
    await this.ledger.post(tx, workspaceId, { kind: 'sale', source: id, currency, lines: sale(amounts, 'cash_clearing:stripe'), at: this.clock.now() });
  }
}
