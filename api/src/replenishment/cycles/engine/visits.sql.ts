import { SAME_VISIT_DAYS } from '@perennial/replenishment';

/** Pairs of which something came back. */
export const returned = (scope = 'true') => `
  SELECT DISTINCT l.customer_id, l.product_id FROM purchase_lines l
  WHERE l.workspace_id = $1 AND l.ordered_on <= $2 AND l.quantity < 0 AND ${scope}`;

/** Days of the pairs of which nothing came back. */
const soldDays = (scope: string) => `
    SELECT l.customer_id, l.product_id, l.ordered_on AS day, sum(l.quantity)::bigint AS quantity
    FROM purchase_lines l
    WHERE l.workspace_id = $1 AND l.ordered_on <= $2 AND ${scope}
      AND NOT EXISTS (SELECT FROM returned r WHERE r.customer_id = l.customer_id AND r.product_id = l.product_id)
    GROUP BY l.customer_id, l.product_id, l.ordered_on`;

/**
 * What came back is taken off the newest purchases first (last in, first out). Set-wise: the pair's net quantity per day
 * moves a level that never falls below zero; a sale that raised it from a to b is kept as far as the level never fell
 * below b afterwards. Only pairs with a return need this.
 */
const nettedDays = (scope: string) => `
    SELECT customer_id, product_id, day, kept AS quantity FROM (
      SELECT customer_id, product_id, day,
             (least(level, coalesce(min(level) OVER later, level)) - (level - quantity))::bigint AS kept
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

/** Days with the days since the one before; orders close together are one visit and make no gap. Walks each pair once. */
const stepsOf = (days: string) => `
  SELECT customer_id, product_id, day, quantity, step, opened_with, newest, first_on,
         (count(*) FILTER (WHERE step > ${SAME_VISIT_DAYS}) OVER (PARTITION BY customer_id, product_id ORDER BY day ROWS UNBOUNDED PRECEDING))::int AS gaps
  FROM (
    SELECT customer_id, product_id, day, quantity, day - lag(day) OVER pair AS step, lag(quantity) OVER pair AS opened_with,
           lead(day) OVER pair IS NULL AS newest, first_value(day) OVER pair AS first_on
    FROM (${days}) kept_day
    WINDOW pair AS (PARTITION BY customer_id, product_id ORDER BY day)
  ) walked`;

/**
 * Days on which something was bought and kept, each with the number of gaps closed by then. $1 is the workspace, $2 the as-of day.
 * @param scope further condition on purchase_lines `l`, e.g. the orders to look at
 */
export const steps = (scope = 'true') => `${stepsOf(soldDays(scope))}
  UNION ALL ${stepsOf(nettedDays(scope))}`;

/** Closed gaps: from the last day of one visit to the first day of the next. */
export const GAPS = `
  SELECT customer_id, product_id, gaps AS gap_no, step AS days, day AS closed_on, day - step AS opened_on, opened_with AS quantity
  FROM step WHERE step > ${SAME_VISIT_DAYS}`;

/** One row for each pair: its visits and the newest of them. */
export const PAIRS = `
  SELECT customer_id, product_id, first_on AS first_ordered_on, day AS last_ordered_on, least(quantity, 2147483647)::int AS last_quantity, gaps
  FROM step WHERE newest`;
