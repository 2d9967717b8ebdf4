import { fileURLToPath } from 'node:url';
import { runMigrations as runQueueMigrations } from 'graphile-worker';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Settings } from '../settings/index.js';
import { registerColumnTypes } from './column-types.js';
import { APP_ROLE, appRolePassword } from './connection.js';
import { SnakeNaming } from './snake-naming.js';

// Any number of processes may start at once; they migrate one after the other.
const MIGRATION_LOCK = 7_301_001;

/**
 * Brings the database to the current schema as its owner: the application role, the job queue, every migration, the grants.
 * Safe to run at every start and from several processes at once.
 */
export async function migrate(settings: Pick<Settings, 'databaseUrl' | 'databaseAppUrl' | 'appSecret'>): Promise<void> {
  registerColumnTypes();
  const lock = new pg.Client({ connectionString: settings.databaseUrl });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await ensureAppRole(lock, settings);
    await runQueueMigrations({ connectionString: settings.databaseUrl });
    await runOwnMigrations(settings.databaseUrl);
    await grantToApp(lock);
  } finally {
    await lock.end();
  }
}

async function ensureAppRole(owner: pg.Client, settings: Pick<Settings, 'databaseAppUrl' | 'appSecret'>): Promise<void> {
  const { rowCount } = await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE]);
  if (settings.databaseAppUrl) {
    if (rowCount === 0) throw new Error(`DATABASE_APP_URL is set, but the role ${APP_ROLE} does not exist on the server.`);
    return;
  }
  const password = appRolePassword(settings.appSecret);
  if (rowCount === 0) {
    await owner.query(`CREATE ROLE ${APP_ROLE} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '${password}'`);
    return;
  }
  // Only a superuser may touch the other attributes; the password follows the app secret.
  await owner.query(`ALTER ROLE ${APP_ROLE} PASSWORD '${password}'`);
}

async function runOwnMigrations(databaseUrl: string): Promise<void> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: databaseUrl,
    namingStrategy: new SnakeNaming(),
    installExtensions: false,
    migrations: [fileURLToPath(new URL('../../../migrations/*.{ts,js}', import.meta.url)).replace(/\\/g, '/')],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
  });
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
}

// The queue's tables carry row-level security of their own without a policy, which shuts everyone but their owner out.
async function grantToApp(owner: pg.Client): Promise<void> {
  await owner.query(`
    GRANT USAGE ON SCHEMA graphile_worker TO ${APP_ROLE};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO ${APP_ROLE};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA graphile_worker TO ${APP_ROLE};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO ${APP_ROLE};
  `);
  await owner.query(`
    DO $$
    DECLARE t record;
    BEGIN
      FOR t IN
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'graphile_worker' AND c.relkind = 'r' AND c.relrowsecurity
          AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'app_role')
      LOOP
        EXECUTE format('CREATE POLICY app_role ON graphile_worker.%I TO ${APP_ROLE} USING (true) WITH CHECK (true)', t.relname);
      END LOOP;
    END $$;
  `);
}
