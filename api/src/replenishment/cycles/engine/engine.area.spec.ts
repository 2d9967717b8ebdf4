import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, laterOf, type PlainDate } from '@perennial/calendar';
import { estimate, type KnownProduct, learnRhythms, nextAfterWeeks, type Pair, pairsOf, type PurchaseLine, saidOf, type Statement } from '@perennial/replenishment';
import fc from 'fast-check';
import pg from 'pg';
import { bought } from '../../../../../test/builders/bought.js';
import { openDatabase, type TestDatabase } from '../../../../../test/stage/open-database.js';
import type { Tx } from '../../../platform/database/index.js';
import { rebuildEstimates } from './rebuild-estimates.js';
import { refreshEstimates } from './refresh-estimates.js';

const WORKSPACE = '00000000-0000-4000-8000-000000000001';
const START = '2026-01-05';
const customerId = (i: number) => `00000000-0000-4000-8000-0000000001${String(i).padStart(2, '0')}`;
const productId = (i: number) => `00000000-0000-4000-8000-0000000002${String(i).padStart(2, '0')}`;
const PRODUCTS: readonly KnownProduct[] = [
  { id: productId(0), kind: 'consumable', category: 'tea', interval: null, supplyDaysPerUnit: null },
  { id: productId(1), kind: 'consumable', category: 'tea', interval: { fromDays: 25, toDays: 35 }, supplyDaysPerUnit: null },
  { id: productId(2), kind: 'durable', category: 'filters', interval: null, supplyDaysPerUnit: 12.5 },
  { id: productId(3), kind: 'service', category: null, interval: null, supplyDaysPerUnit: null },
];

