import type { ImportFault, ImportResult } from '@perennial/contract/admin';
import type { ClientBase } from 'pg';
import { CHARGE_PATTERN } from '../catalog/index.js';
import * as sql from './booking.sql.js';
import type { Staged } from './staging.js';

export interface Booking {
  readonly workspaceId: string;
  readonly importId: string;
  readonly source: string;
  readonly locale: 'en' | 'zh-CN';
  readonly now: Date;
  readonly staged: Staged;
  /** Whether the file numbers its lines. */
  readonly hasLineNumbers: boolean;
}

// From here on a loop inside a loop takes longer than any join by hashing, however wrong the planner's guess was.
const LARGE = 1000;
const UNIQUE_VIOLATION = '23505';

type Run = (text: string, values?: unknown[]) => Promise<number>;

/**
 * Books the staged rows: products, customers, purchases, lines, each as one set. Runs inside the import's transaction and
 * counts every row exactly once.
 */
export async function bookImport(client: ClientBase, booking: Booking): Promise<ImportResult> {
  const { workspaceId, importId, now } = booking;
  const run: Run = async (text, values = []) => (await client.query(text, values)).rowCount ?? 0;
  const count = async <T extends object>(text: string, values: unknown[] = []): Promise<T> => (await client.query<T>(text, values)).rows[0] as T;

  if (booking.staged.rows > LARGE) await run('SET LOCAL enable_nestloop = off');
  await run('ANALYZE staged_rows');
  await run(sql.COLLECT_FAULTS);
  if (booking.staged.refused > 0) await run(sql.KEEP_STAGED_FAULTS);

  await run(sql.FIND_PRODUCTS);
  const products = await count<{ added: number; notRemindable: number }>(sql.ADD_PRODUCTS, [workspaceId, now, CHARGE_PATTERN]);
  await run(sql.LINK_PRODUCTS, [workspaceId]);
  await run('ANALYZE file_products');

  await run(sql.FIND_CUSTOMERS);
  await run(sql.LINK_CUSTOMERS, [workspaceId]);
  await run(sql.LINK_CUSTOMERS_BY_ADDRESS, [workspaceId]);
  await run(sql.LINK_MERGED_CUSTOMERS, [workspaceId]);
  const customers = await count<{ added: number }>(sql.ADD_CUSTOMERS, [workspaceId, now, booking.locale]);
  await run(sql.COMPLETE_CUSTOMERS, [workspaceId, now]);
  await run(sql.LINK_CUSTOMERS, [workspaceId]);
  await run('ANALYZE file_customers');

  const inPieces = await run(sql.FIND_PIECES);
  await run('ANALYZE file_pieces');
  await run(sql.FIND_ORDERS, [workspaceId, booking.source, booking.hasLineNumbers]);
  await run('ANALYZE file_orders');
  if (inPieces > 0) {
    await run(sql.READ_FIRST_LINES);
    await run(sql.REFUSE_MIXED_ORDERS);
  }
  await run(sql.REFUSE_TOO_MANY_ORDERS);
  await run(sql.LEAVE_OUT_ORDERS);
  const newPurchases = await addPurchases(run, booking);
  await run(sql.REFUSE_TAKEN_ORDERS);

  await run(sql.FIND_LINES);
  if (inPieces > 0) await run(sql.FIND_LINES_IN_PIECES);
  await run('ANALYZE file_lines');
  await run(sql.REFUSE_TOO_MANY_LINES);
  if (booking.staged.mostOfOne > sql.MOST_IN_A_DAY) await run(sql.REFUSE_TOO_MANY_PLAIN_LINES);
  if (booking.hasLineNumbers) await run(sql.REFUSE_DUPLICATE_LINES);
  await run(sql.FIND_KNOWN_LINES, [workspaceId]);
  await run(sql.REFUSE_DIFFERING_LINES);
  await run('ANALYZE known_lines');
  await run('ANALYZE faulty_rows');
  const { unchanged } = await count<{ unchanged: number }>(sql.COUNT_UNCHANGED);
  await run(sql.CONFIRM_LINES, [workspaceId, importId]);
  const { returned } = booking.staged.returns > 0 ? await count<{ returned: number }>(sql.COUNT_RETURNED) : { returned: 0 };
  const booked = (await run(sql.ADD_PLAIN_LINES, [workspaceId, importId])) + (await run(sql.ADD_LINES, [workspaceId, importId]));

  const refusals = (await client.query<{ fault: ImportFault; rows: number }>(sql.COUNT_REFUSED)).rows;
  const refused = refusals.reduce((total, { rows }) => total + rows, 0);
  if (booked + unchanged + refused !== booking.staged.rows) {
    throw new Error(`import ${importId} lost count: ${booking.staged.rows} rows read, ${booked} booked, ${unchanged} unchanged, ${refused} refused`);
  }
  return {
    rows: booking.staged.rows,
    booked,
    returned,
    unchanged,
    refused,
    refusedBecause: Object.fromEntries(refusals.map(({ fault, rows }) => [fault, rows])),
    newPurchases,
    newCustomers: customers.added,
    newProducts: products.added,
    notRemindable: products.notRemindable,
  };
}

/** Adds the orders the ledger does not have. @returns how many they were */
async function addPurchases(run: Run, { workspaceId, source, importId, now }: Booking): Promise<number> {
  const values = [workspaceId, source, importId, now];
  await run('SAVEPOINT nothing_added');
  try {
    return await run(sql.ADD_PURCHASES, values);
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error;
  }
  // A webhook or somebody at a till was faster with one of the orders: theirs stands, and what the file says of it is compared.
  await run('ROLLBACK TO SAVEPOINT nothing_added');
  const added = await run(sql.ADD_PURCHASES_BESIDE_OTHERS, values);
  await run(sql.LINK_PURCHASES_OF_OTHERS, [workspaceId, source, importId]);
  return added;
}
