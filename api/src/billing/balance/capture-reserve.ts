import { Injectable } from '@nestjs/common';
import { captureForSale, type ConsumedLot, type LedgerLine, type NetAndTax } from '@perennial/billing';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { LedgerStore } from './ledger.store.js';
import type { Reservation } from './reserve-balance.js';

/** Spends money that was set aside on a sale. */
@Injectable()
export class CaptureReserve {
  constructor(
    private readonly ledger: LedgerStore,
    private readonly clock: Clock,
  ) {}

  /** Refuses `reservation-settled` when it was spent or given back before. @returns the pieces it was paid with */
  async run(tx: Tx, workspaceId: string, reservationId: string, sale: NetAndTax): Promise<readonly ConsumedLot[]> {
    const { reservation } = await reservationOf(this.ledger, tx, workspaceId, reservationId);
    const posting = { kind: 'capture', source: reservationId, currency: reservation.currency, lines: captureForSale(reservation.lots, sale), at: this.clock.now() };
    if ((await this.ledger.post(tx, workspaceId, posting)) === null) throw new Refusal('reservation-settled');
    return reservation.lots;
  }
}

/** A reservation that is still open, with the ledger locked. */
export async function reservationOf(
  ledger: LedgerStore, tx: Tx, workspaceId: string, id: string,
): Promise<{ reservation: Reservation; lines: readonly LedgerLine[] }> {
  const found = await ledger.find(tx, workspaceId, id);
  if (!found || found.kind !== 'reserve') throw new Refusal('not-found');
  await ledger.lock(tx, workspaceId, found.currency);
  for (const kind of ['capture', 'release']) {
    if ((await ledger.findBySource(tx, workspaceId, kind, id)) !== null) throw new Refusal('reservation-settled');
  }
  const lots = found.lines.flatMap(({ account, amount, lotId }): ConsumedLot[] => {
    if (lotId === undefined || amount < 0) return [];
    return [{ id: lotId, kind: account === 'reserved_paid' ? 'paid' : 'granted', amount }];
  });
  return { reservation: { id, currency: found.currency, lots }, lines: found.lines };
}
