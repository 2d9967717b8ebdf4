import type { PlainDate } from '@perennial/calendar';
import { type ClosedOnDay, DEFAULT_GRID, HORIZON_DAYS, snapshotDays } from '@perennial/replenishment';
import type { Tx } from '../../../platform/database/index.js';
import { DROP_EMPTY_CYCLES, ESTIMATES, SAID, STORE_CYCLES } from './estimate.sql.js';
import { CASE_SINCE, LEARNING, MAY_BE_CASE } from './fit.sql.js';
import { CLOSED_OPENINGS, CUSTOMER_RHYTHMS, features, OPEN_OPENINGS, OWN_RHYTHMS, residuals, SHOP_DRIFT } from './openings.sql.js';
import { CATEGORY_MEDIANS, EVER_AGAIN, GAP_COUNTS, PRODUCT_MEDIANS, PRODUCT_PRIORS, PRODUCT_QUANTITIES, PRODUCT_RHYTHMS, SHOP_PRIORS } from './priors.sql.js';
import { type RunValue, Script } from './script.js';
import { STORE_ERROR_GRIDS, STORE_PRODUCT_RHYTHMS, STORE_SHOP_RHYTHM } from './store-rhythms.sql.js';
import { GAPS, PAIRS, returned, steps } from './visits.sql.js';

/** Sorts and hashes of millions of rows spill to disk in the usual 4 MB; a full run is one transaction at a time. */
const WORK_MEM = '64MB';
/** The planner must know how large a working table is, and little of what is in it: looking at 30,000 rows of each takes a small shop a fifth of its run. */
const STATISTICS_TARGET = 10;

/**
 * The full run: everything a workspace's ledger says about rhythms, and with it every open prediction. Set-wise from
 * beginning to end; its working tables vanish with the transaction.
 * @param horizonDays the days within which the probability is given
 * @param everyGap leaves what was known at every closed gap in `closed_feature`, for a backtest; else only at those that can be cases
 */
export async function rebuildEstimates(tx: Tx, workspaceId: string, asOf: PlainDate, { horizonDays = HORIZON_DAYS, everyGap = false } = {}): Promise<void> {
  const known: RunValue[] = [
    { type: 'uuid', value: workspaceId },
    { type: 'date', value: asOf },
  ];
  await ledgerScript(known).run(tx);
  const closed = await tx.query<ClosedOnDay[]>('SELECT closed_on AS day, count(*) AS gaps FROM gap GROUP BY 1 ORDER BY 1');
  const learned: RunValue[] = [
    ...known,
    { type: 'date[]', value: snapshotDays(closed, asOf) },
    { type: 'float8[]', value: DEFAULT_GRID },
    { type: 'int', value: String(horizonDays) },
  ];
  await learningScript(learned, everyGap).run(tx);
  await estimatingScript(learned).run(tx);
}

/** What was bought and kept: step, gap and pair. */
function ledgerScript(values: readonly RunValue[]): Script {
  const script = new Script(values);
  // Compiling the statements costs more than running them ever could.
  script.add('SET LOCAL jit = off', `SET LOCAL work_mem = '${WORK_MEM}'`, `SET LOCAL default_statistics_target = ${STATISTICS_TARGET}`);
  script.table('returned', returned());
  script.inOrder('step', steps());
  script.table('gap', GAPS);
  script.table('pair', PAIRS);
  return script;
}

/** Priors, the best candidates and their errors; and keeps them for the increments of the day. */
function learningScript(values: readonly RunValue[], everyGap: boolean): Script {
  const script = new Script(values);
  script.table('gap_count', GAP_COUNTS);
  script.table('product_quantity', PRODUCT_QUANTITIES);
  script.table('shop_prior', SHOP_PRIORS);
  script.table('category_median', CATEGORY_MEDIANS);
  script.table('product_median', PRODUCT_MEDIANS);
  script.table('product_prior', PRODUCT_PRIORS);
  script.table('product_rhythm', `SELECT r.*, e.ever_again FROM (${PRODUCT_RHYTHMS}) r JOIN (${EVER_AGAIN}) e USING (product_id)`);
  script.table('case_since', CASE_SINCE);
  script.table('residual', residuals(everyGap ? { wanted: 'true' } : MAY_BE_CASE));
  script.add(`UPDATE shop_prior s SET drift = d.drift FROM (${SHOP_DRIFT}) d WHERE d.snapshot = s.snapshot`);
  script.table('own_rhythm', OWN_RHYTHMS);
  script.inOrder('customer_rhythm', CUSTOMER_RHYTHMS);
  script.table('closed_opening', CLOSED_OPENINGS);
  script.table('closed_feature', features('closed_opening'));
  for (const [name, query] of LEARNING) script.table(name, query);
  script.add('UPDATE product_rhythm r SET own_slope = o.own_slope FROM own_slope o WHERE o.product_id = r.product_id');
  script.add(...STORE_SHOP_RHYTHM, ...STORE_PRODUCT_RHYTHMS, ...STORE_ERROR_GRIDS);
  return script;
}

function estimatingScript(values: readonly RunValue[]): Script {
  const script = new Script(values);
  script.table('said', SAID());
  script.table('open_opening', OPEN_OPENINGS);
  script.add(`WITH open_feature AS (${features('open_opening')}), estimate AS (${ESTIMATES}) ${STORE_CYCLES}`, DROP_EMPTY_CYCLES());
  return script;
}
