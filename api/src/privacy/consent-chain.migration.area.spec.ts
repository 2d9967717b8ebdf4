import { randomBytes, randomUUID } from 'node:crypto';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { testServer, withDatabase } from '../../../test/stage/test-server.js';
import { Database, registerColumnTypes } from '../platform/database/index.js';
import { ConsentChainStore } from './consent-chain.store.js';
import { VerifyConsentChain } from './verify-consent-chain.js';

const MIGRATIONS = join(import.meta.dirname, '../../migrations');
const CHAINED = '1764000510000';

describe('consent records from before the chain', () => {
  const name = `test_${randomBytes(6).toString('hex')}`;
  let superuser: pg.Client;
  let dataSource: DataSource;
  const [teas, pets] = [randomUUID(), randomUUID()];

  beforeAll(async () => {
    registerColumnTypes();
    const { superuserUrl, ownerUrl } = await testServer();
    await once(superuserUrl, `CREATE DATABASE ${name} OWNER ${new URL(ownerUrl).username}`);
    superuser = new pg.Client({ connectionString: withDatabase(superuserUrl, name) });
    await superuser.connect();
    await migrateBy(withDatabase(ownerUrl, name), (file) => file < CHAINED);
    for (const id of [teas, pets]) await superuser.query('INSERT INTO workspaces (id, slug, created_at) VALUES ($1::uuid, $1::text, now())', [id]);
    await superuser.query(
      `INSERT INTO consent_records (workspace_id, customer_id, purpose, channel, decision, wording_version, source, actor_kind, decided_at)
       SELECT CASE WHEN n % 3 = 0 THEN $2::uuid ELSE $1 END, new_id(), 'replenishment-reminder', 'email', 'granted', 'checkout-1', 'checkout', 'system',
              '2027-03-01T09:00:00.123456Z'::timestamptz - n % 7 * interval '1 hour'
       FROM generate_series(1, 300) n`,
      [teas, pets],
    );
    dataSource = await migrateBy(withDatabase(ownerUrl, name), () => true);
  });

  afterAll(async () => {
    await dataSource?.destroy();
    await superuser?.end();
    await once((await testServer()).superuserUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });

  it('are chained in the order they were said, each workspace’s by itself', async () => {
    const verify = new VerifyConsentChain(new Database(dataSource), new ConsentChainStore());
    expect(await verify.run(teas)).toMatchObject({ intact: true, head: { seq: 200 } });
    expect(await verify.run(pets)).toMatchObject({ intact: true, head: { seq: 100 } });
    const { rows } = await superuser.query(
      `SELECT count(*) AS records, bool_and(recorded_at = decided_at) AS dated FROM (
         SELECT *, lag(decided_at) OVER (PARTITION BY workspace_id ORDER BY seq) AS before FROM consent_records
       ) r WHERE before IS NULL OR before <= decided_at`,
    );
    expect(rows).toEqual([{ records: 300, dated: true }]);
  });

  it('stay behind their policy', async () => {
    const { rows } = await superuser.query(`SELECT relname FROM pg_class WHERE relname IN ('consent_records', 'consent_chains') AND relforcerowsecurity ORDER BY 1`);
    expect(rows).toEqual([{ relname: 'consent_chains' }, { relname: 'consent_records' }]);
  });

  /** The database as these migrations leave it, by its owner. */
  async function migrateBy(url: string, wanted: (file: string) => boolean): Promise<DataSource> {
    const files = globSync('*.ts', { cwd: MIGRATIONS }).filter(wanted).sort();
    const modules = await Promise.all(files.map((file) => import(join(MIGRATIONS, file)) as Promise<Record<string, new () => MigrationInterface>>));
    const source = new DataSource({ type: 'postgres', url, installExtensions: false, migrations: modules.flatMap((module) => Object.values(module)), migrationsTransactionMode: 'each' });
    await source.initialize();
    await source.runMigrations();
    if (!wanted(CHAINED)) await source.destroy();
    return source;
  }

  async function once(url: string, sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql);
    await client.end();
  }
});
