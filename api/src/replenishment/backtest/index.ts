export { BacktestModule } from './backtest.module.js';
export { type BacktestReport, CASE_SETS, type CaseSet, METHODS, type Method, type NightScore, type Score, type WindowScore } from './backtest-report.js';
export { RunBacktest } from './run-backtest.js';
