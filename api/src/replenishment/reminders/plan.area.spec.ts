import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, type PlainDate } from '@perennial/calendar';
import { DEFAULT_GRID, followUpDay, mergedDays, type PlannedRule, type RuledCycle, ruleOf, type RuleScope } from '@perennial/replenishment';
import fc from 'fast-check';
import { openDatabase, type TestDatabase } from '../../../../test/stage/open-database.js';
import { RULE_OF_CYCLE } from './rule-of.sql.js';
import { followUpDay as followUpDaySql } from './timing.sql.js';

const WORKSPACE = '00000000-0000-4000-8000-000000000001';
const TODAY = '2027-03-10';
const products = ['00000000-0000-4000-8000-0000000002a1', '00000000-0000-4000-8000-0000000002a2'];
const categories = ['tea', 'filters'];
const tags = ['vip', 'wholesale'];

const FROM = fc.integer({ min: -90, max: 90 }).map((days) => addDays(TODAY, days));

const mostly = <U, T>(usual: U, other: fc.Arbitrary<T>) => fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const rule = fc
  .record({
    id: fc.uuid(),
    scope: fc.oneof<fc.Arbitrary<RuleScope>[]>(
      fc.constant({ kind: 'everything' }),
      fc.constantFrom(...tags).map((tag) => ({ kind: 'segment', tag })),
      fc.constantFrom(...categories).map((category) => ({ kind: 'category', category })),
      fc.constantFrom(...products).map((productId) => ({ kind: 'product', productId })),
    ),
    timing: fc.constantFrom<PlannedRule['timing']>('before-expected', 'after-purchase', 'best-day', 'best-day'),
    leadDays: fc.integer({ min: 0, max: 20 }),
    days: fc.integer({ min: 1, max: 90 }),
    audience: mostly(
      {},
      fc.record(
        {
          locales: fc.constantFrom(['en'], ['zh-CN'], ['en', 'zh-CN']),
          tags: fc.subarray(tags, { minLength: 1 }),
          minPurchases: fc.integer({ min: 1, max: 5 }),
          minSpentMinor: fc.integer({ min: 1, max: 9000 }),
        },
        { requiredKeys: [] },
      ),
    ),
    pilot: mostly(
      null,
      fc.record({ productIds: fc.subarray(products, { minLength: 1 }), category: fc.constantFrom(...categories), percent: fc.integer({ min: 1, max: 100 }) }, { requiredKeys: [] }),
    ),
    activeFrom: mostly(null, FROM),
    activeTo: mostly(null, FROM),
    createdAt: fc.constantFrom('2027-01-01T00:00:00.000Z', '2027-01-02T00:00:00.000Z'),
  })
  .map(({ days, ...rest }): PlannedRule => ({ ...rest, afterDays: rest.timing === 'after-purchase' ? days : null }));

const cycle = fc
  .record({
    mu: fc.double({ min: 1.2, max: 5, noNaN: true }),
    sigma: fc.double({ min: 0.05, max: 1, noNaN: true }),
    opened: fc.integer({ min: 0, max: 120 }),
    due: fc.integer({ min: 0, max: 150 }),
    own: fc.boolean(),
    notBefore: fc.option(fc.integer({ min: -10, max: 40 })),
    window: fc.integer({ min: 0, max: 30 }),
    late: fc.integer({ min: -10, max: 60 }),
    rhythm: fc.constantFrom<RuledCycle['rhythm']>('reliable', 'reliable', 'reliable', 'no-rhythm', 'lapsed'),
    ranOut: fc.boolean(),
    cycleNo: fc.integer({ min: 1, max: 6 }),
    productId: fc.constantFrom(...products),
    category: fc.constantFrom(...categories, null),
    customerId: fc.uuid(),
    locale: fc.constantFrom('en', 'zh-CN'),
    tags: fc.subarray(tags),
    spentMinor: fc.integer({ min: 0, max: 10_000 }),
    steepness: fc.double({ min: 0.2, max: 3, noNaN: true }),
    late_evening: fc.boolean(),
  })
  .map(({ opened, due, notBefore, window, late, steepness, late_evening, ...rest }) => {
    const openedOn = addDays(TODAY, -opened);
    const dueOn = addDays(openedOn, due);
    const given: RuledCycle = {
      ...rest,
      grid: DEFAULT_GRID.map((z) => z * steepness),
      openedOn,
      dueOn,
      notBefore: notBefore === null ? null : addDays(TODAY, notBefore),
      windowTo: addDays(dueOn, window),
      lateFrom: addDays(TODAY, late),
    };
    return { given, firstDay: late_evening ? addDays(TODAY, 1) : TODAY };
  });

