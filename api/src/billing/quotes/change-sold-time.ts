import { Injectable } from '@nestjs/common';
import type { PricedLine, SoldPeriod } from '@perennial/billing';
import { daysBetween } from '@perennial/calendar';
import { money, multiply } from '@perennial/money';
import type { Tx } from '../../platform/database/index.js';
import { PlanStore } from '../plans/plan.store.js';
import { type LaterItem, PeriodStore } from '../subscriptions/period.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { StoredQuote } from './quote.js';

/** Changes periods that are sold: another plan from a day on, or add-ons beside it. No day is added and none is lost. */
@Injectable()
export class ChangeSoldTime {
  constructor(
    private readonly plans: PlanStore,
    private readonly periods: PeriodStore,
  ) {}

  async run(tx: Tx, s: Subscription, quote: StoredQuote, paidAt: Date): Promise<{ subscription: Subscription; lines: readonly PricedLine[] }> {
    const from = quote.lines.map((line) => line.from).reduce((a, b) => (a < b ? a : b));
    const sold = await this.periods.from(tx, s.workspaceId, from);
    const items = quote.lines.map((line) => itemOf(line, periodOf(line, sold), quote));
    await this.periods.addItems(tx, s.workspaceId, items, quote.id, paidAt);
    return { subscription: quote.purpose === 'upgrade' ? await this.underPlan(tx, s, quote) : s, lines: quote.lines };
  }

  private async underPlan(tx: Tx, s: Subscription, { planCode, planVersion }: StoredQuote): Promise<Subscription> {
    const { graceDays, retentionDays } = await this.plans.version(tx, planCode, planVersion);
    return { ...s, planCode, planVersion, graceDays, retentionDays };
  }
}

function periodOf(line: PricedLine, sold: readonly SoldPeriod[]): SoldPeriod {
  const period = sold.find(({ start, end }) => end === line.until && start <= line.from);
  if (!period) throw new Error(`No period until ${line.until}`);
  return period;
}

/**
 * What was really paid for the days that are left is what a later change may credit: for a plan the charge, of which a part was
 * paid as credit of the old plan, less the discount; for an add-on its own price.
 */
function itemOf(line: PricedLine, { periodNo, start, end }: SoldPeriod, quote: StoredQuote): LaterItem {
  const { item, quantity, from, days, discount } = line;
  if (line.kind === 'upgrade') {
    const charge = multiply(money(line.unitAmount, quote.currency), days, daysBetween(start, end)).amount;
    return { periodNo, kind: 'plan', code: item.code, version: quote.planVersion, quantity: 1, fromOn: from, paidMinor: Math.max(0, charge - discount) };
  }
  const version = quote.addOns.find(({ code }) => code === item.code)?.version;
  if (line.kind !== 'add-on' || version === undefined) throw new Error(`A change does not sell ${line.kind} ${item.code}`);
  return { periodNo, kind: 'add-on', code: item.code, version, quantity, fromOn: from, paidMinor: line.amount - discount };
}
