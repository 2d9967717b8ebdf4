import { CANDIDATES, type Candidate, CORRECTION_SHARE, GAP_BUCKETS, GRID_STEPS, MAX_CASES, MIN_CASES, OWN_SLOPE_MARGIN, SLOPE_RIDGE } from '@perennial/replenishment';

/** μ of a candidate, from the terms of an opening. */
export const muOf = ({ weight, base, customer }: Candidate) =>
  `stage + (s + ${weight} * ((${base} - stage)${customer ? ' + customer' : ''})) / (w + ${weight})`;

/** The same, when the candidate and what its errors taught stand in columns of the row. */
const MU_OF_ROW = `stage + (s + weight_in_force * (CASE base_in_force WHEN 'stage' THEN 0 WHEN 'product' THEN product - stage ELSE store - stage END
  + CASE WHEN customer_in_force THEN customer ELSE 0 END)) / (w + weight_in_force)`;
/** @param ownSlope the product's own, on top of its bucket's */
export const muInForce = (ownSlope: string) => `${MU_OF_ROW} + correction + (slope + ${ownSlope}) * stretch`;

const LATE = 'coalesce(max(late), 0) AS late FROM shop_prior WHERE snapshot = cardinality($3::date[])';

/**
 * From which day on the gaps closed that can be cases, by bucket and ripe or not: counted by days, so that what was known then is
 * worked out for some ten thousand gaps and not for all that ever closed.
 */
export const CASE_SINCE = `
  SELECT gap_bucket, $2::date - max(late) AS ripe_until,
         coalesce(max(closed_on) FILTER (WHERE n >= ${MAX_CASES}), '-infinity') AS since,
         coalesce(max(closed_on) FILTER (WHERE ripe >= ${MAX_CASES}), '-infinity') AS ripe_since
  FROM (
    SELECT gap_bucket, closed_on, late, sum(n) OVER newest_first AS n, sum(ripe) OVER newest_first AS ripe
    FROM (
      SELECT least(gap_no - 1, ${GAP_BUCKETS - 1}) AS gap_bucket, closed_on, late, count(*) AS n, count(*) FILTER (WHERE opened_on <= $2::date - late) AS ripe
      FROM gap, (SELECT ${LATE}) shop
      WHERE closed_on < $2 AND opened_on >= ($3::date[])[1]
      GROUP BY 1, 2, 3
    ) counted
    WINDOW newest_first AS (PARTITION BY gap_bucket ORDER BY closed_on DESC)
  ) cumulated
  GROUP BY gap_bucket`;

/** Whether the gap `g` may be a case, and the row of the above that says so. */
export const MAY_BE_CASE = {
  wanted: 'g.opened_on >= ($3::date[])[1] AND g.closed_on < $2 AND (g.closed_on >= s.since OR g.opened_on <= s.ripe_until AND g.closed_on >= s.ripe_since)',
  join: `JOIN case_since s ON s.gap_bucket = least(g.gap_no - 1, ${GAP_BUCKETS - 1})`,
};

/**
 * Newest cases of each bucket, closed before the as-of day, for which something was known when they opened. Candidates compete on all
 * of them. How wrong the best is shows only in ripe ones, which opened early enough for a long gap: of the others the long ones are
 * still open.
 */
const CASES = `
  SELECT * FROM (
    SELECT *, row_number() OVER newest_first AS newest, count(*) FILTER (WHERE ripe) OVER (newest_first ROWS UNBOUNDED PRECEDING) AS newest_ripe
    FROM (
      SELECT *, opened_on <= $2::date - (SELECT ${LATE}) AS ripe
      FROM closed_feature WHERE snapshot >= 1 AND closed_on < $2
    ) known
    WINDOW newest_first AS (PARTITION BY gap_bucket ORDER BY closed_on DESC, customer_id, product_id, gaps)
  ) numbered
  WHERE newest <= ${MAX_CASES} OR (ripe AND newest_ripe <= ${MAX_CASES})`;

