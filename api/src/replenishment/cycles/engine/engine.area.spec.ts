import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, type PlainDate } from '@perennial/calendar';
import { estimate, type KnownProduct, learnRhythms, pairsOf, type PurchaseLine } from '@perennial/replenishment';
import fc from 'fast-check';
import pg from 'pg';
import { openDatabase, type TestDatabase } from '../../../../../test/stage/open-database.js';
import type { Tx } from '../../../platform/database/index.js';
import { rebuildEstimates } from './rebuild-estimates.js';
import { refreshEstimates } from './refresh-estimates.js';

const WORKSPACE = '00000000-0000-4000-8000-000000000001';
const START = '2026-01-05';
const customerId = (i: number) => `00000000-0000-4000-8000-0000000001${String(i).padStart(2, '0')}`;
const productId = (i: number) => `00000000-0000-4000-8000-0000000002${String(i).padStart(2, '0')}`;
const PRODUCTS: readonly KnownProduct[] = [
  { id: productId(0), category: 'tea', interval: null },
  { id: productId(1), category: 'tea', interval: { fromDays: 25, toDays: 35 } },
  { id: productId(2), category: 'filters', interval: null },
  { id: productId(3), category: null, interval: null },
];

describe('the engine in SQL', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let tx: Tx;
  beforeAll(async () => {
    database = await openDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
    tx = { query: async (sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows } as unknown as Tx;
    await client.query('INSERT INTO workspaces (id, slug, created_at) VALUES ($1, $2, $3)', [WORKSPACE, 'engine', new Date()]);
    for (const { id, category, interval } of PRODUCTS) {
      await client.query(
        'INSERT INTO products (workspace_id, id, name, category, interval_from_days, interval_to_days, created_at, updated_at) VALUES ($1, $2::uuid, $2::uuid::text, $3, $4, $5, $6, $6)',
        [WORKSPACE, id, category, interval?.fromDays ?? null, interval?.toDays ?? null, new Date()],
      );
    }
  });
  afterAll(async () => {
    await client?.end();
    await database?.close();
  });

  interface CycleRow {
    readonly customerId: string;
    readonly productId: string;
    readonly mu: number;
    readonly sigma: number;
    readonly predictedOn: PlainDate;
    readonly windowFrom: PlainDate;
    readonly windowTo: PlainDate;
    readonly lateFrom: PlainDate;
    readonly probability: number;
    readonly rhythm: string;
    readonly basis: string;
  }

  /** Runs in a transaction that is thrown away: the working tables live as long as it does. */
  async function inSql(lines: readonly PurchaseLine[], work: () => Promise<void>): Promise<CycleRow[]> {
    await client.query('BEGIN');
    try {
      await insert(lines);
      await work();
      return await cycles();
    } finally {
      await client.query('ROLLBACK');
    }
  }

  async function insert(lines: readonly PurchaseLine[]): Promise<void> {
    await client.query(
      `INSERT INTO purchase_lines (workspace_id, purchase_id, line_no, customer_id, product_id, ordered_on, quantity)
     SELECT $1, gen_random_uuid(), 1, * FROM unnest($2::uuid[], $3::uuid[], $4::date[], $5::int[])`,
      [WORKSPACE, lines.map((l) => l.customerId), lines.map((l) => l.productId), lines.map((l) => l.day), lines.map((l) => l.quantity)],
    );
  }

  async function cycles(): Promise<CycleRow[]> {
    const { rows } = await client.query<CycleRow>(
      `SELECT customer_id AS "customerId", product_id AS "productId", mu, sigma, predicted_on AS "predictedOn", window_from AS "windowFrom", window_to AS "windowTo",
            late_from AS "lateFrom", probability, rhythm, because->>'basis' AS basis
     FROM cycles WHERE workspace_id = $1 ORDER BY customer_id, product_id`,
      [WORKSPACE],
    );
    return rows;
  }

  function inTypeScript(lines: readonly PurchaseLine[], asOf: PlainDate): CycleRow[] {
    const pairs = pairsOf(lines, asOf);
    const rhythms = learnRhythms(pairs, PRODUCTS, asOf);
    const key = (row: { customerId: string; productId: string }): string => `${row.customerId} ${row.productId}`;
    return pairs.map((pair) => estimate(pair, rhythms)).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** Sums are taken in another order; nothing else may differ. */
  function rounded(rows: readonly CycleRow[]): object[] {
    return rows.map((row) => ({ ...row, mu: row.mu.toFixed(7), sigma: row.sigma.toFixed(7), probability: Math.fround(row.probability).toFixed(5) }));
  }

  /** Noisy personal rhythms, some steady and some not, with returns in between. */
  const log = fc
    .array(
      fc.record({
        customer: fc.nat(11),
        product: fc.nat(3),
        start: fc.nat(90),
        steps: fc.array(fc.record({ gap: fc.integer({ min: 0, max: 70 }), quantity: fc.constantFrom(1, 1, 1, 2, 3, -1, -2) }), { minLength: 1, maxLength: 14 }),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map((histories) =>
      histories.flatMap(({ customer, product, start, steps }): PurchaseLine[] => {
        let day = addDays(START, start);
        return steps.map(({ gap, quantity }) => {
          day = addDays(day, gap);
          return { customerId: customerId(customer), productId: productId(product), day, quantity };
        });
      }),
    );
  const asOfDay = fc.integer({ min: 30, max: 500 }).map((days) => addDays(START, days));

  describe('the engine', () => {
    it('says the same set-wise and one by one', async () => {
      await fc.assert(
        fc.asyncProperty(log, asOfDay, async (lines, asOf) => {
          const sql = await inSql(lines, () => rebuildEstimates(tx, WORKSPACE, asOf));
          expect(rounded(sql)).toEqual(rounded(inTypeScript(lines, asOf)));
        }),
        { numRuns: 12, seed: 20270301 },
      );
    });

    it('is the same whether a purchase of today comes before the full run or after it', async () => {
      await fc.assert(
        fc.asyncProperty(log, asOfDay, fc.nat(11), fc.nat(3), async (lines, asOf, customer, product) => {
          const before = lines.filter((line) => line.day < asOf);
          const today: PurchaseLine = { customerId: customerId(customer), productId: productId(product), day: asOf, quantity: 1 };
          const increment = await inSql(before, async () => {
            await rebuildEstimates(tx, WORKSPACE, asOf);
            await insert([today]);
            await refreshEstimates(tx, WORKSPACE, asOf, [today.customerId]);
          });
          const full = await inSql([...before, today], () => rebuildEstimates(tx, WORKSPACE, asOf));
          const dated = (rows: readonly CycleRow[]) => rows.map(({ customerId: c, productId: p, mu, predictedOn, windowFrom, windowTo }) => [c, p, mu.toFixed(7), predictedOn, windowFrom, windowTo]);
          expect(dated(increment)).toEqual(dated(full));
        }),
        { numRuns: 6, seed: 20270302 },
      );
    });

    it('uses nothing of the future, in whatever order it comes, and never points to the past', () => {
      fc.assert(
        fc.property(log, asOfDay, (lines, asOf) => {
          const rows = inTypeScript(lines, asOf);
          expect(inTypeScript(lines.filter((line) => line.day <= asOf).reverse(), asOf).map((row) => row.predictedOn)).toEqual(rows.map((row) => row.predictedOn));
          for (const row of rows) {
            expect(row.predictedOn >= asOf).toBe(true);
            expect(row.windowFrom <= row.predictedOn && row.predictedOn <= row.windowTo).toBe(true);
            expect(row.probability >= 0 && row.probability <= 1).toBe(true);
          }
        }),
        { numRuns: 40, seed: 20270303 },
      );
    });
  });
});
