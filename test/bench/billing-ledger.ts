/**
 * How fast the ledger books, beside a bare two-row insert under the same kind of constraint, and how many invoices a second of CPU
 * prints, with and without Chinese.
 *
 *   npm run bench -- billing-ledger
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalPostgres } from '@perennial/local-postgres';
import pg from 'pg';
import type * as LedgerModule from '../../api/src/billing/balance/ledger.store.js';
import type * as DatabaseModule from '../../api/src/platform/database/index.js';
import type * as LayoutModule from '../../api/src/billing/invoices/pdf/invoice-layout.js';
import type * as PrinterModule from '../../api/src/billing/invoices/pdf/pdf-printer.js';

const ROUND_MS = 400;
const ROUNDS = 40;
const WRITERS = 8;
const AT_LEAST_PERCENT = 50;
const PAGES = 40;
const APP_SECRET = 'only-for-the-bench-only-for-the-bench-only';

// The service as it was built: Node runs no decorators from source.
const built = join(import.meta.dirname, '../../api/dist/src');
const { LedgerStore } = (await import(join(built, 'billing/balance/ledger.store.js'))) as typeof LedgerModule;
const { appDatabaseUrl, migrate } = (await import(join(built, 'platform/database/index.js'))) as typeof DatabaseModule;
const { invoiceLayout } = (await import(join(built, 'billing/invoices/pdf/invoice-layout.js'))) as typeof LayoutModule;
const { PdfPrinter } = (await import(join(built, 'billing/invoices/pdf/pdf-printer.js'))) as typeof PrinterModule;

/** What the ledger is measured against: two rows, their sum checked at the commit, and nothing else. */
const BARE = `
  CREATE TABLE bare_entries (workspace_id uuid, transaction_id uuid, line_no smallint, currency text, amount bigint, PRIMARY KEY (workspace_id, transaction_id, line_no));
  CREATE FUNCTION check_bare() RETURNS trigger LANGUAGE plpgsql AS $f$
  BEGIN
    IF EXISTS (SELECT FROM bare_entries WHERE workspace_id = NEW.workspace_id AND transaction_id = NEW.transaction_id GROUP BY currency HAVING sum(amount) <> 0)
    THEN RAISE EXCEPTION 'not balanced'; END IF;
    RETURN NULL;
  END $f$;
  CREATE CONSTRAINT TRIGGER bare_balanced AFTER INSERT ON bare_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_bare();
  GRANT SELECT, INSERT ON bare_entries TO perennial_app;`;

const folder = mkdtempSync(join(tmpdir(), 'perennial-bench-'));
const postgres = await startLocalPostgres({ dir: join(folder, 'postgres'), purpose: 'durable' });
try {
  await benchLedger();
  await benchPdf();
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function benchLedger(): Promise<void> {
  const settings = { databaseUrl: postgres.ownerUrl, databaseAppUrl: null, appSecret: APP_SECRET };
  await migrate(settings);
  const pool = new pg.Pool({ connectionString: appDatabaseUrl(settings as never), max: WRITERS });
  const owner = new pg.Client({ connectionString: new URL(new URL(postgres.ownerUrl).pathname, postgres.superuserUrl).href });
  await owner.connect();
  await owner.query(BARE);
  const workspaces = Array.from({ length: WRITERS }, () => randomUUID());
  for (const id of workspaces) await owner.query('INSERT INTO workspaces (id, slug, created_at) VALUES ($1::uuid, $1::text, now())', [id]);
  const ledger = new LedgerStore();

  const bare = (hand: number) =>
    inTransaction(pool, '', async (client) => {
      await client.query(
        `INSERT INTO bare_entries (workspace_id, transaction_id, line_no, currency, amount) VALUES ($1, $2, 1, 'USD', 100), ($1, $2, 2, 'USD', -100)`,
        [workspaces[hand], randomUUID()],
      );
    });
  const booked = (hand: number) => {
    const workspaceId = workspaces[hand] ?? '';
    return inTransaction(pool, `SET LOCAL app.workspace_id = '${workspaceId}'`, async (client) => {
      const tx = { query: async (sql: string, values: unknown[]) => (await client.query(sql, values)).rows } as never;
      await ledger.post(tx, workspaceId, {
        kind: 'sale', source: randomUUID(), currency: 'USD', at: new Date(), lines: [{ account: 'deferred_revenue', amount: 100 }, { account: 'cash_clearing:stripe', amount: -100 }],
      });
    });
  };
  await done(bare);
  await done(booked);
  const all = { bare: 0, booked: 0 };
  // In short turns, so that both see the same neighbours on the machine.
  for (let round = 0; round < ROUNDS; round++) {
    all.bare += await done(bare);
    all.booked += await done(booked);
  }
  const rate = (times: number): string => `${((1000 * times) / (ROUNDS * ROUND_MS)).toFixed(0)} /s`;
  line('bare two rows with their sum checked', rate(all.bare));
  line('ledger posting', `${rate(all.booked)}   ${((100 * all.booked) / all.bare).toFixed(0)} % of bare, at least ${AT_LEAST_PERCENT}`);
  await owner.end();
  await pool.end();
}

async function inTransaction(pool: pg.Pool, setting: string, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; ${setting}`);
    await work(client);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

/** Runs `work` from so many hands for one round. @returns how often it was done */
async function done(work: (hand: number) => Promise<void>): Promise<number> {
  let times = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, hand) => {
      while (performance.now() - start < ROUND_MS) {
        await work(hand);
        times++;
      }
    }),
  );
  return times;
}

async function benchPdf(): Promise<void> {
  const printer = new PdfPrinter();
  const item = { code: 'team', name: { en: 'Team', 'zh-CN': '团队版' } };
  const days = { kind: 'plan' as const, item, from: '2027-03-10', until: '2027-04-10', days: 31, quantity: 1, unitAmount: 4900, amount: 4900, formula: '49.00', discount: 0, net: 4900, tax: 980 };
  const invoice = (locale: 'en' | 'zh-CN', legalName: string, address: string) =>
    invoiceLayout({
      workspaceId: '', id: '', attemptId: '', refundPolicyVersion: 1, number: 'PER-2027-000001', issuedAt: new Date('2027-02-17T12:00:00Z'), locale,
      currency: locale === 'en' ? 'USD' : 'CNY', netMinor: 4900, taxMinor: 980, totalMinor: 5880,
      document: {
        seller: { legalName: 'Perennial Demo Ltd', address: '1 Demo Street', taxId: null }, buyer: { legalName, address, taxId: null }, planName: item.name[locale],
        timeZone: 'UTC', taxMode: 'exclusive', taxRateBasisPoints: 2000, lines: [days],
      },
    });
  const papers = { 'without Chinese': invoice('en', 'Shop tea Ltd', '2 High Street'), 'with Chinese': invoice('zh-CN', '示例宠物用品有限公司', '上海市示例路 1 号') };
  const first = process.cpuUsage();
  await printer.print(papers['without Chinese']);
  line('first invoice, with unpacking the font', `${seconds(first).toFixed(1)} s of CPU`);
  for (const [what, paper] of Object.entries(papers)) {
    const start = process.cpuUsage();
    for (let i = 0; i < PAGES; i++) await printer.print(paper);
    line(`invoices ${what}`, `${(PAGES / seconds(start)).toFixed(1)} per second of CPU`);
  }
  await printer.onApplicationShutdown();
}

function seconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

function line(what: string, rest: string): void {
  process.stdout.write(`${what.padEnd(42)}${rest}\n`);
}
