/**
 * A real shop's half a million order lines through the command line, as an operator would: import, predict, plan. Prints what
 * each step takes and the peak memory of its process, beside a bare COPY of the same file in the same run.
 *
 *   npm run bench -- real-log
 */
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { startLocalPostgres } from '@perennial/local-postgres';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { command } from './stage/command.ts';

const root = join(import.meta.dirname, '..', '..');
const log = join(process.env['PERENNIAL_SHARED'] ?? join(root, '..', 'shared'), 'data', 'online_retail_raw.csv.gz');
/** The log ends on 9 December 2011; seen from later than that nobody would be due. */
const THE_DAY_AFTER = '2011-12-10T09:00:00Z';

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function bareCopy(client: pg.Client): Promise<number> {
  await client.query('CREATE UNLOGGED TABLE bare (a text, b text, c text, d text, e text, f text, g text, h text)');
  const start = performance.now();
  await pipeline(createReadStream(log), createGunzip(), client.query(copyFrom('COPY bare FROM STDIN (FORMAT csv, HEADER)')));
  const seconds = (performance.now() - start) / 1000;
  await client.query('DROP TABLE bare');
  return seconds;
}

async function prepare(client: pg.Client): Promise<void> {
  await client.query('UPDATE test_clock SET offset_ms = $1', [Date.parse(THE_DAY_AFTER) - Date.now()]);
  const { rows } = await client.query<{ id: string }>(`INSERT INTO workspaces (id, slug, created_at) VALUES (gen_random_uuid(), 'real-shop', now()) RETURNING id`);
  const id = rows[0]?.id;
  await client.query(
    `INSERT INTO workspace_settings (workspace_id, name, sender_name, time_zone, locale, currency, updated_at) VALUES ($1, 'Real shop', 'Real shop', 'Europe/London', 'en', 'GBP', now())`,
    [id],
  );
  await client.query(`INSERT INTO rules (workspace_id, name, created_at, updated_at) VALUES ($1, 'Everything, 5 days before, by e-mail', now(), now())`, [id]);
}

async function countPairs(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ rhythm: string; pairs: string }>('SELECT rhythm, count(*) AS pairs FROM cycles GROUP BY rhythm ORDER BY rhythm');
  return rows.map(({ rhythm, pairs }) => `${pairs} ${rhythm}`).join(', ');
}

function line(what: string, seconds: number, rest: string): void {
  process.stdout.write(`${what.padEnd(34)}${seconds.toFixed(1).padStart(8)} s   ${rest}\n`);
}

if (!existsSync(log)) {
  process.stdout.write(`Skipped: ${log} is not there.\n`);
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), 'perennial-bench-'));
const postgres = await startLocalPostgres({ dir: join(folder, 'postgres'), purpose: 'durable' });
try {
  const settings = { NODE_ENV: 'production', DATABASE_URL: postgres.ownerUrl, APP_SECRET: 'only-for-the-bench-only-for-the-bench-only', DATA_DIR: folder, DEMO: '1', LOG_LEVEL: 'error' };
  await command(settings, 'migrate');
  const unbound = new URL(new URL(postgres.ownerUrl).pathname, postgres.superuserUrl).href;
  await withClient(unbound, prepare);
  const bare = await withClient(unbound, bareCopy);
  const booked = await command(settings, 'import', '--workspace', 'real-shop', log);
  const again = await command(settings, 'import', '--workspace', 'real-shop', log);
  const refreshed = await command(settings, 'refresh', '--workspace', 'real-shop');
  const pairs = await withClient(unbound, countPairs);
  const result = JSON.parse(booked.printed) as { rows: number; booked: number };
  const { plan, seconds } = JSON.parse(refreshed.printed) as { plan: { planned: number }; seconds: { predict: number; plan: number } };

  line('bare COPY of the file', bare, `${Math.round(result.rows / bare)} rows/s`);
  line('import', booked.seconds, `${result.rows} rows, ${result.booked} booked; ${Math.round(result.rows / booked.seconds)} rows/s; ${(booked.seconds / bare).toFixed(1)} x bare; peak ${booked.peakMegabytes.toFixed(0)} MB`);
  line('the same file again', again.seconds, `${(JSON.parse(again.printed) as { booked: number }).booked} booked; peak ${again.peakMegabytes.toFixed(0)} MB`);
  line('predict', seconds.predict, `${pairs}; in the database; peak of the process ${refreshed.peakMegabytes.toFixed(0)} MB`);
  line('plan', seconds.plan, `${plan.planned} reminders`);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
