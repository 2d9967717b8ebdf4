import { PLAN_DAYS, USEFUL_DAYS } from '@perennial/replenishment';
import { alreadyOrdered } from './already-ordered.sql.js';
import { FIRST_DAY, RULE_OF_CYCLE } from './rule-of.sql.js';
import { followUpDay, GRID_OF_CYCLE } from './timing.sql.js';

/** The customer's zone, their day and what their clock shows. $2 is the instant. */
export const CUSTOMER_DAY = `
  CROSS JOIN LATERAL (SELECT coalesce(k.time_zone, s.time_zone) AS zone) z
  CROSS JOIN LATERAL (SELECT $2::timestamptz AT TIME ZONE z.zone AS local_now) t
  CROSS JOIN LATERAL (SELECT t.local_now::date AS today, t.local_now::time AS local_time) d`;

const OF_CYCLE = `
  JOIN products p ON p.workspace_id = c.workspace_id AND p.id = c.product_id
  JOIN customers k ON k.workspace_id = c.workspace_id AND k.id = c.customer_id AND k.erased_at IS NULL
  JOIN workspace_settings s ON s.workspace_id = c.workspace_id
  ${GRID_OF_CYCLE}
  ${CUSTOMER_DAY}`;

const REMINDABLE = `NOT c.stopped AND p.remindable AND p.discontinued_at IS NULL AND NOT ${alreadyOrdered('c', 'subscription')}`;

/** A reminder of the cycle that has left or was refused. */
const decided = (step: string) => `
  SELECT FROM reminders m
  WHERE m.workspace_id = c.workspace_id AND m.customer_id = c.customer_id AND m.product_id = c.product_id
    AND m.cycle_opened_on = c.last_ordered_on AND m.status IN ('queued', 'sent', 'skipped', 'failed') AND ${step}`;

// Cycles whose day can be near: $6 the longest lead of a rule; $7, $8 the fewest and most days after a purchase.
// The type of a parameter is what its first use says: $2 is an instant.
const UTC_DAY = '$2::timestamptz::date';
const LAST_DUE = `${UTC_DAY} + ${PLAN_DAYS + 1} + $6::int`;
const IS_DUE = `c.due_on <= ${LAST_DUE} AND c.late_from >= ${UTC_DAY} - 1`;
const IS_NAMED = `c.due_on <= ${LAST_DUE} AND c.override_by IS NOT NULL`;
const IS_AFTER_PURCHASE = `c.last_ordered_on BETWEEN ${UTC_DAY} - $8::int - ${USEFUL_DAYS + 1} AND ${UTC_DAY} + ${PLAN_DAYS + 1} - $7::int`;

/** Of the customers $3, who are found by themselves. */
const OF_CUSTOMERS = `SELECT c.* FROM cycles c WHERE c.workspace_id = $1 AND c.customer_id = ANY($3::uuid[]) AND (${IS_DUE} OR ${IS_NAMED} OR ${IS_AFTER_PURCHASE})`;

/**
 * Of everybody. Every day on which one can have been due, from the workspace's first on, is looked up in the index together with how
 * long its cycles matter (late_from); as a range, years of cycles long past would be read to find those. Each cycle comes once.
 */
const OF_EVERYBODY = `
  SELECT c.*
  FROM unnest(ARRAY(
         SELECT f.first_due + n
         FROM (SELECT min(e.due_on) AS first_due FROM cycles e WHERE e.workspace_id = $1 AND NOT e.stopped) f, generate_series(0, ${LAST_DUE} - f.first_due) AS n
       )) AS of(day)
  JOIN cycles c ON c.workspace_id = $1 AND NOT c.stopped AND c.due_on = of.day AND c.late_from >= ${UTC_DAY} - 1
  UNION ALL
  SELECT c.* FROM cycles c WHERE c.workspace_id = $1 AND NOT c.stopped AND ${IS_NAMED} AND (${IS_DUE}) IS NOT TRUE
  UNION ALL
  SELECT c.* FROM cycles c WHERE c.workspace_id = $1 AND NOT c.stopped AND ${IS_AFTER_PURCHASE} AND (${IS_DUE}) IS NOT TRUE AND (${IS_NAMED}) IS NOT TRUE`;

/**
 * The first reminder of each cycle whose day is near. Cycles that cannot be are not looked at. One a cycle: what has left or was
 * refused is not planned again by another rule.
 */
const FIRST = (candidates: string) => `
  SELECT c.customer_id, c.product_id, c.last_ordered_on AS cycle_opened_on, r.id AS rule_id, 1 AS step, r.channel, r.paused, c.expected_on, r.send_on AS day, z.zone, r.first_day
  FROM (${candidates}) c
  ${OF_CYCLE}
  CROSS JOIN LATERAL (${RULE_OF_CYCLE}) r
  -- Says again what all candidates have: without it the planner takes each join for a workspace of its own, and the whole for a handful of rows.
  WHERE c.workspace_id = $1 AND ${REMINDABLE}
    AND r.send_on <= d.today + ${PLAN_DAYS}
    AND NOT EXISTS (${decided('true')})`;