/** The candidate with the least mean error in each bucket of known gaps; the first of the list until there are enough cases. */
const BEST_CANDIDATES = `
  SELECT b.gap_bucket, coalesce(c.n, 0)::int AS cases,
         CASE WHEN c.n >= ${MIN_CASES} THEN (SELECT i FROM unnest(c.errors) WITH ORDINALITY AS e(error, i) ORDER BY round(error::numeric, 9), i LIMIT 1) ELSE 1 END::int AS candidate
  FROM generate_series(0, ${GAP_BUCKETS - 1}) AS b(gap_bucket)
  LEFT JOIN (
    SELECT gap_bucket, count(*) AS n,
           ARRAY[${CANDIDATES.map((candidate) => `avg(abs(x - (${muOf(candidate)})))`).join(',\n                 ')}] AS errors
    FROM cases WHERE newest <= ${MAX_CASES} GROUP BY gap_bucket
  ) c ON c.gap_bucket = b.gap_bucket`;

/** The candidates as a table, numbered from 1. */
export const CANDIDATE_TABLE = `(VALUES ${CANDIDATES.map(({ weight, base, customer }, i) => `(${i + 1}, ${weight}::float8, '${base}', ${customer})`).join(', ')})
  AS candidate(candidate, weight_in_force, base_in_force, customer_in_force)`;

const GRID = `percentile_cont(ARRAY(SELECT i / ${GRID_STEPS}.0::float8 FROM generate_series(0, ${GRID_STEPS}) i)) WITHIN GROUP (ORDER BY z)`;

const slopeOf = (error: string, which: string) => `sum((${error}) * stretch) FILTER (WHERE ${which}) / (sum(stretch * stretch) FILTER (WHERE ${which}) + ${SLOPE_RIDGE})`;
const OLDER = 'newest > cases / 2';
const BETTER_BY = 'abs(before) - abs(before - of_older * stretch)';
/** Whether the slope of the older half makes the newer better, on average by so many standard errors. */
const better = (margin: number) => `round((avg(${BETTER_BY}) - ${margin} * coalesce(stddev_samp(${BETTER_BY}), 0) / sqrt(count(*)))::numeric, 9) > 0`;

/** How wrong the best candidate of its bucket was in each case. */
const ERRED = `
  SELECT c.customer_id, c.product_id, c.gaps, c.closed_on, c.bucket, c.gap_bucket, c.sigma, c.stretch, c.newest, c.ripe AND c.newest_ripe <= ${MAX_CASES} AS ripe,
         c.x - (${MU_OF_ROW}) AS error
  FROM cases c JOIN best_candidate b USING (gap_bucket) JOIN ${CANDIDATE_TABLE} ON candidate.candidate = b.candidate`;

/**
 * What is added to the candidate's μ in each bucket, as such and for each ln of quantity beyond the usual. A slope is in force if the
 * one of the older half of the cases would have made the newer half better.
 */
const SLOPED = `
  WITH corrected AS MATERIALIZED (
    SELECT b.gap_bucket, b.candidate, b.cases,
           coalesce(CASE WHEN e.n >= ${MIN_CASES} THEN ${CORRECTION_SHARE} * e.middle END, 0) AS correction
    FROM best_candidate b
    LEFT JOIN (
      SELECT gap_bucket, count(*) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY error) AS middle FROM erred WHERE ripe GROUP BY gap_bucket
    ) e USING (gap_bucket)
  ),
  tried AS MATERIALIZED (
    SELECT gap_bucket, ${slopeOf('error - correction', OLDER)} AS of_older, ${slopeOf('error - correction', 'true')} AS of_all
    FROM erred JOIN corrected USING (gap_bucket) WHERE newest <= ${MAX_CASES} AND cases >= ${MIN_CASES} GROUP BY gap_bucket
  )
  SELECT c.*, coalesce(s.slope, 0) AS slope
  FROM corrected c
  LEFT JOIN (
    SELECT gap_bucket, of_all AS slope
    FROM (
      SELECT gap_bucket, of_older, of_all, stretch, error - correction AS before
      FROM erred JOIN corrected USING (gap_bucket) JOIN tried USING (gap_bucket) WHERE newest <= ${MAX_CASES} AND NOT (${OLDER})
    ) newer
    GROUP BY gap_bucket, of_older, of_all HAVING ${better(0)}
  ) s USING (gap_bucket)`;

