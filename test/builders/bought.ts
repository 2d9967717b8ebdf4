/** One line of the ledger: so much of a product, by a customer, on a day. Negative: it came back. */
export interface Bought {
  readonly customerId: string;
  readonly productId: string;
  readonly day: string;
  readonly quantity?: number;
}

/** Enters each line in the ledger as an order of its own, past every rule of the service, for a test that is about what comes of it. */
export async function bought(rows: (sql: string, values: unknown[]) => Promise<unknown>, workspaceId: string, lines: readonly Bought[]): Promise<void> {
  await rows(
    `WITH line AS (
       SELECT new_id() AS purchase_id, l.* FROM unnest($2::uuid[], $3::uuid[], $4::date[], $5::int[]) AS l(customer_id, product_id, day, quantity)
     ), purchase AS (
       INSERT INTO purchases (workspace_id, id, source, external_id, customer_id, ordered_at, created_at)
       SELECT $1, purchase_id, 'test', purchase_id::text, customer_id, day, day FROM line
     )
     INSERT INTO purchase_lines (workspace_id, purchase_id, line_no, customer_id, product_id, ordered_on, quantity)
     SELECT $1, purchase_id, 1, customer_id, product_id, day, quantity FROM line`,
    [workspaceId, lines.map((l) => l.customerId), lines.map((l) => l.productId), lines.map((l) => l.day), lines.map((l) => l.quantity ?? 1)],
  );
}
