import type { Cycle } from '@perennial/contract/admin';
import { explainInAll } from '@perennial/replenishment';

/** Everything staff see of a cycle, beside the sentence. `c` the cycle, `k` its customer, `p` its product. */
export const CYCLE_COLUMNS = `c.id, c.customer_id AS "customerId", k.name AS "customerName", c.product_id AS "productId", p.name AS "productName", c.cycle_no AS "cycleNo",
  c.first_ordered_on AS "firstOrderedOn", c.last_ordered_on AS "lastOrderedOn", c.last_quantity AS "lastQuantity", c.predicted_on AS "predictedOn",
  c.expected_on AS "expectedOn", c.window_from AS "windowFrom", c.window_to AS "windowTo", c.probability, c.rhythm, c.override_by AS "overrideBy",
  c.stopped, c.because, c.as_of AS "asOf"`;

export const CYCLE_TABLES = `cycles c
  JOIN customers k ON k.workspace_id = c.workspace_id AND k.id = c.customer_id
  JOIN products p ON p.workspace_id = c.workspace_id AND p.id = c.product_id`;

export type CycleRow = Omit<Cycle, 'reason'>;

export function withReason(row: CycleRow): Cycle {
  return { ...row, reason: explainInAll(row.because) };
}
