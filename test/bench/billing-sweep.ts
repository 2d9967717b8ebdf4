/**
 * The sweep that finds the renewals due and puts them to work, over 100,000 subscriptions that are all due, beside the bare
 * statement that does the same to a plain table with the same key. Both several times, in turns, in one run.
 *
 *   npm run bench -- billing-sweep      (after a build: it runs the built service)
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startLocalPostgres } from '@perennial/local-postgres';
import pg from 'pg';

const SUBSCRIPTIONS = 100_000;
const ROUNDS = 5;

interface Built {
  readonly AppModule: { with(settings: object): never };
  readonly readSettings: (env: Readonly<Record<string, string>>) => object;
  readonly migrate: (settings: object) => Promise<void>;
  readonly BillingDays: new () => { run(now: Date): Promise<void> };
}

async function built(): Promise<Built> {
  const load = async (path: string): Promise<object> => (await import(pathToFileURL(join(import.meta.dirname, '../../api/dist/src', path)).href)) as object;
  return Object.assign({}, ...(await Promise.all(['app.module.js', 'platform/settings/index.js', 'platform/database/index.js', 'billing/notices/billing-days.sweep.js'].map(load)))) as Built;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const { NestFactory } = await import('@nestjs/core');
await import('reflect-metadata');
const { AppModule, readSettings, migrate, BillingDays } = await built();
const folder = mkdtempSync(join(tmpdir(), 'perennial-bench-'));
const postgres = await startLocalPostgres({ dir: join(folder, 'postgres'), purpose: 'durable' });
try {
  const settings = readSettings({
    NODE_ENV: 'production', DATABASE_URL: postgres.ownerUrl, APP_SECRET: 'only-for-the-bench-only-for-the-bench-only', DATA_DIR: folder, SMTP_URL: 'smtp://127.0.0.1:9',
    STRIPE_SECRET_KEY: 'sk_test_nobody', STRIPE_WEBHOOK_SECRET: 'whsec_nobody', STRIPE_API_BASE: 'http://127.0.0.1:9', LOG_LEVEL: 'error',
  });
  await migrate(settings);
  const client = new pg.Client({ connectionString: new URL(new URL(postgres.ownerUrl).pathname, postgres.superuserUrl).href });
  // The server is stopped at the end, whether or not all went well.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`INSERT INTO workspaces (id, slug, created_at) SELECT gen_random_uuid(), 'shop-' || n, now() FROM generate_series(1, $1::int) n`, [SUBSCRIPTIONS]);
  await client.query(
    `INSERT INTO subscribers (id, plan_code, interval, currency, time_zone, ends_on, trial, cancel_at_end, grace_days, retention_days, due_at)
     SELECT id, 'team', 'month', 'USD', 'UTC', current_date + 7, false, false, 7, 60, now() - random() * interval '1 day' FROM workspaces`,
  );
  await client.query('CREATE TABLE bare_jobs (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, task int NOT NULL, payload json NOT NULL, key text UNIQUE, run_at timestamptz NOT NULL)');
  await client.query('ANALYZE');

  const app = await NestFactory.createApplicationContext(AppModule.with({ ...settings, jobs: false }), { logger: false });
  const sweep = app.get(BillingDays);
  const bare: number[] = [];
  const swept: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await client.query('TRUNCATE bare_jobs');
    await client.query('DELETE FROM graphile_worker._private_jobs');
    await client.query('VACUUM graphile_worker._private_jobs');
    bare.push(
      await timed(() =>
        client.query(`INSERT INTO bare_jobs (task, payload, key, run_at) SELECT 1, json_build_object('workspaceId', id), 'billing-day:' || id, now() FROM subscribers WHERE due_at <= now() ORDER BY due_at, id ON CONFLICT (key) DO NOTHING`),
      ),
    );
    swept.push(await timed(() => sweep.run(new Date())));
    const { rows } = await client.query<{ jobs: string }>(`SELECT count(*) AS jobs FROM graphile_worker._private_jobs WHERE key LIKE 'billing-day:%'`);
    if (Number(rows[0]?.jobs) !== SUBSCRIPTIONS) throw new Error(`The sweep found ${rows[0]?.jobs} of ${SUBSCRIPTIONS}`);
  }
  await app.close();
  await client.end();
  const [bareMs, sweepMs] = [median(bare), median(swept)];
  process.stdout.write(`due renewals                 ${SUBSCRIPTIONS}\n`);
  process.stdout.write(`bare INSERT … SELECT         ${bareMs.toFixed(0)} ms\n`);
  process.stdout.write(`sweep                        ${sweepMs.toFixed(0)} ms   ${(sweepMs / bareMs).toFixed(2)} x bare\n`);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
