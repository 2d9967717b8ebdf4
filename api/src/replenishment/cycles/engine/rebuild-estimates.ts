import type { PlainDate } from '@perennial/calendar';
import { type ClosedOnDay, DEFAULT_GRID, snapshotDays } from '@perennial/replenishment';
import type { Tx } from '../../../platform/database/index.js';
import { bind } from './bind.js';
import { DROP_EMPTY_CYCLES, ESTIMATES, SAID, STORE_CYCLES } from './estimate.sql.js';
import { BEST_CANDIDATES, CASES, ERROR_GRIDS } from './fit.sql.js';
import { CLOSED_OPENINGS, CUSTOMER_RHYTHMS, features, OPEN_OPENINGS, OWN_RHYTHMS, RESIDUALS, SHOP_DRIFT } from './openings.sql.js';
import { CATEGORY_MEDIANS, EVER_AGAIN, GAP_COUNTS, PRODUCT_MEDIANS, PRODUCT_PRIORS, PRODUCT_RHYTHMS, SHOP_PRIORS } from './priors.sql.js';
import { STORE_ERROR_GRIDS, STORE_PRODUCT_RHYTHMS, STORE_SHOP_RHYTHM } from './store-rhythms.sql.js';
import { GAPS, keptDays, PAIRS, returned, STEPS } from './visits.sql.js';

/**
 * The full run: everything a workspace's ledger says about rhythms, and with it every open prediction. Set-wise from
 * beginning to end; its working tables vanish with the transaction.
 */
export async function rebuildEstimates(tx: Tx, workspaceId: string, asOf: PlainDate): Promise<void> {
  await learnRhythms(tx, workspaceId, asOf);
  const run = working(tx, [workspaceId, asOf, await snapshotsOf(tx, workspaceId)]);
  await run.table('open_opening', OPEN_OPENINGS);
  await run.table('open_feature', features('open_opening'));
  await run.table('said', SAID());
  await run.table('estimate', ESTIMATES);
  await run.statement(STORE_CYCLES);
  await run.statement(DROP_EMPTY_CYCLES());
}

/** Learns priors, the best candidates and their errors, and stores them. Leaves gap, pair, residual, … for the caller. */
export async function learnRhythms(tx: Tx, workspaceId: string, asOf: PlainDate): Promise<void> {
  // Compiling the statements costs more than running them ever could.
  await tx.query('SET LOCAL jit = off');
  const ledger = working(tx, [workspaceId, asOf]);
  await ledger.table('returned', returned());
  await ledger.table('step', `WITH kept_day AS (${keptDays()}) ${STEPS}`);
  await ledger.table('gap', GAPS);
  await ledger.table('pair', PAIRS);
  const closed = await tx.query<ClosedOnDay[]>('SELECT closed_on AS day, count(*) AS gaps FROM gap GROUP BY 1 ORDER BY 1');
  const run = working(tx, [workspaceId, asOf, snapshotDays(closed, asOf), DEFAULT_GRID]);
  await run.table('gap_count', GAP_COUNTS);
  await run.table('shop_prior', SHOP_PRIORS);
  await run.table('category_median', CATEGORY_MEDIANS);
  await run.table('product_median', PRODUCT_MEDIANS);
  await run.table('product_prior', PRODUCT_PRIORS);
  await run.table('product_rhythm', `SELECT r.*, e.ever_again FROM (${PRODUCT_RHYTHMS}) r JOIN (${EVER_AGAIN}) e USING (product_id)`);
  await run.table('residual', RESIDUALS);
  await run.statement(`UPDATE shop_prior s SET drift = d.drift FROM (${SHOP_DRIFT}) d WHERE d.snapshot = s.snapshot`);
  await run.table('own_rhythm', OWN_RHYTHMS);
  await run.table('customer_rhythm', CUSTOMER_RHYTHMS);
  await run.table('closed_opening', CLOSED_OPENINGS);
  await run.table('closed_feature', features('closed_opening'));
  await run.table('cases', CASES);
  await run.table('best_candidate', BEST_CANDIDATES);
  await run.table('error_grid', ERROR_GRIDS);
  for (const statement of [...STORE_SHOP_RHYTHM, ...STORE_PRODUCT_RHYTHMS, ...STORE_ERROR_GRIDS]) await run.statement(statement);
}

async function snapshotsOf(tx: Tx, workspaceId: string): Promise<PlainDate[]> {
  const [row] = await tx.query<{ snapshots: PlainDate[] }[]>('SELECT snapshots::text[] AS snapshots FROM shop_rhythms WHERE workspace_id = $1', [workspaceId]);
  return row?.snapshots ?? [];
}

interface Working {
  table(name: string, query: string): Promise<void>;
  statement(sql: string): Promise<void>;
}

function working(tx: Tx, parameters: readonly unknown[]): Working {
  const statement = async (sql: string): Promise<void> => {
    await tx.query(...bind(sql, parameters));
  };
  return {
    statement,
    // Without statistics the planner takes a new table for a small one and joins millions of rows by nested loops.
    table: async (name, query) => {
      await statement(`CREATE TEMPORARY TABLE ${name} ON COMMIT DROP AS ${query}`);
      await statement(`ANALYZE ${name}`);
    },
  };
}
