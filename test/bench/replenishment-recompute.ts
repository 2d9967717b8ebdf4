/**
 * What learning a whole shop anew costs, beside the bare lag() aggregate over the same lines, with as much memory, in the same
 * run, and what one new purchase costs: seconds, processor time of the database's own process, and the memory of ours.
 *
 *   npm run bench -- replenishment-recompute          (LINES=5000000)
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalPostgres } from '@perennial/local-postgres';
import pg from 'pg';
import { bought } from '../builders/bought.ts';
import { processorSeconds } from './stage/processor.ts';

const root = join(import.meta.dirname, '..', '..');
const LINES = Number(process.env['LINES'] ?? 5_000_000);
/** Lines for each pair, as in the shops the ratio is meant for: 5 million lines of 1.5 million pairs. */
const LINES_PER_PAIR = 10 / 3;
const PRODUCTS = 2000;
const PAIRS_PER_CUSTOMER = 10;
const AS_OF = '2026-06-30';
const PURCHASES = 50;
const AT_MOST = 3;
const AT_MOST_MS = 20;

interface Tx {
  query(sql: string, values?: readonly unknown[]): Promise<unknown[]>;
}
interface Engine {
  rebuildEstimates(tx: Tx, workspaceId: string, asOf: string): Promise<void>;
  refreshEstimates(tx: Tx, workspaceId: string, asOf: string, customerIds: readonly string[]): Promise<boolean>;
}

/** The engine as it was built: the very statements the service runs. */
async function builtEngine(): Promise<Engine> {
  const built = (path: string): Promise<unknown> => import(join(root, 'api/dist/src', path));
  const { registerColumnTypes } = (await built('platform/database/index.js')) as { registerColumnTypes(): void };
  registerColumnTypes();
  return { ...((await built('replenishment/cycles/engine/rebuild-estimates.js')) as object), ...((await built('replenishment/cycles/engine/refresh-estimates.js')) as object) } as Engine;
}

