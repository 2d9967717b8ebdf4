export { BacktestModule } from './backtest.module.js';
export type { BacktestReport } from './backtest-report.js';
export { FAIR_WITHIN_DAYS } from './keep-backtest.js';
export { RunBacktest } from './run-backtest.js';
