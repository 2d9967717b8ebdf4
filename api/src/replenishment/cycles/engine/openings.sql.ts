import { AGE_WEIGHT, CLIP, CUSTOMER_SHRINK, DEFAULT_DAYS, DEFAULT_SPREAD, GAP_BUCKETS, MIN_SPREAD, SPREAD_CLASSES, SPREAD_SHRINK } from '@perennial/replenishment';

/**
 * Closed gaps in ln days, clipped around what was usual when they closed ($3: snapshot days), with their residual.
 * @param wanted which of them are to be looked at as past predictions: a condition on the gap `g`
 * @param join of what the condition speaks of
 */
export const residuals = ({ wanted, join = '' }: { wanted: string; join?: string }) => `
  SELECT g.*, ln(g.days) AS x, coalesce(${wanted}, false) AS wanted,
         CASE WHEN c.centre IS NULL THEN ln(g.days) ELSE least(greatest(ln(g.days), c.centre - ${CLIP}), c.centre + ${CLIP}) END AS clipped,
         CASE WHEN c.centre IS NULL THEN 0 ELSE least(greatest(ln(g.days) - c.centre, -${CLIP}), ${CLIP}) END AS residual
  FROM gap g
  LEFT JOIN product_rhythm r ON r.product_id = g.product_id
  ${join && `LEFT ${join}`}
  CROSS JOIN LATERAL (SELECT width_bucket(g.closed_on, $3::date[]) AS snapshot) k
  CROSS JOIN LATERAL (SELECT CASE WHEN g.gap_no = 1 THEN r.first[k.snapshot] ELSE r.later[k.snapshot] END AS centre) c`;

const BEFORE = ['weight', 'sum_x', 'sum_xx', 'own_residual'];

/**
 * What is known of a pair's own rhythm after a gap: sums with weights falling by age; and what was known before it. Of each pair the
 * newest gap, on which the open prediction stands, and those wanted as past predictions.
 */
export const OWN_RHYTHMS = `
  SELECT * FROM (
    SELECT *, ${BEFORE.map((sum) => `lag(${sum}) OVER pair AS ${sum}_before`).join(', ')}, lead(gap_no) OVER pair IS NULL AS newest
    FROM (
      SELECT customer_id, product_id, gap_no, days, x, opened_on, closed_on, quantity, wanted,
             power(${AGE_WEIGHT}::float8, gap_no) * sum(power(${AGE_WEIGHT}::float8, -gap_no)) OVER so_far AS weight,
             power(${AGE_WEIGHT}::float8, gap_no) * sum(clipped * power(${AGE_WEIGHT}::float8, -gap_no)) OVER so_far AS sum_x,
             power(${AGE_WEIGHT}::float8, gap_no) * sum(clipped * clipped * power(${AGE_WEIGHT}::float8, -gap_no)) OVER so_far AS sum_xx,
             sum(residual) OVER so_far AS own_residual
      FROM residual
      WINDOW so_far AS (PARTITION BY customer_id, product_id ORDER BY gap_no)
    ) summed
    WINDOW pair AS (PARTITION BY customer_id, product_id ORDER BY gap_no)
  ) known
  WHERE newest OR wanted`;

/** A customer's residuals over all products up to and including each day on which a gap closed or a wanted past prediction was made. */
export const CUSTOMER_RHYTHMS = `
  SELECT customer_id, day, lead(day) OVER so_far IS NULL AS newest,
         sum(residual) OVER so_far AS residual, sum(n) OVER so_far AS n,
         count(*) FILTER (WHERE n > 0) OVER so_far AS returns
  FROM (
    SELECT customer_id, day, sum(residual) AS residual, sum(n)::int AS n
    FROM (SELECT customer_id, closed_on AS day, residual, 1 AS n FROM residual
          UNION ALL SELECT customer_id, opened_on, 0, 0 FROM residual WHERE wanted) events
    GROUP BY customer_id, day
  ) days
  WINDOW so_far AS (PARTITION BY customer_id ORDER BY day)`;

/** The mean residual of the shop as known at each snapshot: what a customer's own mean is measured against. */
export const SHOP_DRIFT = `
  SELECT s.snapshot, coalesce(sum(d.residual) / nullif(sum(d.n), 0), 0) AS drift
  FROM generate_series(1, cardinality($3::date[])) AS s(snapshot)
  LEFT JOIN (SELECT width_bucket(closed_on, $3::date[]) + 1 AS known_from, sum(residual) AS residual, count(*) AS n FROM residual GROUP BY 1) d
    ON d.known_from <= s.snapshot
  GROUP BY s.snapshot`;

/** Past predictions: what was known when each wanted gap opened, and how long it then took (x). */
export const CLOSED_OPENINGS = `
  SELECT o.customer_id, o.product_id, o.gap_no - 1 AS gaps, o.opened_on, o.closed_on, o.x, o.quantity,
         width_bucket(o.opened_on, $3::date[]) AS snapshot,
         o.weight_before AS weight, o.sum_x_before AS sum_x, o.sum_xx_before AS sum_xx,
         c.residual - coalesce(o.own_residual_before, 0) AS others_residual, c.n - (o.gap_no - 1) AS others, c.returns
  FROM own_rhythm o
  JOIN customer_rhythm c ON c.customer_id = o.customer_id AND c.day = o.opened_on
  WHERE o.wanted`;

