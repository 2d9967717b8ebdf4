import { Injectable } from '@nestjs/common';
import { expiry } from '@perennial/billing';
import { AuditTrail, SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { LedgerStore } from './ledger.store.js';

/** Books what was left of granted credit whose time is over. Nothing could be paid with it since that instant anyway. */
@Injectable()
export class ExpireCredit {
  constructor(
    private readonly ledger: LedgerStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, { workspaceId, currency }: Pick<Subscription, 'workspaceId' | 'currency'>): Promise<void> {
    const now = this.clock.now();
    await this.ledger.lock(tx, workspaceId, currency);
    for (const lot of await this.ledger.lotsLeft(tx, workspaceId, currency)) {
      if (lot.expiresAt === null || lot.expiresAt > now || lot.remaining === 0) continue;
      // A piece may expire twice, and by as much again: what was set aside can come back after its time.
      const source = `${lot.id}:expiry-${await this.ledger.timesExpired(tx, workspaceId, lot.id)}`;
      await this.ledger.post(tx, workspaceId, { kind: 'expiry', source, currency, lines: expiry(lot.id, lot.remaining), at: now });
      await this.audit.record(tx, workspaceId, {
        actor: SYSTEM, command: 'expire-credit', subject: { kind: 'balance-lot', id: lot.id }, details: { amount: lot.remaining, currency },
      });
    }
  }
}
