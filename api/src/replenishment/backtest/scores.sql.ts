import type { BacktestCases } from '@perennial/contract/admin';
import { DEFAULT_DAYS, GRID_STEPS, MAX_WINDOW_RATIO, WATCHED_WINDOWS, WINDOW_HIGH, WINDOW_LOW } from '@perennial/replenishment';
import { CANDIDATE_TABLE, muInForce } from '../cycles/index.js';
import { CASE_SETS, METHODS } from './backtest-report.js';

const at = (share: number) => `g.grid[${Math.round(share * GRID_STEPS) + 1}]`;

/**
 * Every closed gap with what each method would have guessed when it opened, from what was known by then. Ours takes the candidate,
 * the correction and the errors the engine had learned by the newest snapshot before ($2: what was learned, snapshot 0 before the
 * first; $3: the products' own slopes). Logarithms of days throughout.
 */
export const GUESSES = `
  CREATE TEMPORARY TABLE guess ON COMMIT DROP AS
  SELECT f.customer_id, f.product_id, f.gaps, f.opened_on, f.x, f.newest, (SELECT min(since) FROM shop_prior) AS since, d.mid IS NOT NULL AS declared,
         o.mu AS "ours", o.mu + f.sigma * o.low AS low, o.mu + f.sigma * o.high AS high,
         ln(${DEFAULT_DAYS}) AS "fixed-30", coalesce(d.mid, ln(${DEFAULT_DAYS})) AS "default-interval",
         u.global AS "global-median", u.product AS "product-median",
         coalesce(ln(f.own_mean), u.product) AS "personal-mean",
         coalesce((SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY own) FROM unnest(f.own) AS own), u.product) AS "personal-median",
         coalesce(f.last, u.product) AS "last-gap"
  FROM (
    SELECT *, lead(gaps) OVER pair IS NULL AS newest, lag(x) OVER pair AS last, avg(exp(x)) OVER past AS own_mean, array_agg(x) OVER past AS own
    FROM closed_feature
    WINDOW pair AS (PARTITION BY customer_id, product_id ORDER BY gaps),
           past AS (PARTITION BY customer_id, product_id ORDER BY gaps ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ) f
  JOIN jsonb_to_recordset($2::jsonb) AS g(snapshot int, bucket int, candidate int, correction float8, slope float8, grid float8[])
    ON g.snapshot = f.snapshot AND g.bucket = f.bucket
  JOIN ${CANDIDATE_TABLE} ON candidate.candidate = g.candidate
  LEFT JOIN jsonb_to_recordset($3::jsonb) AS w(snapshot int, product_id uuid, own_slope float8) ON w.snapshot = f.snapshot AND w.product_id = f.product_id
  JOIN products p ON p.workspace_id = $1 AND p.id = f.product_id
  LEFT JOIN shop_prior h ON h.snapshot = f.snapshot
  LEFT JOIN product_median m ON m.product_id = f.product_id AND m.snapshot = f.snapshot
  CROSS JOIN LATERAL (SELECT ${muInForce('coalesce(w.own_slope, 0)')} AS mu, ${at(WINDOW_LOW)} AS low, ${at(WINDOW_HIGH)} AS high) o
  CROSS JOIN LATERAL (SELECT coalesce(h.median, ln(${DEFAULT_DAYS})) AS global, coalesce(m.overall, h.median, ln(${DEFAULT_DAYS})) AS product) u
  CROSS JOIN LATERAL (SELECT coalesce((ln(p.interval_from_days) + ln(p.interval_to_days)) / 2, ln(p.supply_days_per_unit::float8)) AS mid) d`;

/** Which gaps belong to which set. $1 is the last day of the log, $2 the horizon. */
const IN_SET: Readonly<Record<BacktestCases, string>> = {
  all: 'true',
  'last-gap': 'newest AND gaps >= 1',
  'horizon-fair': 'opened_on <= $1::date - $2::int AND exp(x) <= $2 + 0.5',
  'horizon-fair-known': 'opened_on <= $1::date - $2::int AND exp(x) <= $2 + 0.5 AND gaps >= 2',
  promised: `high - low < ln(${MAX_WINDOW_RATIO}) AND (declared OR ${WATCHED_WINDOWS} * exp(high) <= opened_on - since)`,
};
const SETS = `(VALUES ${CASE_SETS.map((set, i) => `(${i}, '${set}', ${IN_SET[set]})`).join(', ')}) AS s(place, set, belongs)`;

export const SCORES = `
  SELECT s.set, m.method, count(*)::int AS cases, avg(abs(g.x - m.mu)) AS malr, avg(e.days) AS "meanErrorDays",
         percentile_cont(0.5) WITHIN GROUP (ORDER BY e.days) AS "medianErrorDays",
         avg((e.days <= 0.2 * exp(g.x))::int)::float8 AS "within20Percent", avg((e.days <= 3)::int)::float8 AS "within3Days", avg((e.days <= 7)::int)::float8 AS "within7Days"
  FROM guess g
  CROSS JOIN LATERAL ${SETS}
  CROSS JOIN LATERAL (VALUES ${METHODS.map((method, i) => `(${i}, '${method}', g."${method}")`).join(', ')}) AS m(place, method, mu)
  CROSS JOIN LATERAL (SELECT abs(exp(g.x) - exp(m.mu)) AS days) e
  WHERE s.belongs
  GROUP BY s.place, s.set, m.place, m.method
  ORDER BY s.place, m.place`;

export const WINDOW_SCORES = `
  SELECT s.set, count(*)::int AS cases, avg((g.x BETWEEN g.low AND g.high)::int)::float8 AS coverage,
         exp(percentile_cont(0.5) WITHIN GROUP (ORDER BY g.high - g.low)) AS "widthRatio"
  FROM guess g CROSS JOIN LATERAL ${SETS}
  WHERE s.belongs
  GROUP BY s.place, s.set
  ORDER BY s.place`;

const RULES = METHODS.filter((method) => method !== 'ours');

/** Each product's past gaps: ours beside the nearest rule of thumb, and what the dates worth a reminder were worth. */
export const PRODUCT_SCORES = `
  SELECT p.id, p.external_id AS "externalId", p.name, s.cases, s.malr, r.method AS "bestRule", r.malr AS "bestRuleMalr", s.coverage, s.promised, s."within7Days"
  FROM (
    SELECT product_id, count(*)::int AS cases, avg(abs(x - ours)) AS malr, avg((x BETWEEN low AND high)::int)::float8 AS coverage,
           (count(*) FILTER (WHERE ${IN_SET.promised}))::int AS promised,
           avg((abs(exp(x) - exp(ours)) <= 7)::int) FILTER (WHERE ${IN_SET.promised})::float8 AS "within7Days",
           ARRAY[${RULES.map((method) => `avg(abs(x - "${method}"))`).join(', ')}] AS rules
    FROM guess GROUP BY product_id
  ) s
  JOIN products p ON p.workspace_id = $1 AND p.id = s.product_id
  CROSS JOIN LATERAL (
    SELECT method, malr FROM unnest(ARRAY[${RULES.map((method) => `'${method}'`).join(', ')}], s.rules) WITH ORDINALITY AS rule(method, malr, place)
    ORDER BY round(malr::numeric, 9), place LIMIT 1
  ) r
  ORDER BY s.cases DESC, p.name, p.id`;
