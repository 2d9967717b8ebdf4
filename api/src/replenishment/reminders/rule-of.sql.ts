import { HOLDOUT_BUCKETS, USEFUL_DAYS } from '@perennial/replenishment';
import { bucketOf } from './holdout.sql.js';
import { SEND_DAY } from './timing.sql.js';

// `ruleOf` of libs/replenishment for whole sets; both are asked the same in plan.area.spec.ts.
// `c` is the cycle, `p` its product, `k` its customer, `s` the workspace's settings, `d` the customer's day; $5 the sending hours.

const COVERS = `CASE r.scope->>'kind' WHEN 'product' THEN r.scope->>'productId' = p.id::text WHEN 'category' THEN r.scope->>'category' = p.category
  WHEN 'segment' THEN r.scope->>'tag' = ANY(k.tags) ELSE true END`;

const SPENT = `(SELECT coalesce(sum(l.quantity * l.unit_price_minor), 0) FROM purchases q
  JOIN purchase_lines l ON l.workspace_id = q.workspace_id AND l.purchase_id = q.id
  WHERE q.workspace_id = c.workspace_id AND q.customer_id = c.customer_id AND l.ordered_on BETWEEN d.today - 365 AND d.today - 1
    AND coalesce(q.currency, s.currency) = s.currency)`;

const SPEAKS_TO = `(r.audience->'locales' IS NULL OR r.audience->'locales' ? k.locale)
  AND (r.audience->'tags' IS NULL OR r.audience->'tags' ?| k.tags)
  AND (r.audience->'minPurchases' IS NULL OR c.cycle_no >= (r.audience->>'minPurchases')::int)
  AND CASE WHEN r.audience->'minSpentMinor' IS NULL THEN true ELSE ${SPENT} >= (r.audience->>'minSpentMinor')::bigint END`;

const IN_PILOT = `(r.pilot->'productIds' IS NULL OR r.pilot->'productIds' ? p.id::text)
  AND (r.pilot->>'category' IS NULL OR coalesce(r.pilot->>'category' = p.category, false))
  AND CASE WHEN r.pilot->>'percent' IS NULL THEN true
           ELSE ${bucketOf(`'pilot:' || r.id || ':' || c.customer_id`)} < (r.pilot->>'percent')::int * ${HOLDOUT_BUCKETS / 100} END`;

const HAS_DAY = `CASE WHEN c.override_by IS NOT NULL THEN c.window_to >= d.today OR c.ran_out
  WHEN r.timing = 'after-purchase' THEN c.rhythm <> 'lapsed' AND day.due + ${USEFUL_DAYS} >= d.today
  ELSE c.rhythm = 'reliable' AND c.late_from >= d.today END`;

/** The first day on which a reminder of rule `r` can still reach the customer in open hours. */
export const FIRST_DAY = `d.today + CASE WHEN d.local_time < ($5::jsonb->r.channel->>'last')::time THEN 0 ELSE 1 END`;

/** The rule for a cycle, with the day `send_on`, if there is one. */
export const RULE_OF_CYCLE = `
  SELECT r.id, r.channel, r.paused, o.first_day, at.send_on
  FROM rules r
  CROSS JOIN LATERAL (SELECT ${SEND_DAY} AS due) day
  CROSS JOIN LATERAL (SELECT ${FIRST_DAY} AS first_day) o
  CROSS JOIN LATERAL (SELECT greatest(day.due, o.first_day, r.active_from) AS send_on) at
  WHERE r.workspace_id = c.workspace_id AND ${COVERS} AND ${SPEAKS_TO} AND ${IN_PILOT} AND ${HAS_DAY}
    AND (r.active_to IS NULL OR at.send_on <= r.active_to)
  ORDER BY array_position(ARRAY['product', 'category', 'segment', 'everything'], r.scope->>'kind'), r.created_at, r.id
  LIMIT 1`;
