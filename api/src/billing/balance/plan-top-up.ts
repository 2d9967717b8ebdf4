import { Injectable } from '@nestjs/common';
import { decideTopUp, type TopUpDecision, usableBalance } from '@perennial/billing';
import { addMonths, dayIn, startOfDay } from '@perennial/calendar';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { type SavedCard } from '../payments/cards/saved-card.js';
import { SavedCardStore } from '../payments/cards/saved-card.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { AutoTopUpStore } from './auto-top-up.store.js';
import { LedgerStore } from './ledger.store.js';
import { TopUpStore } from './top-up.store.js';

/** What the rule of automatic top-ups says about a workspace now. */
@Injectable()
export class PlanTopUp {
  constructor(
    private readonly settings: AutoTopUpStore,
    private readonly cards: SavedCardStore,
    private readonly ledger: LedgerStore,
    private readonly topUps: TopUpStore,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, { workspaceId, currency, timeZone }: Subscription): Promise<{ readonly decision: TopUpDecision; readonly card: SavedCard | null }> {
    const set = await this.settings.find(tx, workspaceId);
    if (!set?.enabled) return { decision: { kind: 'wait', because: 'off', until: null }, card: null };
    const now = this.clock.now();
    const monthStart = `${dayIn(now, timeZone).slice(0, 7)}-01`;
    const card = await this.cards.findDefault(tx, workspaceId);
    const since = card && card.chosenAt > set.changedAt ? card.chosenAt : set.changedAt;
    const { paid, granted } = usableBalance(await this.ledger.lotsLeft(tx, workspaceId, currency), now);
    const decision = decideTopUp(
      {
        ...set,
        ...(await this.settings.tries(tx, workspaceId, startOfDay(monthStart, timeZone), since)),
        available: paid + granted,
        pending: await this.topUps.pending(tx, workspaceId, currency),
        nextMonthAt: startOfDay(addMonths(monthStart, 1), timeZone),
        hasCard: card !== null,
      },
      now,
    );
    return { decision, card };
  }

  /** When to look at the balance again by itself. */
  async nextAt(tx: Tx, s: Subscription): Promise<Date | null> {
    const { decision } = await this.run(tx, s);
    return decision.kind === 'charge' ? this.clock.now() : decision.until;
  }
}
