/** The first order of each open pair after the night ($2), as far as the log goes. */
const WHAT_FOLLOWED = `
  SELECT e.customer_id, e.product_id, e.predicted_on, e.probability, e.rhythm, n.next_on
  FROM cycles e
  LEFT JOIN (
    SELECT customer_id, product_id, min(ordered_on) AS next_on FROM purchase_lines
    WHERE workspace_id = $1 AND ordered_on > $2::date AND quantity > 0 GROUP BY customer_id, product_id
  ) n ON n.customer_id = e.customer_id AND n.product_id = e.product_id
  WHERE e.workspace_id = $1`;

const LEAD_DAYS = 5;
const USEFUL_DAYS = 14;
export const PRECISION_AT = [100, 1000] as const;

/** One night's predictions against what followed. A pair that is due within the two weeks after the night would get a reminder. */
export const NIGHT_SCORE = `
  WITH followed AS MATERIALIZED (${WHAT_FOLLOWED}),
  ranked AS (
    SELECT *, coalesce(next_on <= $2::date + ${USEFUL_DAYS}, false) AS bought,
           row_number() OVER (ORDER BY probability DESC, customer_id, product_id) AS rank
    FROM followed
  ),
  reminded AS (
    SELECT *, greatest(predicted_on - ${LEAD_DAYS}, $2::date) AS sent_on FROM followed
    WHERE rhythm = 'reliable' AND predicted_on - ${LEAD_DAYS} <= $2::date + ${USEFUL_DAYS}
  )
  SELECT (SELECT count(*)::int FROM followed) AS pairs, (SELECT count(*)::int FROM followed WHERE rhythm = 'reliable') AS reliable,
         ARRAY[${PRECISION_AT.map((n) => `(SELECT CASE WHEN count(*) >= ${n} THEN avg(bought::int)::float8 END FROM ranked WHERE rank <= ${n})`).join(', ')}] AS precision,
         count(*)::int AS sent,
         (count(*) FILTER (WHERE next_on >= sent_on AND next_on <= sent_on + ${USEFUL_DAYS}))::int AS useful,
         (count(*) FILTER (WHERE next_on < sent_on))::int AS late,
         (count(*) FILTER (WHERE next_on IS NULL OR next_on > sent_on + ${USEFUL_DAYS}))::int AS early
  FROM reminded`;
