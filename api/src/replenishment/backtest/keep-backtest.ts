import { Injectable } from '@nestjs/common';
import { daysBetween } from '@perennial/calendar';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Estimates } from '../cycles/index.js';
import { BacktestStore } from './backtest.store.js';
import { RunBacktest } from './run-backtest.js';

/** Gaps seen to their end within four months: long enough for what a household buys again, short enough to judge within a shop's first year. */
export const FAIR_WITHIN_DAYS = 120;
/** What one more day adds to past nights is not worth living through all of them again. */
const NIGHTS_HOLD_DAYS = 7;

/** Runs the backtest of a workspace and keeps it in place of the one before. */
@Injectable()
export class KeepBacktest {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly estimates: Estimates,
    private readonly runBacktest: RunBacktest,
    private readonly backtests: BacktestStore,
  ) {}

  /** @param anew live through the past nights again, however new they are */
  async run(workspaceId: string, anew: boolean): Promise<void> {
    const { asOf, last } = await this.database.inWorkspace(workspaceId, async (tx) => ({
      asOf: await this.estimates.today(tx, workspaceId),
      last: await this.backtests.find(tx, workspaceId),
    }));
    const known = last && !anew && daysBetween(last.nightsOn, asOf) < NIGHTS_HOLD_DAYS ? last : null;
    const report = await this.runBacktest.run(workspaceId, FAIR_WITHIN_DAYS, known?.backtest.nights ?? null);
    if (!report) return;
    await this.database.inWorkspace(workspaceId, (tx) =>
      this.backtests.keep(tx, workspaceId, { asOf, ranAt: this.clock.now(), nightsOn: known?.nightsOn ?? asOf }, report),
    );
  }
}
