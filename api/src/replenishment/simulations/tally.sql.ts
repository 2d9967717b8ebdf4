import { HORIZON_DAYS } from '@perennial/replenishment';

/** What was sent, each with the day of the next purchase that was kept. $1 is the workspace, $2 its zone. */
const SENT = `
  SELECT m.customer_id, (m.decided_at AT TIME ZONE $2)::date AS day,
         (SELECT min(l.ordered_on) FROM purchases p JOIN purchase_lines l ON l.workspace_id = p.workspace_id AND l.purchase_id = p.id
          WHERE p.workspace_id = m.workspace_id AND p.customer_id = m.customer_id AND l.product_id = m.product_id AND l.quantity > 0
            AND l.ordered_on >= (m.decided_at AT TIME ZONE $2)::date) AS bought_on
  FROM reminders m WHERE m.workspace_id = $1 AND m.status = 'sent'`;

const BOUGHT = `count(*) FILTER (WHERE s.bought_on <= s.day + ${HORIZON_DAYS})`;

/** $3 is the last day of which the ledger could tell. */
export const TOTALS = `
  SELECT count(*) AS reminders, count(DISTINCT (s.customer_id, s.day)) AS messages, count(DISTINCT s.customer_id) AS customers, ${BOUGHT} AS "boughtWithin14Days",
         count(*) FILTER (WHERE s.bought_on IS NULL AND s.day + ${HORIZON_DAYS} > $3::date) AS "tooSoonToTell"
  FROM (${SENT}) s`;

/** $3 the first day. */
export const WEEKS = `
  SELECT $3::date + (s.day - $3::date) / 7 * 7 AS "from", count(*) AS reminders, ${BOUGHT} AS "boughtWithin14Days"
  FROM (${SENT}) s GROUP BY 1 ORDER BY 1`;

/** By gate, each reminder once: what was skipped, what waited on some day, and what a purchase made needless before its day. */
export const GATES = `
  SELECT verdict, because, count(DISTINCT reminder_id) AS reminders FROM reminder_decisions WHERE workspace_id = $1 AND verdict IN ('held', 'skipped') GROUP BY verdict, because
  UNION ALL
  SELECT 'superseded', 'bought-before', count(*) FROM reminders WHERE workspace_id = $1 AND status = 'superseded' HAVING count(*) > 0
  ORDER BY 3 DESC, 2`;
