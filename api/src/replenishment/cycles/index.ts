export { CyclesModule } from './cycles.module.js';
export { Estimates } from './estimates.js';
export { REFRESH_CYCLES, type RefreshCyclesPayload } from './refresh-cycles.job.js';
export { RefreshCycles } from './refresh-cycles.js';
