export { CyclesModule } from './cycles.module.js';
export { bind } from './engine/bind.js';
export { CANDIDATE_TABLE, LEARNED_ERRORS, muInForce } from './engine/fit.sql.js';
export { rebuildEstimates } from './engine/rebuild-estimates.js';
export { refreshEstimates } from './engine/refresh-estimates.js';
export { PredictAsOf, type PredictedPair } from './predict-as-of.js';
export { Estimates } from './estimates.js';
export { REFRESH_CYCLES, type RefreshCyclesPayload } from './refresh-cycles.job.js';
export { RefreshCycles } from './refresh-cycles.js';
