import { DEFAULT_DAYS, DEFAULT_SPREAD, GAP_BUCKETS, MIN_STAGE_GAPS, SHRINK } from '@perennial/replenishment';

/** How often each gap closed, by product, stage (1 first, 2 later) and the first snapshot ($3) that knows it. */
export const GAP_COUNTS = `
  SELECT product_id, least(gap_no, 2) AS gap_no, days, width_bucket(closed_on, $3::date[]) + 1 AS known_from, count(*)::int AS n
  FROM gap
  WHERE closed_on < $2
  GROUP BY 1, 2, 3, 4`;

const STAGES = ['first', 'later', 'overall'] as const;
const SNAPSHOTS = 'cardinality($3::date[])';
/** The days of the first count that reaches n of the group's gaps. */
const daysOfNth = (n: string) => `days[width_bucket(${n} - 1, upto) + 1]`;

/**
 * Medians of ln days and the spread of the middle half, as known at each snapshot: one row for each group and snapshot.
 * Gaps are whole days, so counts of days hold everything a median needs; a count stands from the snapshot that knows it until one
 * that knows of more, so each group, snapshot and number of days comes to be once and is sorted once.
 */
const medians = (group: string, from: string) => `
  SELECT ${group}, snapshot,
         ${STAGES.map((name, stage) => `max(mid) FILTER (WHERE stage = ${stage}) AS ${name}, coalesce(max(n) FILTER (WHERE stage = ${stage}), 0)::int AS n_${name}`).join(',\n         ')},
         max(spread2) FILTER (WHERE stage = 2) AS spread2, max(late) FILTER (WHERE stage = 2) AS late
  FROM (
    SELECT ${group}, stage, snapshot, n, (ln(${daysOfNth('(n + 1) / 2')}) + ln(${daysOfNth('(n / 2 + 1)')})) / 2 AS mid,
           power((ln(${daysOfNth('(3 * n + 3) / 4')}) - ln(${daysOfNth('(n + 3) / 4')})) / 1.349, 2) AS spread2, ${daysOfNth('(9 * n + 9) / 10')} AS late
    FROM (
      SELECT ${group}, stage, snapshot, array_agg(days) AS days, array_agg(upto) AS upto, max(upto) AS n
      FROM (
        SELECT ${group}, stage, snapshot, days, sum(n) OVER (PARTITION BY ${group}, stage, snapshot ORDER BY days ROWS UNBOUNDED PRECEDING) AS upto
        FROM (
          SELECT ${group}, stage, days, known_from, coalesce(lead(known_from) OVER snapshots, ${SNAPSHOTS} + 1) - 1 AS known_until, (sum(n) OVER snapshots)::int AS n
          FROM (
            SELECT ${group}, stage, days, known_from, sum(n)::int AS n
            FROM ${from}, LATERAL (VALUES (gap_no - 1), (2)) AS s(stage)
            GROUP BY ${group}, stage, days, known_from
          ) added
          WINDOW snapshots AS (PARTITION BY ${group}, stage, days ORDER BY known_from)
        ) count_of_days, generate_series(known_from, known_until) AS snapshot
      ) cumulated
      GROUP BY ${group}, stage, snapshot
      OFFSET 0
    ) counts_of_days
  ) by_stage
  GROUP BY ${group}, snapshot`;

export const PRODUCT_MEDIANS = medians('product_id', 'gap_count');

export const CATEGORY_MEDIANS = medians(
  'category',
  `(SELECT p.category, c.gap_no, c.days, c.known_from, sum(c.n)::int AS n
    FROM gap_count c JOIN products p ON p.workspace_id = $1 AND p.id = c.product_id
    WHERE p.category IS NOT NULL GROUP BY 1, 2, 3, 4) counts`,
);

/** Sums of ln quantities by product, as known at each snapshot. */
export const PRODUCT_QUANTITIES = `
  SELECT product_id, snapshot, sum(n)::float8 AS n, sum(quantity) AS quantity
  FROM (
    SELECT product_id, width_bucket(closed_on, $3::date[]) + 1 AS known_from, count(*) AS n, sum(ln(quantity::float8)) AS quantity
    FROM gap WHERE closed_on < $2 GROUP BY 1, 2
  ) added, generate_series(known_from, cardinality($3::date[])) AS snapshot
  GROUP BY product_id, snapshot`;

const NOTHING_SEEN = `ln(${DEFAULT_DAYS})`;

