import { type Backtest, BacktestCases, BacktestMethod, type BacktestProduct } from '@perennial/contract/admin';

export const METHODS = BacktestMethod.options;
export const CASE_SETS = BacktestCases.options;

/** Everything one run finds: the workspace as a whole, and each product with past gaps. */
export interface BacktestReport extends Omit<Backtest, 'ranAt'> {
  readonly products: readonly BacktestProduct[];
}
