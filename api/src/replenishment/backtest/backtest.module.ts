import { Module } from '@nestjs/common';
import { RunBacktest } from './run-backtest.js';

/** How good the predictions would have been. */
@Module({ providers: [RunBacktest], exports: [RunBacktest] })
export class BacktestModule {}
