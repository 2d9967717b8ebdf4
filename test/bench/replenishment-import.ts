/**
 * Five million generated order lines through the service's own import, as an operator starts it, beside the least any import
 * does in the same run: COPY of the same file into a staging table and INSERT … SELECT … ON CONFLICT into one table with a key,
 * once before and once after it, because a machine that others use too is not as fast in one minute as in the next. Prints rows
 * per second, the ratio, and the peak memory of the process that reads; then the same file once more.
 *
 *   npm run bench -- replenishment-import          (LINES=500000 for a smaller file)
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { startLocalPostgres } from '@perennial/local-postgres';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { command, type Step } from './stage/command.ts';

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
  const before = await bareImport();
  const booked = await command(settings, 'import', '--workspace', 'large', file);
  const after = await bareImport();
  const bare = (before + after) / 2;
  const again = await command(settings, 'import', '--workspace', 'large', file);

  process.stdout.write(`${LINES.toLocaleString('en')} lines, ${Math.round(statSync(file).size / 1e6)} MB\n`);
  line('bare, before', before);
  line('bare, after', after);
  line('import', booked.seconds, `${resultOf(booked).booked} booked; ${(booked.seconds / bare).toFixed(2)} times bare, at most ${AT_MOST}; peak ${booked.peakMegabytes.toFixed(0)} MB`);
  line('the same file again', again.seconds, `${resultOf(again).booked} booked, ${resultOf(again).unchanged} unchanged; peak ${again.peakMegabytes.toFixed(0)} MB`);
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

async function bareImport(): Promise<number> {
  await client.query(`
    CREATE UNLOGGED TABLE bare_staging (customer text, product text, order_ref text, ordered_on date, quantity int, price numeric);
    CREATE TABLE bare_lines (customer text, product text, order_ref text, ordered_on date, quantity int, price numeric, PRIMARY KEY (order_ref, product))`);
  const start = performance.now();
  await pipeline(createReadStream(file), client.query(copyFrom('COPY bare_staging FROM STDIN (FORMAT csv, HEADER)')));
  await client.query('INSERT INTO bare_lines SELECT * FROM bare_staging ON CONFLICT DO NOTHING');
  const seconds = (performance.now() - start) / 1000;
  await client.query('DROP TABLE bare_staging, bare_lines');
  return seconds;
}

function resultOf({ printed }: Step): { booked: number; unchanged: number } {
  return JSON.parse(printed) as { booked: number; unchanged: number };
}

function line(what: string, seconds: number, rest = ''): void {
  process.stdout.write(`${what.padEnd(28)}${seconds.toFixed(1).padStart(8)} s   ${Math.round(LINES / seconds)} rows/s   ${rest}\n`);
}
