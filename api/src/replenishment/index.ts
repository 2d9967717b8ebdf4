export { ProductStore } from './catalog/index.js';
export { CustomerStore, type NewCustomer } from './customers/index.js';
export { type BacktestReport, FAIR_WITHIN_DAYS, RunBacktest } from './backtest/index.js';
export { PredictAsOf, type PredictedPair, RefreshCycles } from './cycles/index.js';
export { ImportStore, type StoredImport, RunImport, StartImport, UploadImport } from './imports/index.js';
export { ReplenishmentModule } from './replenishment.module.js';
export { ChangeRules } from './rules/index.js';