/** The predictions to make now: one for each pair. What was said counts like gaps, beside its own. */
export const OPEN_OPENINGS = `
  SELECT p.customer_id, p.product_id, p.gaps, p.last_ordered_on AS opened_on,
         cardinality($3::date[]) AS snapshot, o.weight AS own_weight, o.sum_x AS own_sum_x, o.sum_xx AS own_sum_xx,
         CASE WHEN s.like_weight IS NULL THEN o.weight ELSE coalesce(o.weight, 0) + s.like_weight END AS weight,
         CASE WHEN s.like_weight IS NULL THEN o.sum_x ELSE coalesce(o.sum_x, 0) + s.like_sum_x END AS sum_x,
         CASE WHEN s.like_weight IS NULL THEN o.sum_xx ELSE coalesce(o.sum_xx, 0) + s.like_sum_xx END AS sum_xx,
         coalesce(c.residual - coalesce(o.own_residual, 0), 0) AS others_residual, coalesce(c.n - p.gaps, 0) AS others, coalesce(c.returns, 0) AS returns,
         p.first_ordered_on, p.last_quantity, p.last_quantity AS quantity
  FROM pair p
  LEFT JOIN own_rhythm o ON o.customer_id = p.customer_id AND o.product_id = p.product_id AND o.gap_no = p.gaps
  LEFT JOIN said s ON s.customer_id = p.customer_id AND s.product_id = p.product_id
  LEFT JOIN customer_rhythm c ON c.customer_id = p.customer_id AND c.newest`;

const [STEADY, MIDDLING] = SPREAD_CLASSES;

/** The terms of the estimate for each opening: priors, own deviation s with weight w, the customer's factor, the spread, the bucket. */
export const features = (opening: string) => `
  SELECT o.*, CASE WHEN coalesce(r.stretches, true) THEN ln(o.quantity::float8) - t.usual_quantity ELSE 0 END AS stretch, t.stage, t.product, t.store, least(o.gaps, ${GAP_BUCKETS - 1}) AS gap_bucket,
         coalesce(o.weight, 0) AS w,
         coalesce(o.sum_x - t.later * (o.weight - t.first_weight) - t.first * t.first_weight, 0) AS s,
         CASE WHEN o.others > 0 THEN (o.others_residual / o.others - t.drift) * v.returns / (v.returns + ${CUSTOMER_SHRINK}) ELSE 0 END AS customer,
         d.sigma,
         least(o.gaps, ${GAP_BUCKETS - 1}) * 3 + CASE WHEN d.sigma < ${STEADY} THEN 0 WHEN d.sigma < ${MIDDLING} THEN 1 ELSE 2 END AS bucket
  FROM ${opening} o
  LEFT JOIN product_rhythm r ON r.product_id = o.product_id
  LEFT JOIN shop_prior h ON h.snapshot = o.snapshot
  CROSS JOIN LATERAL (
    SELECT coalesce(r.first[o.snapshot], h.first, ln(${DEFAULT_DAYS})) AS first,
           coalesce(r.later[o.snapshot], h.later, ln(${DEFAULT_DAYS})) AS later,
           CASE WHEN o.gaps = 0 THEN coalesce(r.first[o.snapshot], h.first, ln(${DEFAULT_DAYS})) ELSE coalesce(r.later[o.snapshot], h.later, ln(${DEFAULT_DAYS})) END AS stage,
           coalesce(r.overall[o.snapshot], h.overall, ln(${DEFAULT_DAYS})) AS product,
           coalesce(h.overall, ln(${DEFAULT_DAYS})) AS store,
           coalesce(r.spread2[o.snapshot], h.spread2, ${DEFAULT_SPREAD ** 2}) AS spread2,
           coalesce(r.quantity[o.snapshot], h.quantity, 0) AS usual_quantity,
           coalesce(h.drift, 0) AS drift,
           -- What counts before the first gap has closed counts against the usual first gap.
           CASE WHEN o.gaps = 0 THEN o.weight ELSE power(${AGE_WEIGHT}::float8, o.gaps - 1) END AS first_weight
    OFFSET 0
  ) t
  CROSS JOIN LATERAL (SELECT least(o.returns, o.others)::float8 AS returns) v
  CROSS JOIN LATERAL (
    SELECT greatest(${MIN_SPREAD}, sqrt((coalesce(greatest(o.sum_xx - o.sum_x * o.sum_x / o.weight, 0), 0) + ${SPREAD_SHRINK} * t.spread2)
                                        / (coalesce(o.weight, 0) + ${SPREAD_SHRINK}))) AS sigma
    OFFSET 0
  ) d`;