const QUERY = `
  WITH rules AS (
    SELECT $1::uuid AS workspace_id, 'email' AS channel, false AS paused, x.*, y.* FROM jsonb_to_recordset($2::jsonb) AS x (id uuid, scope jsonb, timing text, "leadDays" int,
      "afterDays" int, audience jsonb, pilot jsonb, "activeFrom" date, "activeTo" date, "createdAt" timestamptz)
      CROSS JOIN LATERAL (SELECT x."leadDays" AS lead_days, x."afterDays" AS after_days, x."activeFrom" AS active_from, x."activeTo" AS active_to, x."createdAt" AS created_at) y
  ),
  asked AS (
    SELECT * FROM jsonb_to_recordset($3::jsonb) AS (n int, mu float8, sigma float8, grid float8[], "openedOn" date, own boolean, "dueOn" date, "notBefore" date, "windowTo" date,
      "lateFrom" date, rhythm text, "ranOut" boolean, "cycleNo" int, "productId" uuid, category text, "customerId" uuid, locale text, tags text[], "spentMinor" int, "localTime" time)
  ),
  purchases AS (SELECT $1::uuid AS workspace_id, "customerId" AS id, "customerId" AS customer_id, NULL AS currency FROM asked),
  purchase_lines AS (
    SELECT $1::uuid AS workspace_id, "customerId" AS purchase_id, "customerId" AS customer_id, $4::date - 1 AS ordered_on, 1 AS quantity, "spentMinor" AS unit_price_minor FROM asked
  )
  SELECT r.id, r.send_on AS "sendOn", \${followUp} AS "followUpOn"
  FROM asked a
  CROSS JOIN LATERAL (SELECT $1::uuid AS workspace_id, a."customerId" AS customer_id, a.mu, a.sigma, a."openedOn" AS last_ordered_on, a."dueOn" AS due_on, a."notBefore" AS not_before,
    a."windowTo" AS window_to, a."lateFrom" AS late_from, a.rhythm, a."ranOut" AS ran_out, a."cycleNo" AS cycle_no, CASE WHEN a.own THEN 'customer' END AS override_by) c
  CROSS JOIN LATERAL (SELECT a."productId" AS id, a.category) p
  CROSS JOIN LATERAL (SELECT a.locale, a.tags) k
  CROSS JOIN LATERAL (SELECT 'EUR' AS currency) s
  CROSS JOIN LATERAL (SELECT $4::date AS today, a."localTime" AS local_time) d
  LEFT JOIN LATERAL (\${ruleOf}) r ON true
  ORDER BY a.n`;

describe('planning in SQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database?.close());

  it('finds the same rule, day and follow-up as the rules do, one by one', async () => {
    const sql = QUERY.replace('${followUp}', followUpDaySql('$4::date')).replace('${ruleOf}', RULE_OF_CYCLE);
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(rule, { minLength: 1, maxLength: 6, selector: ({ id }) => id }), fc.array(cycle, { minLength: 1, maxLength: 30 }), async (rules, cycles) => {
        const asked = cycles.map(({ given, firstDay }, n) => ({ ...given, n, localTime: firstDay === TODAY ? '12:00' : '21:00' }));
        const rows = await database.rows<{ id: string | null; sendOn: PlainDate | null; followUpOn: PlainDate }>(sql, [
          WORKSPACE,
          JSON.stringify(rules),
          JSON.stringify(asked),
          TODAY,
          JSON.stringify({ email: { at: '09:00', last: '20:00' } }),
        ]);
        const expected = cycles.map(({ given, firstDay }) => {
          const of = ruleOf(rules, given, TODAY, firstDay);
          return { id: of?.rule.id ?? null, sendOn: of?.sendOn ?? null, followUpOn: followUpDay(given, TODAY) };
        });
        found += expected.filter(({ id }) => id !== null).length;
        expect(rows).toEqual(expected);
      }),
      { numRuns: 150, seed: 20270310 },
    );
    expect(found).toBeGreaterThan(200);
  });

  it('merges the same days', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(FROM, { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 14 }), async (days, window) => {
        const rows = await database.rows<{ day: PlainDate }>(
          `SELECT first_of_merge(day, $2::int) OVER (ORDER BY day) AS day FROM unnest($1::date[]) WITH ORDINALITY AS d(day, n) ORDER BY n`,
          [days, window],
        );
        expect(rows.map(({ day }) => day)).toEqual(mergedDays(days, window));
      }),
      { numRuns: 40, seed: 20270311 },
    );
  });
});