/** What a product's own quantities add to the slope of the bucket, by the same rule from its own cases but by a margin, as many products are asked; none where they do not help. */
const OWN_SLOPES = `
  WITH own AS MATERIALIZED (
    SELECT product_id, stretch, error - correction - slope * stretch AS before,
           row_number() OVER (PARTITION BY product_id ORDER BY closed_on DESC, customer_id, gaps) AS newest, count(*) OVER (PARTITION BY product_id) AS cases
    FROM erred JOIN sloped USING (gap_bucket) WHERE newest <= ${MAX_CASES}
  ),
  tried AS MATERIALIZED (
    SELECT product_id, ${slopeOf('before', OLDER)} AS of_older, ${slopeOf('before', 'true')} AS of_all FROM own WHERE cases >= ${MIN_CASES} GROUP BY product_id
  )
  SELECT product_id, of_all AS own_slope
  FROM own JOIN tried USING (product_id) WHERE NOT (${OLDER})
  GROUP BY product_id, of_older, of_all HAVING ${better(OWN_SLOPE_MARGIN)}`;

/** Percentiles of past errors as corrected, in units of the spread, by bucket: gaps and steadiness, else gaps alone, else all, else the default. */
const ERROR_GRIDS = `
  WITH grids AS (
    SELECT bucket, gap_bucket, count(*) AS n, ${GRID} AS grid
    FROM (
      SELECT bucket, gap_bucket, (error - correction - (slope + coalesce(own_slope, 0)) * stretch) / sigma AS z
      FROM erred JOIN sloped USING (gap_bucket) LEFT JOIN own_slope USING (product_id) WHERE ripe
    ) scored
    GROUP BY GROUPING SETS ((bucket, gap_bucket), (gap_bucket), ())
    HAVING count(*) >= ${MIN_CASES}
  )
  SELECT k.bucket, b.candidate, b.correction, b.slope, b.cases,
         coalesce(f.grid, g.grid, a.grid, $4::float8[]) AS grid
  FROM generate_series(0, ${GAP_BUCKETS * 3 - 1}) AS k(bucket)
  JOIN sloped b ON b.gap_bucket = k.bucket / 3
  LEFT JOIN grids f ON f.bucket = k.bucket
  LEFT JOIN grids g ON g.bucket IS NULL AND g.gap_bucket = k.bucket / 3
  LEFT JOIN grids a ON a.bucket IS NULL AND a.gap_bucket IS NULL`;

/** What the closed openings teach, step by step. */
export const LEARNING: readonly (readonly [name: string, query: string])[] = [
  ['cases', CASES],
  ['best_candidate', BEST_CANDIDATES],
  ['erred', ERRED],
  ['sloped', SLOPED],
  ['own_slope', OWN_SLOPES],
  ['error_grid', ERROR_GRIDS],
];

/** The same as one statement, with the products' own slopes beside the first bucket. As of an earlier snapshot ($2 its day, $3 the snapshots until then) it is what was known then. */
export const LEARNED_ERRORS = `
  WITH ${LEARNING.map(([name, query]) => `${name} AS MATERIALIZED (${query})`).join(',\n')}
  SELECT bucket, candidate, correction, slope, grid,
         CASE WHEN bucket = 0 THEN (SELECT coalesce(jsonb_object_agg(product_id, own_slope), '{}') FROM own_slope) END AS "ownSlopes"
  FROM error_grid`;
