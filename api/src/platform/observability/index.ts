export { HealthNotes } from './health-notes.js';
export { Metrics } from './metrics.js';
export { ObservabilityModule } from './observability.module.js';
export { currentRequestId, requestContext, underRequestId } from './request-context.js';
