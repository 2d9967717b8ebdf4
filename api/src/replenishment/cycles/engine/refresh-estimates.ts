import type { PlainDate } from '@perennial/calendar';
import { HORIZON_DAYS } from '@perennial/replenishment';
import type { Tx } from '../../../platform/database/index.js';
import { bind } from './bind.js';
import { DROP_EMPTY_CYCLES, ESTIMATES, SAID, STORE_CYCLES } from './estimate.sql.js';
import { CUSTOMER_RHYTHMS, features, OPEN_OPENINGS, OWN_RHYTHMS, residuals } from './openings.sql.js';
import { KEPT_SHOP_PRIOR } from './store-rhythms.sql.js';
import { GAPS, PAIRS, returned, steps } from './visits.sql.js';

const OF_CUSTOMERS = 'l.customer_id = ANY($4::uuid[])';
/** Their lines by way of their orders: that is how the ledger finds them. */
const IN_THEIR_ORDERS = 'l.purchase_id IN (SELECT p.id FROM purchases p WHERE p.workspace_id = $1 AND p.customer_id = ANY($4::uuid[]))';

/** The pairs of some customers, computed as the full run computes them, with what it learned last. */
const RELATIONS: readonly (readonly [string, string])[] = [
  ['returned', returned(IN_THEIR_ORDERS)],
  ['step', steps(IN_THEIR_ORDERS)],
  ['gap', GAPS],
  ['pair', PAIRS],
  ['shop_prior', KEPT_SHOP_PRIOR],
  ['product_rhythm', 'SELECT * FROM product_rhythms WHERE workspace_id = $1 AND product_id IN (SELECT product_id FROM pair)'],
  ['error_grid', 'SELECT bucket, candidate, correction, slope, grid FROM error_grids WHERE workspace_id = $1'],
  ['residual', residuals({ wanted: 'false' })],
  ['own_rhythm', OWN_RHYTHMS],
  ['customer_rhythm', CUSTOMER_RHYTHMS],
  ['said', SAID(OF_CUSTOMERS)],
  ['open_opening', OPEN_OPENINGS],
  ['open_feature', features('open_opening')],
  ['estimate', ESTIMATES],
];

const REFRESH = `WITH ${RELATIONS.map(([name, query]) => `${name} AS MATERIALIZED (${query})`).join(',\n')},
  dropped AS (${DROP_EMPTY_CYCLES(OF_CUSTOMERS)})
  ${STORE_CYCLES}`;

/**
 * The increment: a purchase, a return or a word of these customers changes their own estimates, in one statement. What the
 * shop as a whole teaches waits for the next full run.
 * @returns false when no full run has been made yet
 */
export async function refreshEstimates(tx: Tx, workspaceId: string, asOf: PlainDate, customerIds: readonly string[]): Promise<boolean> {
  const [learned] = await tx.query<{ snapshots: PlainDate[] }[]>('SELECT snapshots::text[] AS snapshots FROM shop_rhythms WHERE workspace_id = $1', [workspaceId]);
  if (!learned) return false;
  await tx.query(...bind(REFRESH, [workspaceId, asOf, learned.snapshots, customerIds, HORIZON_DAYS]));
  return true;
}
