import { SAME_VISIT_DAYS } from '@perennial/replenishment';

/**
 * Days on which something was bought and kept. $1 is the workspace, $2 the as-of day.
 *
 * What came back is taken off the newest purchases first (last in, first out). Set-wise: the pair's net quantity per day
 * moves a level that never falls below zero; a sale that raised it from a to b is kept as far as the level never fell
 * below b afterwards. Only pairs with a return need this.
 * @param scope further condition on purchase_lines `l`, e.g. the customers to look at
 */
export const keptDays = (scope = 'true') => `
  SELECT l.customer_id, l.product_id, l.ordered_on AS day, sum(l.quantity)::bigint AS quantity
  FROM purchase_lines l
  WHERE l.workspace_id = $1 AND l.ordered_on <= $2 AND ${scope}
    AND NOT EXISTS (SELECT FROM returned r WHERE r.customer_id = l.customer_id AND r.product_id = l.product_id)
  GROUP BY l.customer_id, l.product_id, l.ordered_on
  UNION ALL
  SELECT customer_id, product_id, day, kept FROM (
    SELECT customer_id, product_id, day,
           least(level, coalesce(min(level) OVER later, level)) - (level - quantity) AS kept
    FROM (
      SELECT *, running - least(0, min(running) OVER so_far) AS level
      FROM (
        SELECT l.customer_id, l.product_id, l.ordered_on AS day, sum(l.quantity)::bigint AS quantity,
               sum(sum(l.quantity)) OVER (PARTITION BY l.customer_id, l.product_id ORDER BY l.ordered_on) AS running
        FROM purchase_lines l JOIN returned r USING (customer_id, product_id)
        WHERE l.workspace_id = $1 AND l.ordered_on <= $2 AND ${scope}
        GROUP BY l.customer_id, l.product_id, l.ordered_on
      ) per_day
      WINDOW so_far AS (PARTITION BY customer_id, product_id ORDER BY day)
    ) levels
    WINDOW later AS (PARTITION BY customer_id, product_id ORDER BY day ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
  ) netted
  WHERE kept > 0`;

/** Pairs of which something came back. */
export const returned = (scope = 'true') => `
  SELECT DISTINCT l.customer_id, l.product_id FROM purchase_lines l
  WHERE l.workspace_id = $1 AND l.ordered_on <= $2 AND l.quantity < 0 AND ${scope}`;

/** Kept days with the days since the one before; orders close together are one visit and make no gap. */
export const STEPS = `
  SELECT customer_id, product_id, day, quantity,
         day - lag(day) OVER pair AS step, lag(quantity) OVER pair AS opened_with,
         lead(day) OVER pair IS NULL AS newest
  FROM kept_day
  WINDOW pair AS (PARTITION BY customer_id, product_id ORDER BY day)`;

/** Closed gaps: from the last day of one visit to the first day of the next. */
export const GAPS = `
  SELECT customer_id, product_id, gap_no, step AS days, day AS closed_on, day - step AS opened_on, opened_with AS quantity
  FROM (
    SELECT *, row_number() OVER (PARTITION BY customer_id, product_id ORDER BY day)::int AS gap_no
    FROM step WHERE step > ${SAME_VISIT_DAYS}
  ) numbered`;

/** One row for each pair: its visits and the newest of them. */
export const PAIRS = `
  SELECT customer_id, product_id, min(day) AS first_ordered_on, max(day) AS last_ordered_on,
         least(max(quantity) FILTER (WHERE newest), 2147483647)::int AS last_quantity,
         (count(*) FILTER (WHERE step > ${SAME_VISIT_DAYS}))::int AS gaps
  FROM step
  GROUP BY customer_id, product_id`;
