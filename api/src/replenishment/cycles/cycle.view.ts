import type { Cycle } from '@perennial/contract/admin';
import { explainInAll } from '@perennial/replenishment';

/** Everything staff see of a cycle, beside the sentence. `c` the cycle, `k` its customer, `p` its product. */
export const CYCLE_COLUMNS = `c.id, c.customer_id AS "customerId", k.name AS "customerName", c.product_id AS "productId", p.name AS "productName", c.cycle_no AS "cycleNo",
  c.first_ordered_on AS "firstOrderedOn", c.last_ordered_on AS "lastOrderedOn", c.last_quantity AS "lastQuantity", c.predicted_on AS "predictedOn",
  c.expected_on AS "expectedOn", c.window_from AS "windowFrom", c.window_to AS "windowTo", c.probability, c.rhythm, c.override_by AS "overrideBy",
  c.stopped, p.discontinued_at IS NOT NULL AS discontinued,
  CASE WHEN u.id IS NOT NULL AND (p.discontinued_at IS NOT NULL OR p.stock <= 0) THEN json_build_object('id', u.id, 'name', u.name) END AS suggestion, c.because, c.as_of AS "asOf"`;

export const CYCLE_TABLES = `cycles c
  JOIN customers k ON k.workspace_id = c.workspace_id AND k.id = c.customer_id
  JOIN products p ON p.workspace_id = c.workspace_id AND p.id = c.product_id
  LEFT JOIN products u ON u.workspace_id = p.workspace_id AND u.id = p.substitute_id`;

export type CycleRow = Omit<Cycle, 'reason'>;

export function withReason(row: CycleRow): Cycle {
  return { ...row, reason: explainInAll(row.because) };
}
