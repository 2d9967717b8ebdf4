import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportDesk, openImportDesk } from '../../../../test/builders/import-desk.js';
import { Database } from '../../platform/database/index.js';

const HEADER = 'order_id,customer_id,product_id,ordered_at,quantity,unit_price,currency\n';

describe('an import while others book', () => {
  let desk: ImportDesk;
  beforeAll(async () => {
    desk = await openImportDesk();
  });
  afterAll(() => desk.close());

  it('leaves an order to whoever books it at the same moment, and books the rest', async () => {
    await desk.import(`${HEADER}1,c1,p1,2026-01-05,1,3.50,GBP\n`);
    const { promise: hesitation, resolve: commit } = Promise.withResolvers<void>();
    const atTheTill = desk.area.app.get(Database).inWorkspace(desk.workspaceId, async (tx) => {
      const [order] = await tx.query<{ id: string }[]>(
        `INSERT INTO purchases (workspace_id, source, external_id, customer_id, ordered_at, currency, created_at)
         SELECT workspace_id, 'file', '2', id, '2026-01-06', 'GBP', now() FROM customers WHERE external_id = 'c1' RETURNING id`,
      );
      await tx.query(
        `INSERT INTO purchase_lines (workspace_id, purchase_id, product_id, line_no, customer_id, ordered_on, quantity, unit_price_minor)
         SELECT p.workspace_id, $1, p.id, 1, c.id, '2026-01-06', 2, 350 FROM products p, customers c WHERE p.external_id = 'p1' AND c.external_id = 'c1'`,
        [order?.id],
      );
      await hesitation;
    });
    const importing = desk.import(
      `${HEADER}2,c1,p1,2026-01-06,2,3.50,GBP\n2,c1,p2,2026-01-06,1,3.50,GBP\n2,c1,p1,2026-01-06,1,3.50,GBP\n3,c1,p1,2026-01-07,1,3.50,GBP\n4,c2,p2,2026-01-07,1,3.50,GBP\n`,
    );
    // The import has come to the order it cannot see yet.
    while ((await desk.area.database.rows(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length === 0) await wait(10);
    commit();
    await atTheTill;
    expect((await importing).result).toMatchObject({ rows: 5, booked: 4, unchanged: 1, refused: 0, newPurchases: 2, newCustomers: 1, newProducts: 1 });
    const orders = await desk.area.database.rows(
      `SELECT p.external_id AS "order", p.import_id IS NOT NULL AS imported, count(*) AS lines, count(l.import_id) AS "linesImported"
       FROM purchases p JOIN purchase_lines l ON l.purchase_id = p.id GROUP BY 1, 2 ORDER BY 1`,
    );
    expect(orders).toEqual([
      { order: '1', imported: true, lines: 1, linesImported: 1 },
      { order: '2', imported: false, lines: 3, linesImported: 2 },
      { order: '3', imported: true, lines: 1, linesImported: 1 },
      { order: '4', imported: true, lines: 1, linesImported: 1 },
    ]);
  });

  it('counts the lines of an order that lies in pieces all over the file as those of one', async () => {
    const again = '7,c1,p1,2026-02-05,1,3.50,GBP\n';
    const bad = '7,c1,p1,2026-02-05,0,3.50,GBP\n';
    const other = '8,c1,p1,2026-02-05,1,3.50,GBP\n';
    const done = await desk.import(`${HEADER}${again}${bad}${other}${again}${other}${bad}7,c2,p1,2026-02-05,1,3.50,GBP\n${again}`);
    expect(done.result).toMatchObject({ rows: 8, booked: 5, newPurchases: 2, refusedBecause: { 'quantity-zero': 2, 'order-of-another-customer': 1 } });
    const lines = await desk.area.database.rows<{ order: string; line: number }>(
      `SELECT p.external_id AS "order", l.line_no AS line FROM purchases p JOIN purchase_lines l ON l.purchase_id = p.id WHERE p.external_id IN ('7', '8') ORDER BY 1, 2`,
    );
    // What was refused counts along, so that it finds its number free once it is mended.
    expect(lines.map(({ order, line }) => `${order}/${line}`)).toEqual(['7/1', '7/3', '7/6', '8/1', '8/2']);
  });
});