/**
 * A median of closed gaps, as far as the purchases it comes from have had time to be followed by the next. Long gaps are still
 * open, so in a young shop what has closed is too short; for that part the guess made before anything was seen stands.
 */
const believed = (mid: string, ripe: string, before: string) => `(${ripe} * (${mid}) + (1 - ${ripe}) * ${before})`;

/**
 * The shop as a whole at each snapshot. Too little seen of one stage: take the other's. In a young shop only short gaps have
 * closed, which makes it look steadier than it is, so half the default spread is the least assumed.
 */
export const SHOP_PRIORS = `
  WITH opening AS MATERIALIZED (
    SELECT opened_on, count(*)::float8 AS n FROM (SELECT opened_on FROM gap UNION ALL SELECT last_ordered_on FROM pair) visit GROUP BY opened_on
  )
  SELECT s.snapshot::int AS snapshot,
         ${believed(`CASE WHEN m.n_first >= ${MIN_STAGE_GAPS} THEN m.first WHEN m.n_later >= ${MIN_STAGE_GAPS} THEN m.later ELSE coalesce(m.overall, ${NOTHING_SEEN}) END`, 'r.ripe', NOTHING_SEEN)} AS first,
         ${believed(`CASE WHEN m.n_later >= ${MIN_STAGE_GAPS} THEN m.later WHEN m.n_first >= ${MIN_STAGE_GAPS} THEN m.first ELSE coalesce(m.overall, ${NOTHING_SEEN}) END`, 'r.ripe', NOTHING_SEEN)} AS later,
         ${believed(`coalesce(m.overall, ${NOTHING_SEEN})`, 'r.ripe', NOTHING_SEEN)} AS overall,
         coalesce(m.overall, ${NOTHING_SEEN}) AS median,
         CASE WHEN m.n_overall >= ${MIN_STAGE_GAPS} THEN greatest(m.spread2, ${DEFAULT_SPREAD ** 2 / 4}) ELSE ${DEFAULT_SPREAD ** 2} END AS spread2,
         coalesce(u.quantity, 0) AS quantity, coalesce(m.n_overall, 0) AS gaps, m.late, r.ripe, 0::float8 AS drift,
         (SELECT min(first_ordered_on) FROM pair) AS since
  FROM generate_series(1, cardinality($3::date[])) AS s(snapshot)
  LEFT JOIN (${medians('shop', '(SELECT 0 AS shop, gap_no, days, known_from, sum(n)::int AS n FROM gap_count GROUP BY 2, 3, 4) counts')}) m ON m.snapshot = s.snapshot
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(n) FILTER (WHERE opened_on <= ($3::date[])[s.snapshot] - m.late) / nullif(sum(n), 0), 0) AS ripe
    FROM opening WHERE opened_on < ($3::date[])[s.snapshot]
  ) r
  LEFT JOIN (SELECT snapshot, sum(quantity) / sum(n) AS quantity FROM product_quantity GROUP BY snapshot) u ON u.snapshot = s.snapshot`;

const shrunk = (value: string, n: string, parent: string) => `coalesce((${n} * ${value} + ${SHRINK} * ${parent}) / (${n} + ${SHRINK}), ${parent})`;