const folder = mkdtempSync(join(tmpdir(), 'perennial-bench-'));
const postgres = await startLocalPostgres({ dir: join(folder, 'postgres'), purpose: 'test' });
try {
  const env = { ...process.env, DATABASE_URL: postgres.ownerUrl, APP_SECRET: 'only-for-the-bench-only-for-the-bench-only', DATA_DIR: folder, DEMO: '0', LOG_LEVEL: 'error' };
  const migrated = spawnSync(process.execPath, [join(root, 'libs/launcher/bin/perennial.mjs'), 'migrate'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (migrated.status !== 0) throw new Error('The database could not be prepared.');
  const engine = await builtEngine();
  const client = new pg.Client({ connectionString: new URL(new URL(postgres.ownerUrl).pathname, postgres.superuserUrl).href });
  await client.connect();
  const rows = async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> => (await client.query<Row>(sql, [...values])).rows;
  const tx: Tx = { query: rows };
  const [workspace] = await rows<{ id: string; pid: number }>(`INSERT INTO workspaces (id, slug, created_at) VALUES (gen_random_uuid(), 'bench', now()) RETURNING id, pg_backend_pid() AS pid`);
  if (!workspace) throw new Error('no workspace');
  const { id, pid } = workspace;
  await fill(rows, id);
  // As the service: rows of other workspaces are out of its sight, and each row it writes is checked.
  await rows(`SELECT set_config('app.workspace_id', $1, false)`, [id]);
  await rows('SET ROLE perennial_app');

  const measured = async (work: () => Promise<unknown>): Promise<{ seconds: number; cpu: number | null }> => {
    const cpu = processorSeconds(pid);
    const start = performance.now();
    await work();
    const after = processorSeconds(pid);
    return { seconds: (performance.now() - start) / 1000, cpu: cpu === null || after === null ? null : after - cpu };
  };
  const inTransaction = async (work: () => Promise<unknown>): Promise<void> => {
    await client.query('BEGIN');
    await work();
    await client.query('COMMIT');
  };

  const bare = await measured(async () => {
    await rows(`SET work_mem = '64MB'`);
    await rows(
      `SELECT count(*), avg(n), avg(mean) FROM (
         SELECT customer_id, product_id, count(*) AS n, avg(gap) AS mean, stddev(gap) AS spread FROM (
           SELECT customer_id, product_id, ordered_on - lag(ordered_on) OVER (PARTITION BY customer_id, product_id ORDER BY ordered_on) AS gap
           FROM purchase_lines WHERE workspace_id = $1
         ) gaps GROUP BY customer_id, product_id
       ) pairs`,
      [id],
    );
    await rows('RESET work_mem');
  });
  const full = await measured(() => inTransaction(() => engine.rebuildEstimates(tx, id, AS_OF)));
  const again = await measured(() => inTransaction(() => engine.rebuildEstimates(tx, id, AS_OF)));
  const customers = await rows<{ customer: string; product: string }>(
    'SELECT customer_id AS customer, product_id AS product FROM cycles WHERE workspace_id = $1 ORDER BY md5(customer_id::text || product_id::text) LIMIT $2',
    [id, PURCHASES + 5],
  );
  const own = process.cpuUsage();
  let before = await measured(() => Promise.resolve());
  const purchases = { seconds: 0, cpu: 0 };
  for (const [i, { customer, product }] of customers.entries()) {
    before = await measured(() =>
      inTransaction(async () => {
        await bought(rows, id, [{ customerId: customer, productId: product, day: AS_OF }]);
        await engine.refreshEstimates(tx, id, AS_OF, [customer]);
      }),
    );
    if (i < 5) continue; // the first ones fill the caches
    purchases.seconds += before.seconds;
    purchases.cpu += before.cpu ?? 0;
  }
  const ours = process.cpuUsage(own);
  const [{ pairs } = { pairs: 0 }] = await rows<{ pairs: number }>('SELECT count(*)::int AS pairs FROM cycles WHERE workspace_id = $1', [id]);

  const line = (what: string, { seconds, cpu }: { seconds: number; cpu: number | null }, rest = ''): boolean =>
    process.stdout.write(`${what.padEnd(30)}${seconds.toFixed(1).padStart(8)} s${(cpu ?? Number.NaN).toFixed(1).padStart(8)} s cpu   ${rest}\n`);
  process.stdout.write(`${LINES} lines, ${pairs} pairs\n`);
  line('bare lag() aggregate', bare);
  line('full run, first', full, `${(full.seconds / bare.seconds).toFixed(1)} x bare, at most ${AT_MOST}; cpu ${((full.cpu ?? 0) / (bare.cpu ?? 1)).toFixed(1)} x`);
  line('full run, again', again, `${(again.seconds / bare.seconds).toFixed(1)} x bare, at most ${AT_MOST}; cpu ${((again.cpu ?? 0) / (bare.cpu ?? 1)).toFixed(1)} x`);
  process.stdout.write(
    `one purchase, its customer's pairs estimated anew: ${((1000 * purchases.seconds) / PURCHASES).toFixed(1)} ms, cpu of the database ${((1000 * purchases.cpu) / PURCHASES).toFixed(1)} ms, ours ${((ours.user + ours.system) / 1000 / customers.length).toFixed(1)} ms, at most ${AT_MOST_MS}\n`,
  );
  process.stdout.write(`peak memory of this process ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`);
  await client.end();
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Products of 10 to 90 days, customers who take a few of them, each pair with a rhythm and noise of its own. */
async function fill(rows: (sql: string, values?: readonly unknown[]) => Promise<unknown>, workspaceId: string): Promise<void> {
  const pairs = Math.round(LINES / LINES_PER_PAIR);
  const customers = Math.ceil(pairs / PAIRS_PER_CUSTOMER);
  const uuid = (prefix: string, number: string) => `('${prefix}-0000-4000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
  await rows(
    `INSERT INTO products (workspace_id, id, name, category, created_at, updated_at)
     SELECT $1, ${uuid('00000002', 'i')}, 'Product ' || i, 'Category ' || i % 40, now(), now() FROM generate_series(0, ${PRODUCTS - 1}) AS i`,
    [workspaceId],
  );
  await rows(`INSERT INTO customers (workspace_id, id, locale, created_at, updated_at) SELECT $1, ${uuid('00000001', 'i')}, 'en', now(), now() FROM generate_series(0, ${customers - 1}) AS i`, [workspaceId]);
  await rows(
    `INSERT INTO purchase_lines (workspace_id, purchase_id, line_no, customer_id, product_id, ordered_on, quantity)
     SELECT $1, gen_random_uuid(), 1, ${uuid('00000001', `pair / ${PAIRS_PER_CUSTOMER}`)}, ${uuid('00000002', `(pair::bigint * 7919 + pair / ${PRODUCTS}) % ${PRODUCTS}`)},
            date '${AS_OF}' - (hashint4(pair) & 127) - round(n * (10 + (pair::bigint * 7919) % 80) * exp(((hashint4(pair * 31 + n) & 1023) - 512) / 1500.0))::int, 1 + (hashint4(pair + n) & 1)
     FROM generate_series(0, ${pairs - 1}) AS pair, generate_series(0, CASE WHEN pair % 3 = 0 THEN 3 ELSE 2 END) AS n`,
    [workspaceId],
  );
  await rows(
    `INSERT INTO purchases (workspace_id, id, source, external_id, customer_id, ordered_at, created_at)
     SELECT workspace_id, purchase_id, 'bench', purchase_id::text, customer_id, ordered_on, ordered_on FROM purchase_lines`,
  );
  // As autovacuum leaves a table that has been there for a while.
  await rows('VACUUM ANALYZE purchases, purchase_lines');
  await rows('ANALYZE');
}
