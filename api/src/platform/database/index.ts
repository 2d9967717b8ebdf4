export { Broadcast } from './broadcast.js';
export { registerColumnTypes } from './column-types.js';
export { APP_ROLE, appDatabaseUrl } from './connection.js';
export { Database, type Tx } from './database.js';
export { DatabaseModule } from './database.module.js';
export { migrate } from './migrate.js';