/** Of a statement, in the order in which they are kept. */
const COLUMNS = ['customerId', 'productId', 'openedOn', 'kind', 'by', 'saidOn', 'day', 'dayTo', 'weeks', 'predictedOn'] as const;

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
    for (const { id, kind, category, interval, supplyDaysPerUnit } of PRODUCTS) {
      await client.query(
        'INSERT INTO products (workspace_id, id, name, kind, category, interval_from_days, interval_to_days, supply_days_per_unit, created_at, updated_at) VALUES ($1, $2::uuid, $2::uuid::text, $8, $3, $4, $5, $6, $7, $7)',
        [WORKSPACE, id, category, interval?.fromDays ?? null, interval?.toDays ?? null, supplyDaysPerUnit, new Date(), kind],
      );
    }
    await client.query(`INSERT INTO customers (workspace_id, id, locale, created_at, updated_at) SELECT $1, id, 'en', $3, $3 FROM unnest($2::uuid[]) AS id`, [
      WORKSPACE,
      Array.from({ length: 12 }, (_, i) => customerId(i)),
      new Date(),
    ]);
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
    readonly expectedOn: PlainDate;
    readonly windowFrom: PlainDate;
    readonly windowTo: PlainDate;
    readonly lateFrom: PlainDate;
    readonly dueOn: PlainDate;
    readonly notBefore: PlainDate | null;
    readonly bucket: number;
    readonly probability: number;
    readonly rhythm: string;
    readonly basis: string;
    /** In the sentence: only of a service. */
    readonly kind: string | null;
    readonly overrideBy: string | null;
    readonly everyWeeks: number | null;
  }

  /** Runs in a transaction that is thrown away: the working tables live as long as it does. */
  async function inSql(lines: readonly PurchaseLine[], statements: readonly Statement[], work: () => Promise<void>): Promise<CycleRow[]> {
    await client.query('BEGIN');
    try {
      await insert(lines);
      await keep(statements);
      await work();
      return await cycles();
    } finally {
      await client.query('ROLLBACK');
    }
  }

  async function insert(lines: readonly PurchaseLine[]): Promise<void> {
    await bought((sql, values) => client.query(sql, values), WORKSPACE, lines);
  }

  async function keep(statements: readonly Statement[]): Promise<void> {
    await client.query(
      `INSERT INTO feedback (workspace_id, customer_id, product_id, opened_on, kind, actor_kind, said_on, day, day_to, weeks, predicted_on, said_at)
     SELECT $1, s.customer_id, s.product_id, s.opened_on, s.kind, s.by, s.said_on, s.day, s.day_to, s.weeks, s.predicted_on,
            timestamptz '2026-01-01 00:00:00Z' + s.no * interval '1 second'
     FROM unnest($2::uuid[], $3::uuid[], $4::date[], $5::text[], $6::text[], $7::date[], $8::date[], $9::date[], $10::int[], $11::date[]) WITH ORDINALITY
       AS s(customer_id, product_id, opened_on, kind, by, said_on, day, day_to, weeks, predicted_on, no)`,
      [WORKSPACE, ...COLUMNS.map((name) => statements.map((statement) => statement[name]))],
    );
  }

  async function cycles(): Promise<CycleRow[]> {
    const { rows } = await client.query<CycleRow>(
      `SELECT customer_id AS "customerId", product_id AS "productId", mu, sigma, predicted_on AS "predictedOn", expected_on AS "expectedOn",
            window_from AS "windowFrom", window_to AS "windowTo",
            late_from AS "lateFrom", due_on AS "dueOn", not_before AS "notBefore", bucket, probability, rhythm, because->>'basis' AS basis, because->>'kind' AS kind, override_by AS "overrideBy", (because->>'everyWeeks')::int AS "everyWeeks"
     FROM cycles WHERE workspace_id = $1 ORDER BY customer_id, product_id`,
      [WORKSPACE],
    );
    return rows;
  }

  function inTypeScript(lines: readonly PurchaseLine[], statements: readonly Statement[], asOf: PlainDate): CycleRow[] {
    const pairs = pairsOf(lines, asOf);
    const rhythms = learnRhythms(pairs, PRODUCTS, asOf);
    const key = (row: { customerId: string; productId: string }): string => `${row.customerId} ${row.productId}`;
    return pairs
      .map((pair) => {
        const said = saidOf(pair, statements, asOf);
        return { ...estimate(pair, rhythms, said), everyWeeks: said.everyWeeks, kind: pair.productId === productId(3) ? 'service' : null };
      })
      .sort((a, b) => (key(a) < key(b) ? -1 : 1));
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

  /** Words about cycles open and past, by pairs that may or may not have them; some are said only after the as-of day. */
  const words = fc.array(
    fc.record({
      customer: fc.nat(11),
      product: fc.nat(3),
      cyclesAgo: fc.constantFrom(0, 0, 0, 1, 2),
      kind: fc.constantFrom<Statement['kind']>('expected-on', 'ran-out', 'every-n-weeks', 'usual-rhythm', 'still-have-some'),
      by: fc.constantFrom<Statement['by']>('customer', 'staff'),
      daysAgo: fc.integer({ min: -2, max: 40 }),
      day: fc.nat(150),
      range: fc.option(fc.nat(20)),
      weeks: fc.integer({ min: 1, max: 52 }),
      predicted: fc.option(fc.nat(90)),
    }),
    { maxLength: 60 },
  );
  type Word = typeof words extends fc.Arbitrary<(infer W)[]> ? W : never;

  function statementsOf(spoken: readonly Word[], lines: readonly PurchaseLine[], asOf: PlainDate): Statement[] {
    const pairs = pairsOf(lines, asOf);
    return spoken.flatMap((word): Statement[] => {
      const pair = pairs.find((p) => p.customerId === customerId(word.customer) && p.productId === productId(word.product));
      return pair ? [statementOf(word, pair, asOf)] : [];
    });
  }

  function statementOf({ cyclesAgo, kind, by, daysAgo, day: after, range, weeks, predicted }: Word, pair: Pair, asOf: PlainDate): Statement {
    const openedOn = cyclesAgo === 0 ? pair.lastOrderedOn : (pair.gaps.at(-cyclesAgo)?.openedOn ?? pair.lastOrderedOn);
    const saidOn = laterOf(addDays(asOf, -daysAgo), openedOn);
    const day =
      kind === 'expected-on' ? addDays(openedOn, after) : kind === 'ran-out' ? saidOn : kind === 'every-n-weeks' ? nextAfterWeeks(weeks, openedOn, saidOn) : null;
    return {
      customerId: pair.customerId,
      productId: pair.productId,
      openedOn,
      kind,
      by,
      saidOn,
      day,
      dayTo: kind === 'expected-on' && range !== null ? addDays(openedOn, after + range) : null,
      weeks: kind === 'every-n-weeks' ? weeks : null,
      predictedOn: predicted === null ? null : addDays(openedOn, predicted),
    };
  }

  const asOfDay = fc.integer({ min: 30, max: 500 }).map((days) => addDays(START, days));

  describe('the engine', () => {
    it('says the same set-wise and one by one', async () => {
      await fc.assert(
        fc.asyncProperty(log, words, asOfDay, async (lines, spoken, asOf) => {
          const statements = statementsOf(spoken, lines, asOf);
          const sql = await inSql(lines, statements, () => rebuildEstimates(tx, WORKSPACE, asOf));
          expect(rounded(sql)).toEqual(rounded(inTypeScript(lines, statements, asOf)));
        }),
        { numRuns: 12, seed: 20270301 },
      );
    });

    it('is the same whether a purchase or a word of today comes before the full run or after it', async () => {
      await fc.assert(
        fc.asyncProperty(log, words, asOfDay, fc.nat(11), fc.nat(3), async (lines, spoken, asOf, customer, product) => {
          const before = lines.filter((line) => line.day < asOf);
          const today: PurchaseLine = { customerId: customerId(customer), productId: productId(product), day: asOf, quantity: 1 };
          const statements = statementsOf(spoken, [...before, today], asOf);
          const increment = await inSql(before, [], async () => {
            await rebuildEstimates(tx, WORKSPACE, asOf);
            await insert([today]);
            await keep(statements);
            await refreshEstimates(tx, WORKSPACE, asOf, [today.customerId, ...statements.map((statement) => statement.customerId)]);
          });
          const full = await inSql([...before, today], statements, () => rebuildEstimates(tx, WORKSPACE, asOf));
          const dated = (rows: readonly CycleRow[]) =>
            rows.map(({ customerId: c, productId: p, mu, predictedOn, expectedOn, windowFrom, windowTo, everyWeeks }) =>
              [c, p, mu.toFixed(7), predictedOn, expectedOn, windowFrom, windowTo, everyWeeks]);
          expect(dated(increment)).toEqual(dated(full));
        }),
        { numRuns: 6, seed: 20270302 },
      );
    });

    it('uses nothing of the future, in whatever order it comes, and never points to the past', () => {
      fc.assert(
        fc.property(log, asOfDay, (lines, asOf) => {
          const rows = inTypeScript(lines, [], asOf);
          expect(inTypeScript(lines.filter((line) => line.day <= asOf).reverse(), [], asOf).map((row) => row.predictedOn)).toEqual(rows.map((row) => row.predictedOn));
          for (const row of rows) {
            expect(row.predictedOn >= asOf).toBe(true);
            expect(row.dueOn <= row.expectedOn).toBe(true);
            expect(row.windowFrom <= row.predictedOn && row.predictedOn <= row.windowTo).toBe(true);
            expect(row.probability >= 0 && row.probability <= 1).toBe(true);
          }
        }),
        { numRuns: 40, seed: 20270303 },
      );
    });

    it('learns how much longer a larger quantity lasts, and says the same set-wise', async () => {
      const lines = Array.from({ length: 48 }, (_, pair): PurchaseLine[] => {
        let day = addDays(START, pair % 9);
        return Array.from({ length: 14 }, (_, i) => {
          const quantity = (i * 7 + pair) % 3 === 0 ? 4 : 1;
          const line = { customerId: customerId(pair % 12), productId: productId(Math.floor(pair / 12)), day, quantity };
          day = addDays(day, (quantity === 4 ? 33 : 20) + ((i * 5 + pair) % 4));
          return line;
        });
      }).flat();
      const asOf = addDays(START, 330);
      const estimates = inTypeScript(lines, [], asOf);
      expect(rounded(await inSql(lines, [], () => rebuildEstimates(tx, WORKSPACE, asOf)))).toEqual(rounded(estimates));
      const pairs = pairsOf(lines, asOf);
      const typical = (quantity: number): number => {
        const days = estimates.filter((e) => pairs.find((p) => p.customerId === e.customerId && p.productId === e.productId)?.lastQuantity === quantity).map(({ mu }) => Math.exp(mu));
        return days.reduce((total, value) => total + value, 0) / days.length;
      };
      expect(typical(4)).toBeGreaterThan(typical(1) * 1.2);
      expect(typical(4)).toBeLessThan(typical(1) * 2); // four times as much lasts nowhere near four times as long
    });

    /** Steady customers who now and then buy four; `last` is what each bought last. */
    function histories(daysOf: (product: number, quantity: number) => number, last: number): PurchaseLine[] {
      return Array.from({ length: 48 }, (_, pair): PurchaseLine[] => {
        const product = Math.floor(pair / 12);
        let day = addDays(START, pair % 9);
        return Array.from({ length: 14 }, (_, i) => {
          const quantity = i === 13 ? last : (i * 7 + pair) % 3 === 0 ? 4 : 1;
          const line = { customerId: customerId(pair % 12), productId: productId(product), day, quantity };
          day = addDays(day, daysOf(product, quantity) + ((i * 5 + pair) % 4));
          return line;
        });
      }).flat();
    }

    /** How much longer four last than one, by product: the mean factor over its customers. */
    async function stretches(daysOf: (product: number, quantity: number) => number): Promise<number[]> {
      const one = histories(daysOf, 1);
      const four = histories(daysOf, 4);
      const asOf = addDays(START, 560);
      const mus = (lines: PurchaseLine[]) => inTypeScript(lines, [], asOf);
      const sql = await inSql(four, [], () => rebuildEstimates(tx, WORKSPACE, asOf));
      expect(rounded(sql)).toEqual(rounded(mus(four)));
      const ones = mus(one);
      const factors = mus(four).map((row, i) => ({ productId: row.productId, factor: row.mu - (ones[i]?.mu ?? 0) }));
      return PRODUCTS.map(({ id }) => {
        const own = factors.filter((row) => row.productId === id);
        return Math.exp(own.reduce((total, { factor }) => total + factor, 0) / own.length);
      });
    }

    it('learns of each product how much longer a larger quantity of it lasts', async () => {
      const [stretching, usual] = await stretches((product, quantity) => (product === 0 && quantity === 4 ? 40 : 20));
      expect(stretching).toBeGreaterThan(1.4);
      expect(usual).toBeGreaterThan(0.9);
      expect(usual).toBeLessThan(1.1);
    });

    it('lets a quantity say nothing of what wears out: two are worn at once', async () => {
      const [consumable, , durable] = await stretches((_, quantity) => (quantity === 4 ? 40 : 20));
      expect(consumable).toBeGreaterThan(1.3);
      expect(durable).toBeCloseTo(1, 6);
    });

    it('promises no window longer than the shop has been watched, unless the merchant says how long a thing lasts', async () => {
      // Opened twelve days ago; whoever came back did so after ten. That nobody takes a month cannot be known yet.
      const lines = [1, 3].flatMap((product) =>
        Array.from({ length: 12 }, (_, c) => [0, 10, 20, 30, 40].map((day): PurchaseLine => ({ customerId: customerId(c), productId: productId(product), day: addDays(START, day), quantity: 1 }))).flat(),
      );
      const rhythmOf = async (days: number): Promise<Record<string, string[]>> => {
        const asOf = addDays(START, days);
        const sql = await inSql(lines, [], () => rebuildEstimates(tx, WORKSPACE, asOf));
        expect(rounded(sql)).toEqual(rounded(inTypeScript(lines, [], asOf)));
        return Object.fromEntries([1, 3].map((product) => [product, [...new Set(sql.filter((row) => row.productId === productId(product)).map(({ rhythm }) => rhythm))]]));
      };
      expect(await rhythmOf(12)).toEqual({ 1: ['reliable'], 3: ['no-rhythm'] });
      expect(await rhythmOf(42)).toMatchObject({ 3: ['reliable'] });
    });

    it('follows a rhythm asked for, the more so the less it knows of the customer’s own', () => {
      const bought = (gaps: number): PurchaseLine[] =>
        Array.from({ length: gaps + 1 }, (_, i) => ({ customerId: customerId(0), productId: productId(1), day: addDays(START, 30 * i), quantity: 1 }));
      const asked = (gaps: number, weeks: number): number => {
        const lines = bought(gaps);
        const asOf = (lines.at(-1) as PurchaseLine).day;
        const [pair] = pairsOf(lines, asOf) as [Pair];
        const statement: Statement = { ...pair, openedOn: START, kind: 'every-n-weeks', by: 'customer', saidOn: asOf, day: null, dayTo: null, weeks, predictedOn: null };
        const rhythms = learnRhythms([pair], PRODUCTS, asOf);
        return Math.exp(estimate(pair, rhythms, saidOf(pair, [statement], asOf)).mu) / Math.exp(estimate(pair, rhythms).mu);
      };
      expect(asked(0, 9)).toBeCloseTo(Math.sqrt(63 / Math.sqrt(25 * 35)), 6); // four gaps asked for against a prior worth four
      expect(asked(1, 9)).toBeGreaterThan(asked(6, 9));
      expect(asked(6, 9)).toBeGreaterThan(1.15);
      expect(asked(3, 2)).toBeLessThan(0.9);
    });
  });
});
