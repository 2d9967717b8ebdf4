export { findLocalPostgres } from './find-local-postgres.js';
export { LocalPostgresInUse } from './lease.js';
export { type LocalPostgres, type LocalPostgresOptions, startLocalPostgres, stopLocalPostgres } from './start-local-postgres.js';
export { freePort } from './free-port.js';
export type { DatabaseUrls } from './database-urls.js';
