import { HOLDOUT_BUCKETS } from '@perennial/replenishment';

/** The bucket of a text: the first four bytes of its SHA-256, as a number, modulo the number of buckets. */
export function bucketOf(text: string): string {
  return `(SELECT ((get_byte(h.hash, 0)::bigint << 24) + (get_byte(h.hash, 1)::bigint << 16) + (get_byte(h.hash, 2)::bigint << 8) + get_byte(h.hash, 3)) % ${HOLDOUT_BUCKETS}
     FROM (SELECT sha256(convert_to(${text}, 'UTF8')) AS hash) h)`;
}

/**
 * `armOf` of libs/replenishment for whole sets: adds `drawn.arm` to the rows `e` of workspace_id, rule_id, experiment_no,
 * customer_id and percent. Both are asked the same in holdout.area.spec.ts.
 */
export const DRAW = `
  CROSS JOIN LATERAL (
    SELECT ${bucketOf(`concat_ws(':', e.workspace_id, e.rule_id, e.experiment_no, e.customer_id)`)} AS bucket
  ) b
  CROSS JOIN LATERAL (SELECT CASE WHEN b.bucket < e.percent * ${HOLDOUT_BUCKETS / 100} THEN 'control' ELSE 'treated' END AS arm) drawn`;

/** The customers of due reminders, once for each experiment. $1 is the workspace, $2 the reminders. */
const ELIGIBLE = `
  SELECT DISTINCT $1::uuid AS workspace_id, r."ruleId" AS rule_id, r."experimentNo" AS experiment_no, r."customerId" AS customer_id, r."holdoutPercent" AS percent
  FROM jsonb_to_recordset($2::jsonb) AS r ("ruleId" uuid, "experimentNo" int, "customerId" uuid, "holdoutPercent" int)`;

/** Draws those who were not drawn before, always in the same order, so that two runs wait for each other instead of locking each other out. */
export const ASSIGN = `
  INSERT INTO holdout_assignments (workspace_id, rule_id, experiment_no, customer_id, arm, percent, assigned_at)
  SELECT e.workspace_id, e.rule_id, e.experiment_no, e.customer_id, drawn.arm, e.percent, $3::timestamptz
  FROM (${ELIGIBLE}) e ${DRAW}
  ORDER BY e.rule_id, e.experiment_no, e.customer_id
  ON CONFLICT (workspace_id, rule_id, experiment_no, customer_id) DO NOTHING`;

export const ASSIGNED = `
  SELECT a.rule_id AS "ruleId", a.customer_id AS "customerId", a.arm
  FROM (${ELIGIBLE}) e
  JOIN holdout_assignments a
    ON a.workspace_id = e.workspace_id AND a.rule_id = e.rule_id AND a.experiment_no = e.experiment_no AND a.customer_id = e.customer_id`;
