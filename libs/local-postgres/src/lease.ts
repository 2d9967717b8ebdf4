import pg from 'pg';
import type { DatabaseUrls } from './database-urls.js';

const LEASE_LOCK = 7_301_000;

/** Another living process started this cluster and will stop it. */
export class LocalPostgresInUse extends Error {
  override readonly name = 'LocalPostgresInUse';
}

/**
 * The right to stop the cluster, held as a lock on a connection: it ends with the process that holds it, however that
 * ends, which no file with a process id can promise.
 */
export class Lease {
  private constructor(private readonly connection: pg.Client) {}

  /** @throws LocalPostgresInUse when somebody else holds it */
  static async take(urls: DatabaseUrls, dir: string): Promise<Lease> {
    const connection = new pg.Client({ connectionString: urls.superuserUrl, application_name: 'perennial-lease' });
    // The server may be stopped under us; whoever works with it will notice.
    connection.on('error', () => undefined);
    await connection.connect();
    const { rows } = await connection.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [LEASE_LOCK]);
    if (rows[0]?.taken) return new Lease(connection);
    await connection.end();
    throw new LocalPostgresInUse(`The database in ${dir} is in use by another process.`);
  }

  async release(): Promise<void> {
    await this.connection.end().catch(() => undefined);
  }
}
