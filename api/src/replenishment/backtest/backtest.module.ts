import { Module } from '@nestjs/common';
import { CyclesModule } from '../cycles/index.js';
import { BacktestAdminController } from './backtest.admin.controller.js';
import { BacktestStore } from './backtest.store.js';
import { KeepBacktest } from './keep-backtest.js';
import { KeepBacktestJob } from './keep-backtest.job.js';
import { NightlyBacktestSweep } from './nightly-backtest.sweep.js';
import { RequestBacktest } from './request-backtest.js';
import { RunBacktest } from './run-backtest.js';

/** How good the predictions would have been. */
@Module({
  imports: [CyclesModule],
  controllers: [BacktestAdminController],
  providers: [BacktestStore, KeepBacktest, KeepBacktestJob, NightlyBacktestSweep, RequestBacktest, RunBacktest],
  exports: [RunBacktest],
})
export class BacktestModule {}
