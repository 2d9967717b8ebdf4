import { Injectable } from '@nestjs/common';
import { type ConsumedLot, consumeLots, reserve, usableBalance } from '@perennial/billing';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { LedgerStore } from './ledger.store.js';

/** Money set aside: which pieces, and the ledger transaction that did it. */
export interface Reservation {
  readonly id: string;
  readonly currency: string;
  readonly lots: readonly ConsumedLot[];
}

/** What is to be set aside. */
export interface ToReserve {
  readonly amount: number;
  readonly currency: string;
  /** What it is for; the same purpose reserves once. */
  readonly source: string;
}

/** Sets money of the balance aside. Whoever comes at the same time waits, and finds what is left. */
@Injectable()
export class ReserveBalance {
  constructor(
    private readonly ledger: LedgerStore,
    private readonly clock: Clock,
  ) {}

  /** Refuses `balance-too-low`, and `conflict` for what was reserved before. */
  async run(tx: Tx, workspaceId: string, { amount, currency, source }: ToReserve): Promise<Reservation> {
    const now = this.clock.now();
    await this.ledger.lock(tx, workspaceId, currency);
    const left = await this.ledger.lotsLeft(tx, workspaceId, currency);
    const lots = consumeLots(left, amount, now);
    if (!lots) {
      const { paid, granted } = usableBalance(left, now);
      throw new Refusal('balance-too-low', { available: paid + granted, needed: amount, currency });
    }
    const id = await this.ledger.post(tx, workspaceId, { kind: 'reserve', source, currency, lines: reserve(lots), at: now });
    if (id === null) throw new Refusal('conflict');
    return { id, currency, lots };
  }
}
