/**
 * Five million generated order lines through the service's own import, as an operator starts it, beside the least any import
 * does in the same run: COPY of the same file into a staging table and INSERT … SELECT … ON CONFLICT into one table with a key,
 * once before and once after it, because a machine that others use too is not as fast in one minute as in the next. Prints rows
 * per second, processor time of service and database, the ratios, and the peak memory of the process that reads; then the same
 * file once more.
 *
 *   npm run bench -- replenishment-import          (LINES=500000 for a smaller file)
 */
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { startLocalPostgres } from '@perennial/local-postgres';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { command, type Step } from './stage/command.ts';
import { familySeconds } from './stage/processor.ts';

const LINES = Number(process.env['LINES'] ?? 5_000_000);
const AT_MOST = 2.5;
const PRODUCTS = 2000;
const LINES_PER_ORDER = 3;
const ORDERS_PER_CUSTOMER = 11;
const DAYS = 700;
const PIECE = 64 * 1024;

const folder = mkdtempSync(join(tmpdir(), 'perennial-bench-'));
const file = join(folder, 'orders.csv');
await pipeline(Readable.from(generated()), createWriteStream(file));
const postgres = await startLocalPostgres({ dir: join(folder, 'postgres'), purpose: 'durable' });
const client = new pg.Client({ connectionString: new URL(new URL(postgres.ownerUrl).pathname, postgres.superuserUrl).href });
try {
  const settings = { NODE_ENV: 'production', DATABASE_URL: postgres.ownerUrl, APP_SECRET: 'only-for-the-bench-only-for-the-bench-only', DATA_DIR: folder, DEMO: '0', LOG_LEVEL: 'error' };
  await command(settings, 'migrate');
  await client.connect();
  await client.query(`
    INSERT INTO workspaces (id, slug, created_at) VALUES (gen_random_uuid(), 'large', now());
    INSERT INTO workspace_settings (workspace_id, name, sender_name, time_zone, locale, currency, updated_at)
      SELECT id, 'Large', 'Large', 'Europe/Berlin', 'en', 'EUR', now() FROM workspaces;`);
  const server = Number(readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const measured = async (work: () => Promise<{ seconds: number; cpu: number }>): Promise<{ seconds: number; cpu: number }> => {
    const start = familySeconds(server) ?? Number.NaN;
    const { seconds, cpu } = await work();
    // The backend of a connection that has ended is counted when the server has seen it go.
    await wait(500);
    return { seconds, cpu: cpu + (familySeconds(server) ?? Number.NaN) - start };
  };
  const before = await measured(bareImport);
  let booked: Step | undefined;
  const ours = await measured(async () => (booked = await command(settings, 'import', '--workspace', 'large', file)));
  const after = await measured(bareImport);
  let again: Step | undefined;
  const second = await measured(async () => (again = await command(settings, 'import', '--workspace', 'large', file)));
  const times = (of: 'seconds' | 'cpu') => (2 * ours[of]) / (before[of] + after[of]);

  process.stdout.write(`${LINES.toLocaleString('en')} lines, ${Math.round(statSync(file).size / 1e6)} MB\n`);
  line('bare, before', before);
  line('bare, after', after);
  line('import', ours, `${resultOf(booked).booked} booked; ${times('seconds').toFixed(2)} times bare, at most ${AT_MOST}; cpu ${times('cpu').toFixed(2)} times; peak ${booked?.peakMegabytes.toFixed(0)} MB`);
  line('the same file again', second, `${resultOf(again).booked} booked, ${resultOf(again).unchanged} unchanged; peak ${again?.peakMegabytes.toFixed(0)} MB`);
} finally {
  await client.end();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Orders by day, as a shop exports them: customers who come back every two months or so, three lines each. */
function* generated(): Generator<string> {
  yield 'customer_id,product_id,order_id,ordered_at,quantity,unit_price\n';
  const orders = Math.ceil(LINES / LINES_PER_ORDER);
  const customers = Math.ceil(orders / ORDERS_PER_CUSTOMER);
  const firstDay = Date.UTC(2024, 0, 1);
  let piece = '';
  for (let line = 0; line < LINES; line += 1) {
    const order = Math.floor(line / LINES_PER_ORDER);
    const customer = (order * 7919) % customers;
    const product = (customer * 31 + (line % LINES_PER_ORDER) * 577) % PRODUCTS;
    const day = new Date(firstDay + Math.floor((order / orders) * DAYS) * 86_400_000).toISOString().slice(0, 10);
    piece += `C${customer},P${product},O${order},${day},${1 + (order % 3)},${5 + (product % 40)}.90\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

async function bareImport(): Promise<{ seconds: number; cpu: number }> {
  await client.query(`
    CREATE UNLOGGED TABLE bare_staging (customer text, product text, order_ref text, ordered_on date, quantity int, price numeric);
    CREATE TABLE bare_lines (customer text, product text, order_ref text, ordered_on date, quantity int, price numeric, PRIMARY KEY (order_ref, product))`);
  const start = performance.now();
  const cpu = process.cpuUsage();
  await pipeline(createReadStream(file), client.query(copyFrom('COPY bare_staging FROM STDIN (FORMAT csv, HEADER)')));
  await client.query('INSERT INTO bare_lines SELECT * FROM bare_staging ON CONFLICT DO NOTHING');
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await client.query('DROP TABLE bare_staging, bare_lines');
  return { seconds, cpu: (user + system) / 1e6 };
}

function resultOf(step: Step | undefined): { booked: number; unchanged: number } {
  return JSON.parse(step?.printed ?? '{}') as { booked: number; unchanged: number };
}

function line(what: string, { seconds, cpu }: { seconds: number; cpu: number }, rest = ''): void {
  process.stdout.write(`${what.padEnd(28)}${seconds.toFixed(1).padStart(8)} s${cpu.toFixed(1).padStart(8)} s cpu   ${Math.round(LINES / seconds)} rows/s   ${rest}\n`);
}
