import { ATTRIBUTION_DAYS, CLICK_ATTRIBUTION_DAYS } from '@perennial/replenishment';

// `creditOrders` of libs/replenishment for whole sets; both are asked the same in attribution.area.spec.ts.
// $1 is the workspace, $2 some customers, or null for all.

/** Reminders that left, those held back that would have, and clicks on those that left. */
const TOUCHES = `
  SELECT m.id AS reminder_id, m.customer_id, m.product_id, m.rule_id, m.experiment_no,
         CASE m.status WHEN 'sent' THEN 'delivered' ELSE 'control' END AS basis,
         CASE WHEN m.status <> 'sent' THEN 'control' WHEN m.experiment_no IS NOT NULL THEN 'treated' END AS arm,
         CASE m.status WHEN 'sent' THEN m.decided_at ELSE m.would_have_sent_at END AS touched_at
  FROM reminders m
  WHERE m.workspace_id = $1 AND (m.status = 'sent' OR m.would_have_sent_at IS NOT NULL) AND ($2::uuid[] IS NULL OR m.customer_id = ANY($2))
  UNION ALL
  SELECT m.id, m.customer_id, m.product_id, m.rule_id, m.experiment_no, 'clicked', CASE WHEN m.experiment_no IS NOT NULL THEN 'treated' END, f.clicked_at
  FROM reminders m
  JOIN followed_messages f ON f.workspace_id = m.workspace_id AND f.message_id = m.message_id
  WHERE m.workspace_id = $1 AND m.status = 'sent' AND ($2::uuid[] IS NULL OR m.customer_id = ANY($2))`;

/**
 * Orders since the first touch of their customer and product, each with what names it as the order it came back from taken off.
 * Nothing before that touch matters: it cannot be attributed, and what came back is taken off newer orders first.
 */
const ORDERS = `
  SELECT o.id AS purchase_id, l.customer_id, l.product_id, o.ordered_at, o.currency, sum(l.quantity)::bigint AS quantity,
         CASE WHEN bool_and(l.unit_price_minor IS NOT NULL) THEN sum(l.quantity * l.unit_price_minor) END AS amount_minor
  FROM (SELECT customer_id, product_id, min(touched_at) AS since FROM touch GROUP BY customer_id, product_id) t
  JOIN purchases p ON p.workspace_id = $1 AND p.customer_id = t.customer_id
   AND p.ordered_at >= t.since - interval '2 days'  -- what came back may bear its day without an hour
  JOIN purchase_lines l ON l.workspace_id = $1 AND l.purchase_id = p.id AND l.product_id = t.product_id
  JOIN purchases o ON o.workspace_id = $1 AND o.id = CASE WHEN p.source ~* '^return:[0-9a-f-]{36}$' THEN right(p.source, 36)::uuid ELSE p.id END
  WHERE o.ordered_at >= t.since
  GROUP BY o.id, o.ordered_at, o.currency, l.customer_id, l.product_id`;

/** What was kept of each order: last in, first out, by the same levels as the engine's days (cycles/engine/visits.sql.ts). */
const KEPT = `
  SELECT *, least(level, coalesce(min(level) OVER later, level)) - (level - quantity) AS kept
  FROM (
    SELECT *, running - least(0, min(running) OVER so_far) AS level
    FROM (SELECT *, sum(quantity) OVER (PARTITION BY customer_id, product_id ORDER BY ordered_at, purchase_id) AS running FROM bought) runs
    WINDOW so_far AS (PARTITION BY customer_id, product_id ORDER BY ordered_at, purchase_id)
  ) levels
  WINDOW later AS (PARTITION BY customer_id, product_id ORDER BY ordered_at, purchase_id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)`;

/** The last touch before the order, if it was not too long ago. */
const CREDITED = `
  SELECT DISTINCT ON (k.purchase_id, k.product_id) k.purchase_id, k.product_id, k.customer_id, t.reminder_id, t.rule_id, t.experiment_no, t.arm, t.basis,
         t.touched_at, k.ordered_at AS attributed_at, k.kept::int AS quantity, round(k.amount_minor * k.kept / nullif(k.quantity, 0))::bigint AS amount_minor,
         CASE WHEN k.amount_minor IS NOT NULL THEN k.currency END AS currency
  FROM kept_order k
  JOIN touch t ON t.customer_id = k.customer_id AND t.product_id = k.product_id
   AND t.touched_at <= k.ordered_at AND k.ordered_at < t.touched_at + CASE t.basis WHEN 'clicked' THEN interval '${24 * CLICK_ATTRIBUTION_DAYS} hours' ELSE interval '${24 * ATTRIBUTION_DAYS} hours' END
  WHERE k.kept > 0
  ORDER BY k.purchase_id, k.product_id, t.touched_at DESC, t.reminder_id, t.basis`;

const FACTS = ['customer_id', 'reminder_id', 'rule_id', 'experiment_no', 'arm', 'basis', 'touched_at', 'attributed_at', 'quantity', 'amount_minor', 'currency'];
const COLUMNS = ['purchase_id', 'product_id', ...FACTS].join(', ');

/** Makes the attributions what reminders and ledger say. The key says "one reminder for an order's product"; a second run finds nothing to do. */
export const ATTRIBUTE = `
  WITH touch AS MATERIALIZED (${TOUCHES}), bought AS (${ORDERS}), kept_order AS (${KEPT}), credited AS MATERIALIZED (${CREDITED}),
  withdrawn AS (
    DELETE FROM attributions a
    WHERE a.workspace_id = $1 AND ($2::uuid[] IS NULL OR a.customer_id = ANY($2))
      AND NOT EXISTS (SELECT FROM credited c WHERE c.purchase_id = a.purchase_id AND c.product_id = a.product_id)
  )
  INSERT INTO attributions AS a (workspace_id, ${COLUMNS})
  SELECT $1::uuid, ${COLUMNS} FROM credited
  ON CONFLICT (workspace_id, purchase_id, product_id) DO UPDATE
    SET ${FACTS.map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE (${FACTS.map((column) => `a.${column}`).join(', ')}) IS DISTINCT FROM (${FACTS.map((column) => `excluded.${column}`).join(', ')})`;