/** Every product at every snapshot: its own medians, shrunk to the merchant's declared interval, else to the category and the shop. */
export const PRODUCT_PRIORS = `
  SELECT q.product_id, q.snapshot, q.quantity, q.stretches,
         ${shrunk(believed('m.first', 'q.ripe', 'q.before'), 'm.n_first', 'q.first')} AS first,
         ${shrunk(believed('m.later', 'q.ripe', 'q.before'), 'm.n_later', 'q.later')} AS later,
         ${shrunk(believed('m.overall', 'q.ripe', 'q.before'), 'm.n_overall', 'q.overall')} AS overall,
         ${shrunk('m.spread2', '(m.n_overall - 1)', 'q.spread2')} AS spread2,
         CASE WHEN m.n_overall >= ${SHRINK} THEN 'product' WHEN q.declared THEN 'declared-interval' WHEN q.category_gaps >= ${SHRINK} THEN 'category'
              WHEN q.shop_gaps >= ${MIN_STAGE_GAPS} THEN 'store' ELSE 'nothing-known' END AS basis
  FROM (
    SELECT p.id AS product_id, s.snapshot, u.quantity, p.kind = 'consumable' AS stretches, d.mid IS NOT NULL AS declared, c.n_overall AS category_gaps, s.gaps AS shop_gaps,
           s.ripe, coalesce(d.mid, ${NOTHING_SEEN}) AS before,
           coalesce(d.mid, ${shrunk(believed('c.first', 's.ripe', NOTHING_SEEN), 'c.n_first', 's.first')}) AS first,
           coalesce(d.mid, ${shrunk(believed('c.later', 's.ripe', NOTHING_SEEN), 'c.n_later', 's.later')}) AS later,
           coalesce(d.mid, ${shrunk(believed('c.overall', 's.ripe', NOTHING_SEEN), 'c.n_overall', 's.overall')}) AS overall,
           coalesce(d.spread2, ${shrunk('c.spread2', '(c.n_overall - 1)', 's.spread2')}) AS spread2
    FROM products p
    CROSS JOIN shop_prior s
    LEFT JOIN category_median c ON c.category = p.category AND c.snapshot = s.snapshot
    LEFT JOIN product_quantity k ON k.product_id = p.id AND k.snapshot = s.snapshot
    CROSS JOIN LATERAL (SELECT (coalesce(k.quantity, 0) + ${SHRINK} * s.quantity) / (coalesce(k.n, 0) + ${SHRINK}) AS quantity) u
    CROSS JOIN LATERAL (
      -- A declared range is read as the window that holds 8 of 10; days of supply as what the usual quantity lasts, give or take half: of what is used up. Two of what wears out are worn at once.
      SELECT coalesce((ln(p.interval_from_days) + ln(p.interval_to_days)) / 2, ln(p.supply_days_per_unit::float8) + CASE WHEN p.kind = 'consumable' THEN u.quantity ELSE 0 END) AS mid,
             CASE WHEN p.interval_from_days IS NOT NULL THEN power((ln(p.interval_to_days) - ln(p.interval_from_days)) / 2.5631, 2)
                  WHEN p.supply_days_per_unit IS NOT NULL THEN ${DEFAULT_SPREAD ** 2} END AS spread2
    ) d
    WHERE p.workspace_id = $1
  ) q
  LEFT JOIN product_median m ON m.product_id = q.product_id AND m.snapshot = q.snapshot`;

/** A product's priors as one row, arrays by snapshot: what an increment needs to repeat the full run's sums. */
export const PRODUCT_RHYTHMS = `
  SELECT product_id,
         array_agg(first ORDER BY snapshot) AS first, array_agg(later ORDER BY snapshot) AS later,
         array_agg(overall ORDER BY snapshot) AS overall, array_agg(spread2 ORDER BY snapshot) AS spread2, array_agg(quantity ORDER BY snapshot) AS quantity,
         bool_and(stretches) AS stretches, 0::float8 AS own_slope,
         (array_agg(basis ORDER BY snapshot DESC))[1] AS basis
  FROM product_prior
  GROUP BY product_id`;

/**
 * How many of the purchases came again, by product and number of gaps so far. Only those count that have had nine tenths of
 * the shop's usual time for it: a purchase of last week says nothing yet.
 */
export const EVER_AGAIN = `
  WITH opening AS (
    SELECT product_id, least(gap_no - 1, ${GAP_BUCKETS - 1}) AS bucket, opened_on, 1 AS again FROM gap
    UNION ALL
    SELECT product_id, least(gaps, ${GAP_BUCKETS - 1}), last_ordered_on, 0 FROM pair
  ),
  ripe AS (
    SELECT product_id, bucket, count(*)::float8 AS n, sum(again)::float8 AS again FROM opening
    WHERE opened_on <= $2::date - (SELECT coalesce(max(late), 0) FROM shop_prior WHERE snapshot = cardinality($3::date[]))
    GROUP BY 1, 2
  ),
  shop AS (
    SELECT b AS bucket, (coalesce(sum(again), 0) + 1) / (coalesce(sum(n), 0) + 2) AS share
    FROM generate_series(0, ${GAP_BUCKETS - 1}) AS b LEFT JOIN ripe ON ripe.bucket = b GROUP BY b
  )
  SELECT p.product_id, array_agg((coalesce(r.again, 0) + ${SHRINK} * s.share) / (coalesce(r.n, 0) + ${SHRINK}) ORDER BY s.bucket) AS ever_again
  FROM (SELECT DISTINCT product_id FROM product_prior) p
  CROSS JOIN shop s
  LEFT JOIN ripe r ON r.product_id = p.product_id AND r.bucket = s.bucket
  GROUP BY p.product_id`;
