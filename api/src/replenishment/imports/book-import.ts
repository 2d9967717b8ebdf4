import type { ImportFault, ImportResult } from '@perennial/contract/admin';
import type { ClientBase } from 'pg';
import { CHARGE_PATTERN } from '../catalog/index.js';
import * as sql from './booking.sql.js';

export interface Booking {
  readonly workspaceId: string;
  readonly importId: string;
  readonly source: string;
  readonly locale: 'en' | 'zh-CN';
  readonly now: Date;
  readonly rows: number;
  /** Whether the file numbers its lines. */
  readonly hasLineNumbers: boolean;
}

// From here on every set is large: the planner, which cannot know the sets made a moment ago, must not loop over them.
const LARGE = 10_000;

/**
 * Books the staged rows: products, customers, purchases, lines, each as one set. Runs inside the import's transaction and
 * counts every row exactly once.
 */
export async function bookImport(client: ClientBase, booking: Booking): Promise<ImportResult> {
  const { workspaceId, importId, source, now } = booking;
  const run = async (text: string, values: unknown[] = []): Promise<number> => (await client.query(text, values)).rowCount ?? 0;
  const count = async <T extends object>(text: string, values: unknown[] = []): Promise<T> => (await client.query<T>(text, values)).rows[0] as T;

  if (booking.rows > LARGE) await run('SET LOCAL enable_nestloop = off');
  await run(sql.ANALYZE_STAGING);
  await run(sql.COLLECT_FAULTS);

  await run(sql.FIND_PRODUCTS);
  const products = await count<{ added: number; notRemindable: number }>(sql.ADD_PRODUCTS, [workspaceId, now, CHARGE_PATTERN]);
  await run(sql.LINK_PRODUCTS, [workspaceId]);

  await run(sql.FIND_CUSTOMERS);
  await run(sql.LINK_CUSTOMERS, [workspaceId]);
  await run(sql.LINK_CUSTOMERS_BY_ADDRESS, [workspaceId]);
  const customers = await count<{ added: number }>(sql.ADD_CUSTOMERS, [workspaceId, now, booking.locale]);
  await run(sql.COMPLETE_CUSTOMERS, [workspaceId, now]);
  await run(sql.LINK_CUSTOMERS, [workspaceId]);

  await run(sql.FIND_ORDERS);
  await run(sql.REFUSE_MIXED_ORDERS);
  await run(sql.REFUSE_TOO_MANY_ORDERS);
  const purchases = await count<{ added: number }>(sql.ADD_PURCHASES, [workspaceId, source, importId, now]);
  await run(sql.LINK_PURCHASES, [workspaceId, source, importId]);
  await run(sql.REFUSE_TAKEN_ORDERS);

  await run(sql.FIND_LINES);
  await run(sql.REFUSE_TOO_MANY_LINES);
  if (booking.hasLineNumbers) await run(sql.REFUSE_DUPLICATE_LINES);
  await run(sql.FIND_KNOWN_LINES, [workspaceId]);
  await run(sql.REFUSE_DIFFERING_LINES);
  const { unchanged } = await count<{ unchanged: number }>(sql.COUNT_UNCHANGED);
  const { returned } = await count<{ returned: number }>(sql.COUNT_RETURNED);
  const booked = await run(sql.ADD_LINES, [workspaceId, importId]);

  const refusals = (await client.query<{ fault: ImportFault; rows: number }>(sql.COUNT_REFUSED)).rows;
  const refused = refusals.reduce((total, { rows }) => total + rows, 0);
  if (booked + unchanged + refused !== booking.rows) {
    throw new Error(`import ${importId} lost count: ${booking.rows} rows read, ${booked} booked, ${unchanged} unchanged, ${refused} refused`);
  }
  return {
    rows: booking.rows,
    booked,
    returned,
    unchanged,
    refused,
    refusedBecause: Object.fromEntries(refusals.map(({ fault, rows }) => [fault, rows])),
    newPurchases: purchases.added,
    newCustomers: customers.added,
    newProducts: products.added,
    notRemindable: products.notRemindable,
  };
}
