import { Injectable } from '@nestjs/common';
import { reversalOf } from '@perennial/billing';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { LedgerStore } from './ledger.store.js';
import { reservationOf } from './capture-reserve.js';

/** Gives money that was set aside back to the pieces it came from. */
@Injectable()
export class ReleaseReserve {
  constructor(
    private readonly ledger: LedgerStore,
    private readonly clock: Clock,
  ) {}

  /** Refuses `reservation-settled` when it was spent or given back before. */
  async run(tx: Tx, workspaceId: string, reservationId: string, reason: string): Promise<void> {
    const { reservation, lines } = await reservationOf(this.ledger, tx, workspaceId, reservationId);
    const posting = { kind: 'release', source: reservationId, reverses: reservationId, currency: reservation.currency, lines: reversalOf(lines), at: this.clock.now(), reason };
    if ((await this.ledger.post(tx, workspaceId, posting)) === null) throw new Refusal('reservation-settled');
  }
}
