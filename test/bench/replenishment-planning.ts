/**
 * Planning a day on which 100,000 reminders become due among ten million cycles, beside the bare INSERT … SELECT of the same
 * reminders, in the same run on an embedded PostgreSQL. Generated data; the statement is the service's own.
 *
 *   npm run bench -- replenishment-planning          (needs a build; BENCH_CYCLES=1000000 for a smaller shop)
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalPostgres } from '@perennial/local-postgres';
import pg from 'pg';

const api = join(import.meta.dirname, '..', '..', 'api', 'dist', 'src');
const { PLAN, SUPERSEDE } = (await import(join(api, 'replenishment/reminders/plan.sql.js'))) as { PLAN: string; SUPERSEDE: string };
const { migrate } = (await import(join(api, 'platform/database/migrate.js'))) as { migrate: (settings: object) => Promise<void> };

const CYCLES = Number(process.env['BENCH_CYCLES'] ?? 10_000_000);
const DUE = 100_000;
const NOW = '2027-03-10T05:00:00Z';
const WORKSPACE = '00000000-0000-4000-8000-000000000001';
const HOURS = JSON.stringify({ email: { at: '09:00', last: '20:00' } });
const TERMS = [WORKSPACE, NOW, null, 3, HOURS, 5, null, null];
const ROUNDS = 3;
const AT_MOST = 3;

const id = (prefix: string, n: string) => `('${prefix}' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** A third of the cycles is long past, most of the rest lies beyond the planned month; one in a hundred is due in it. */
const DATA = `
  INSERT INTO workspaces (id, slug, created_at) VALUES ('${WORKSPACE}', 'large', '${NOW}');
  INSERT INTO workspace_settings (workspace_id, name, sender_name, time_zone, locale, currency, updated_at)
    VALUES ('${WORKSPACE}', 'Large', 'Large', 'Europe/Berlin', 'en', 'EUR', '${NOW}');
  INSERT INTO rules (workspace_id, name, created_at, updated_at) VALUES ('${WORKSPACE}', 'Everything, 5 days before', '${NOW}', '${NOW}');
  INSERT INTO error_grids (workspace_id, bucket, candidate, cases, grid, correction, slope)
    SELECT '${WORKSPACE}', bucket, 1, 1000, ARRAY(SELECT (i - 50) / 25.0 FROM generate_series(0, 100) i), 0, 0 FROM generate_series(0, 11) bucket;
  INSERT INTO products (workspace_id, id, name, created_at, updated_at)
    SELECT '${WORKSPACE}', ${id('00000000-0000-4000-8001-', 'n')}, 'Product ' || n, '${NOW}', '${NOW}' FROM generate_series(0, 1999) n;
  INSERT INTO customers (workspace_id, id, name, locale, created_at, updated_at)
    SELECT '${WORKSPACE}', ${id('00000000-0000-4000-8002-', 'n')}, '', 'en', '${NOW}', '${NOW}' FROM generate_series(0, ${CYCLES} / 4) n;
  INSERT INTO cycles (workspace_id, customer_id, product_id, cycle_no, first_ordered_on, last_ordered_on, last_quantity, gaps_used, mu, sigma,
    predicted_on, expected_on, window_from, window_to, late_from, probability, rhythm, because, as_of, due_on, bucket)
  SELECT '${WORKSPACE}', ${id('00000000-0000-4000-8002-', 'n / 4')}, ${id('00000000-0000-4000-8001-', '(n::bigint * 7919) % 2000')}, 4, due - 150, due - 30, 1, 3, ln(30), 0.3,
    greatest(due, today), greatest(due, today), greatest(due - 8, today), greatest(due + 10, today), due + 10, 0.5, CASE WHEN due + 10 < today THEN 'lapsed' ELSE 'reliable' END, '{}', today, due, 9
  FROM (
    SELECT n, date '2027-03-10' AS today, CASE WHEN n % (${CYCLES} / ${DUE}) = 0 THEN date '2027-03-18' + (n / 1000) % 25
      WHEN n % 3 = 0 THEN date '2027-02-01' - (n / 1000) % 700 ELSE date '2027-05-01' + (n / 1000) % 300 END AS due
    FROM generate_series(1, ${CYCLES}) n
  ) generated;`;

const BARE = `
  INSERT INTO reminders (workspace_id, customer_id, product_id, cycle_opened_on, rule_id, step, send_on, send_at, expected_on, status, planned_at)
  SELECT c.workspace_id, c.customer_id, c.product_id, c.last_ordered_on, r.id, 1, c.due_on - 5, (c.due_on - 5 + time '09:00') AT TIME ZONE 'Europe/Berlin', c.expected_on, 'planned', $2::timestamptz
  FROM cycles c CROSS JOIN rules r
  WHERE c.workspace_id = $1 AND r.workspace_id = $1 AND NOT c.stopped AND c.due_on BETWEEN $2::timestamptz::date AND $2::timestamptz::date + 36`;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-bench-'));
  const postgres = await startLocalPostgres({ dir: join(folder, 'postgres'), purpose: 'durable' });
  const client = new pg.Client({ connectionString: new URL(new URL(postgres.ownerUrl).pathname, postgres.superuserUrl).href });
  try {
    await migrate({ databaseUrl: postgres.ownerUrl, appSecret: 'only-for-the-bench-only-for-the-bench-only' });
    await client.connect();
    await timed('generate', async () => client.query(DATA));
    await timed('analyze', async () => client.query('VACUUM ANALYZE'));
    for (let round = 1; round <= ROUNDS; round += 1) {
      const bare = await emptied(client, () => client.query(BARE, [WORKSPACE, NOW]));
      const planned = await emptied(client, async () => {
        await client.query(SUPERSEDE, TERMS.slice(0, 3));
        return client.query(PLAN, TERMS);
      });
      const again = await seconds(() => client.query(PLAN, TERMS));
      process.stdout.write(
        `round ${round}: bare INSERT … SELECT ${bare.toFixed(2)} s, plan ${planned.toFixed(2)} s: ${(planned / bare).toFixed(2)} times, at most ${AT_MOST}; planning again ${again.toFixed(2)} s\n`,
      );
    }
    const { rows } = await client.query<{ reminders: string }>('SELECT count(*) AS reminders FROM reminders');
    process.stdout.write(`${rows[0]?.reminders} reminders planned among ${CYCLES.toLocaleString('en')} cycles\n`);
  } finally {
    await client.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function emptied(client: pg.Client, work: () => Promise<unknown>): Promise<number> {
  await client.query('TRUNCATE reminders CASCADE');
  await client.query('CHECKPOINT');
  // As the service sees it: through the policies of its own role.
  await client.query(`SET ROLE perennial_app; SET app.workspace_id = '${WORKSPACE}'`);
  const taken = await seconds(work);
  await client.query('RESET ROLE');
  return taken;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  process.stdout.write(`${what}: ${(await seconds(work)).toFixed(0)} s\n`);
}

await main();
