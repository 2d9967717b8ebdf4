import { Injectable } from '@nestjs/common';
import { topUp } from '@perennial/billing';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { LedgerStore } from './ledger.store.js';

/** Money that came in and is the customer's to spend. */
export interface IncomingMoney {
  /** What says once: the id of the payment. */
  readonly source: string;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
  /** Where it came from, and can go back to. */
  readonly paymentIntentId: string | null;
}

/** Puts money that arrived through Stripe onto the balance: a top-up, or a second payment for something already paid. */
@Injectable()
export class PutOnBalance {
  constructor(
    private readonly ledger: LedgerStore,
    private readonly clock: Clock,
  ) {}

  /** Once per source: called again it changes nothing. */
  async run(tx: Tx, workspaceId: string, { source, amount, currency, reason, paymentIntentId }: IncomingMoney): Promise<void> {
    const at = this.clock.now();
    await this.ledger.lock(tx, workspaceId, currency);
    if ((await this.ledger.findBySource(tx, workspaceId, 'top-up', source)) !== null) return;
    const lotId = await this.ledger.addLot(tx, workspaceId, { kind: 'paid', currency, amount, expiresAt: null, reason, paymentIntentId, createdAt: at });
    await this.ledger.post(tx, workspaceId, { kind: 'top-up', source, currency, lines: topUp(lotId, amount, 'cash_clearing:stripe'), at, reason });
  }
}
