import { PLAN_DAYS, SENDING_FROM, SENDING_UNTIL } from '@perennial/replenishment';

/** The customer's zone, their day, and the first day on which a reminder can still reach them in daytime. $2 is the instant. */
export const CUSTOMER_DAY = `
  CROSS JOIN LATERAL (SELECT coalesce(k.time_zone, s.time_zone) AS zone) z
  CROSS JOIN LATERAL (SELECT $2::timestamptz AT TIME ZONE z.zone AS local_now) t
  CROSS JOIN LATERAL (SELECT t.local_now::date AS today, t.local_now::date + CASE WHEN t.local_now::time < '${SENDING_UNTIL}' THEN 0 ELSE 1 END AS first_day) d`;

/** The rule for a product: the most particular one that covers it. */
export const RULE_OF_PRODUCT = `
  SELECT * FROM rules r
  WHERE r.workspace_id = c.workspace_id
    AND CASE r.scope->>'kind' WHEN 'product' THEN r.scope->>'productId' = p.id::text WHEN 'category' THEN r.scope->>'category' = p.category ELSE true END
  ORDER BY array_position(ARRAY['product', 'category', 'everything'], r.scope->>'kind'), r.created_at, r.id
  LIMIT 1`;

/** What should be planned now, as the facts stand: a reminder for each cycle whose date is worth one. $3: some customers, or all. */
const WANTED = `
  SELECT c.customer_id, c.product_id, c.last_ordered_on AS cycle_opened_on, r.id AS rule_id, c.expected_on,
         day.send_on, (day.send_on + time '${SENDING_FROM}') AT TIME ZONE z.zone AS send_at
  FROM cycles c
  JOIN products p ON p.workspace_id = c.workspace_id AND p.id = c.product_id
  JOIN customers k ON k.workspace_id = c.workspace_id AND k.id = c.customer_id
  JOIN workspace_settings s ON s.workspace_id = c.workspace_id
  CROSS JOIN LATERAL (${RULE_OF_PRODUCT}) r
  ${CUSTOMER_DAY}
  CROSS JOIN LATERAL (SELECT greatest(c.expected_on - r.lead_days, d.first_day) AS send_on) day
  WHERE c.workspace_id = $1 AND ($3::uuid[] IS NULL OR c.customer_id = ANY($3))
    AND NOT c.stopped AND p.remindable AND p.discontinued_at IS NULL
    AND (c.override_by IS NOT NULL OR (c.rhythm = 'reliable' AND c.late_from >= d.today))
    AND (c.expected_on >= d.today OR c.ran_out)
    AND c.expected_on - r.lead_days <= d.today + ${PLAN_DAYS}
    -- One reminder a cycle: what has left or was refused is not planned again by another rule.
    AND NOT EXISTS (
      SELECT FROM reminders m
      WHERE m.workspace_id = c.workspace_id AND m.customer_id = c.customer_id AND m.product_id = c.product_id
        AND m.cycle_opened_on = c.last_ordered_on AND m.status IN ('queued', 'sent', 'skipped', 'failed')
    )`;

/** A purchase opens the next cycle; what was planned for the one before is over. */
export const SUPERSEDE = `
  UPDATE reminders m SET status = 'superseded', held_because = NULL, release_at = NULL, decided_at = $2
  WHERE m.workspace_id = $1 AND m.status IN ('planned', 'held') AND ($3::uuid[] IS NULL OR m.customer_id = ANY($3))
    AND NOT EXISTS (
      SELECT FROM cycles c
      WHERE c.workspace_id = m.workspace_id AND c.customer_id = m.customer_id AND c.product_id = m.product_id AND c.last_ordered_on = m.cycle_opened_on
    )`;

/**
 * Makes the plan what the facts say: adds what is missing, moves what has another day, withdraws what is no longer wanted.
 * The unique key says "once", so a second run finds nothing to do.
 */
export const PLAN = `
  WITH wanted AS MATERIALIZED (${WANTED}),
  withdrawn AS (
    DELETE FROM reminders m
    WHERE m.workspace_id = $1 AND m.status IN ('planned', 'held') AND ($3::uuid[] IS NULL OR m.customer_id = ANY($3))
      AND NOT EXISTS (
        SELECT FROM wanted w
        WHERE w.customer_id = m.customer_id AND w.product_id = m.product_id AND w.cycle_opened_on = m.cycle_opened_on AND w.rule_id = m.rule_id
      )
    RETURNING 1
  ),
  stored AS (
    INSERT INTO reminders AS m (workspace_id, customer_id, product_id, cycle_opened_on, rule_id, step, send_on, send_at, expected_on, status, planned_at)
    SELECT $1, customer_id, product_id, cycle_opened_on, rule_id, 1, send_on, send_at, expected_on, 'planned', $2 FROM wanted
    ON CONFLICT (workspace_id, customer_id, product_id, cycle_opened_on, rule_id, step) DO UPDATE
      SET send_on = excluded.send_on, send_at = excluded.send_at, expected_on = excluded.expected_on,
          status = 'planned', held_because = NULL, release_at = NULL
      WHERE m.status IN ('planned', 'held') AND (m.send_on, m.expected_on) IS DISTINCT FROM (excluded.send_on, excluded.expected_on)
    RETURNING xmax = 0 AS added
  )
  SELECT (SELECT count(*) FILTER (WHERE added) FROM stored) AS planned, (SELECT count(*) FILTER (WHERE NOT added) FROM stored) AS moved,
         (SELECT count(*) FROM withdrawn) AS withdrawn`;