/** The follow-up of each first reminder that has left and was not followed by a purchase. */
const FOLLOW_UP = `
  SELECT c.customer_id, c.product_id, c.last_ordered_on, r.id, 2, r.channel, r.paused, c.expected_on,
         greatest(day.due, o.first_day), z.zone, o.first_day
  FROM reminders f
  JOIN rules r ON r.workspace_id = f.workspace_id AND r.id = f.rule_id
  JOIN cycles c ON c.workspace_id = f.workspace_id AND c.customer_id = f.customer_id AND c.product_id = f.product_id AND c.last_ordered_on = f.cycle_opened_on
  ${OF_CYCLE}
  CROSS JOIN LATERAL (SELECT ${followUpDay('f.send_on')} AS due) day
  CROSS JOIN LATERAL (SELECT ${FIRST_DAY} AS first_day) o
  WHERE f.workspace_id = $1 AND f.status = 'sent' AND f.step = 1 AND ($3::uuid[] IS NULL OR f.customer_id = ANY($3)) AND r.follow_up AND ${REMINDABLE}
    AND (c.override_by IS NOT NULL OR c.rhythm <> 'lapsed')
    AND day.due BETWEEN d.today - ${USEFUL_DAYS} AND d.today + ${PLAN_DAYS} AND (r.active_to IS NULL OR greatest(day.due, o.first_day) <= r.active_to)
    AND NOT EXISTS (${decided('m.step = 2')})`;

/**
 * What should be planned now, as the facts stand. What is due within the merge window ($4 days) of a customer's first is planned
 * for that day; what is paused waits alone. $5: by channel the hour of a day's reminders and the end of its last open hour.
 */
const wanted = (candidates: string) => `
  SELECT customer_id, product_id, cycle_opened_on, rule_id, step, channel, expected_on, first_day, send_on,
         (send_on + ($5::jsonb->channel->>'at')::time) AT TIME ZONE zone AS send_at
  FROM (
    SELECT *, first_of_merge(day, $4::int) OVER (PARTITION BY customer_id, channel, paused ORDER BY day) AS send_on
    FROM (${FIRST(candidates)} UNION ALL ${FOLLOW_UP}) unmerged
  ) merged`;

/** A purchase opens the next cycle; what was planned for the one before is over. */
export const SUPERSEDE = `
  UPDATE reminders m SET status = 'superseded', held_because = NULL, release_at = NULL, decided_at = $2
  WHERE m.workspace_id = $1 AND m.status IN ('planned', 'held') AND ($3::uuid[] IS NULL OR m.customer_id = ANY($3))
    AND NOT EXISTS (
      SELECT FROM cycles c
      WHERE c.workspace_id = m.workspace_id AND c.customer_id = m.customer_id AND c.product_id = m.product_id AND c.last_ordered_on = m.cycle_opened_on
    )`;

const SAME = `m.workspace_id = $1 AND m.customer_id = w.customer_id AND m.product_id = w.product_id AND m.cycle_opened_on = w.cycle_opened_on AND m.step = w.step`;

/**
 * Makes the plan what the facts say: withdraws what is no longer wanted, moves what has another day, adds what is missing. What
 * is held stays held until its release, unless its day has moved; a day that has only passed is no other day. The unique keys say
 * "once", so a second run finds nothing to do. The withdrawn go first: another rule may want the same cycle.
 */
const plan = (candidates: string) => `
  WITH wanted AS MATERIALIZED (${wanted(candidates)}),
  withdrawn AS (
    DELETE FROM reminders m
    WHERE m.workspace_id = $1 AND m.status IN ('planned', 'held') AND ($3::uuid[] IS NULL OR m.customer_id = ANY($3))
      AND NOT EXISTS (SELECT FROM wanted w WHERE ${SAME} AND m.rule_id = w.rule_id)
    RETURNING 1
  ),
  moved AS (
    UPDATE reminders m SET send_on = w.send_on, send_at = w.send_at, expected_on = w.expected_on, status = 'planned',
           held_because = NULL, release_at = NULL, decided_at = NULL
    FROM wanted w
    WHERE ${SAME} AND m.rule_id = w.rule_id
      AND (m.status IN ('planned', 'held') AND greatest(m.send_on, w.first_day) <> w.send_on OR m.status = 'superseded')
    RETURNING 1
  ),
  added AS (
    INSERT INTO reminders (workspace_id, customer_id, product_id, cycle_opened_on, rule_id, step, send_on, send_at, expected_on, status, planned_at)
    SELECT $1, customer_id, product_id, cycle_opened_on, rule_id, step, send_on, send_at, expected_on, 'planned', $2
    FROM wanted WHERE (SELECT count(*) FROM withdrawn) >= 0 AND (SELECT count(*) FROM moved) >= 0
    ON CONFLICT DO NOTHING
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM added) AS planned, (SELECT count(*) FROM moved) AS moved, (SELECT count(*) FROM withdrawn) AS withdrawn`;

export const PLAN = plan(OF_EVERYBODY);
export const PLAN_OF_CUSTOMERS = plan(OF_CUSTOMERS);

/** What only waited for a pause to end is looked at now. */
export const RELEASE_RESUMED = `
  UPDATE reminders m SET release_at = $2
  FROM rules r
  WHERE m.workspace_id = $1 AND m.status = 'held' AND m.release_at > $2 AND r.workspace_id = m.workspace_id AND r.id = m.rule_id
    AND (m.held_because = 'rule-paused' AND NOT r.paused
      OR m.held_because = 'all-paused' AND NOT EXISTS (SELECT FROM reminder_settings e WHERE e.workspace_id = $1 AND e.paused_at IS NOT NULL))`;
