import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { everySo, type LedgerDesk, openLedgerDesk } from '../../../../test/builders/ledger-desk.js';
import { RunImport, StartImport, TakeBackImport } from './index.js';
import { SYSTEM } from '../../platform/audit/index.js';

const SPRING = everySo('ada', 'tea', '2029-01-05', 30, 5) + everySo('bo', 'tea', '2029-01-08', 28, 5) + everySo('ada', 'soap', '2029-01-05', 45, 4);
const SUMMER = everySo('ada', 'tea', '2029-06-02', 30, 1) + everySo('cy', 'tea', '2029-04-01', 20, 4);

describe('an import that is taken back', () => {
  let desk: LedgerDesk;
  beforeAll(async () => {
    desk = await openLedgerDesk('2029-06-20T12:00:00Z');
    await desk.staff.post(`${desk.url}/rules`).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email', holdoutPercent: 0 }).expect(201);
  });
  afterAll(() => desk.close());

  const lines = () => desk.rows(`SELECT purchase_id, product_id, line_no, ordered_on, quantity, unit_price_minor FROM purchase_lines ORDER BY ordered_on, purchase_id, product_id, line_no`);
  const importedBy = (orderId: string) =>
    desk.rows<{ importId: string | null }>(`SELECT l.import_id AS "importId" FROM purchase_lines l JOIN purchases p ON p.id = l.purchase_id WHERE p.external_id = $1`, [orderId]);

  it('leaves the ledger, the rhythms and the plan as if it had never been', async () => {
    await desk.import(SPRING);
    await desk.refresh();
    const before = { lines: await lines(), ...(await desk.projections()) };
    expect(before.cycles).toHaveLength(3);

    const summer = await desk.import(SUMMER);
    await desk.refresh();
    expect(await desk.projections()).not.toEqual({ cycles: before.cycles, reminders: before.reminders });

    const undone = await desk.undo(summer.id);
    expect(undone).toMatchObject({ status: 'undone', undone: { lines: 5, purchases: 5, keptLines: 0 }, result: { booked: 5 } });
    await desk.refresh();
    expect({ lines: await lines(), ...(await desk.projections()) }).toEqual(before);
    expect(await desk.rows(`SELECT 1 FROM taken_back_lines WHERE import_id = $1`, [summer.id])).toHaveLength(5);
    expect(await desk.rows(`SELECT command, details FROM audit_entries WHERE subject_id = $1 AND command LIKE '%undo%' OR command = 'take-back-import' ORDER BY id`, [summer.id])).toEqual([
      { command: 'undo-import', details: {} },
      { command: 'take-back-import', details: { lines: 5, purchases: 5, keptLines: 0 } },
    ]);
  });

  it('makes the same rhythms one by one as in a full run', async () => {
    const customers = await desk.rows<{ id: string }>(`SELECT id FROM customers`);
    const full = await desk.projections();
    await desk.refresh(customers.map(({ id }) => id));
    expect(await desk.projections()).toEqual(full);
  });

  it('is booked again by the same file, under the ids its orders had', async () => {
    const ids = () => desk.rows(`SELECT id, external_id FROM purchases WHERE external_id LIKE 'cy-%' ORDER BY 2`);
    const first = await desk.import(SUMMER);
    const was = await ids();
    await desk.undo(first.id);
    expect(await ids()).toEqual([]);
    const again = await desk.import(SUMMER);
    expect(again).toMatchObject({ sameFileAs: null, result: { booked: 5, unchanged: 0, newCustomers: 0 } });
    expect(await ids()).toEqual(was);
    await desk.undo(again.id);
  });

  it('keeps lines that a later file said too, until that is taken back as well', async () => {
    const early = await desk.import(everySo('dee', 'tea', '2029-01-01', 30, 3));
    const later = await desk.import(everySo('dee', 'tea', '2029-01-01', 30, 2));
    expect(later.result).toMatchObject({ booked: 0, unchanged: 2 });
    expect((await desk.undo(early.id)).undone).toEqual({ lines: 1, purchases: 1, keptLines: 2 });
    expect(await importedBy('dee-tea-2029-01-01')).toEqual([{ importId: later.id }]);
    expect(await importedBy('dee-tea-2029-03-02')).toEqual([]);
    expect((await desk.undo(later.id)).undone).toEqual({ lines: 2, purchases: 2, keptLines: 0 });
    expect(await importedBy('dee-tea-2029-01-01')).toEqual([]);
  });

  it('keeps lines that the API said too, but not those of which it said something else', async () => {
    const file = await desk.import(everySo('eve', 'tea', '2029-02-01', 10, 2));
    const order = (externalId: string, quantity: number) => ({
      source: 'file', externalId, customerExternalId: 'eve', orderedAt: '2029-02-01T12:00:00Z', lines: [{ productExternalId: 'tea', quantity, unitPriceMinor: 500 }],
    });
    await desk.staff.post(`${desk.url}/purchases`).send(order('eve-tea-2029-02-01', 1)).expect(200);
    await desk.staff.post(`${desk.url}/purchases`).send(order('eve-tea-2029-02-11', 3)).expect(200);
    expect((await desk.undo(file.id)).undone).toEqual({ lines: 1, purchases: 1, keptLines: 1 });
    expect(await importedBy('eve-tea-2029-02-01')).toEqual([{ importId: null }]);
  });

  it('takes the returns it booked back too: what they had taken off counts again', async () => {
    await desk.import('f1,fay,,tea,,2029-03-01,2,5.00\nf2,fay,,tea,,2029-04-01,2,5.00\n');
    const kept = () => desk.rows(`SELECT last_ordered_on FROM cycles c JOIN customers k ON k.id = c.customer_id WHERE k.external_id = 'fay'`);
    await desk.refresh();
    const returns = await desk.import('f3,fay,,tea,,2029-04-05,-2,5.00\n');
    await desk.refresh();
    expect(await kept()).toEqual([{ last_ordered_on: '2029-03-01' }]);
    await desk.undo(returns.id);
    await desk.refresh();
    expect(await kept()).toEqual([{ last_ordered_on: '2029-04-01' }]);
  });

  it('is refused by name while it runs, when it has booked nothing, and the second time', async () => {
    const refusal = async (id: string) => (await desk.staff.post(`${desk.url}/imports/${id}/undo`)).body as { code: string };
    const done = await desk.import(everySo('gus', 'tea', '2029-01-01', 30, 1));
    await desk.rows(`UPDATE imports SET status = 'booking' WHERE id = $1`, [done.id]);
    expect(await refusal(done.id)).toMatchObject({ code: 'import-running' });
    await desk.rows(`UPDATE imports SET status = 'done', dry_run = true WHERE id = $1`, [done.id]);
    expect(await refusal(done.id)).toMatchObject({ code: 'import-not-booked' });
    await desk.rows(`UPDATE imports SET dry_run = false WHERE id = $1`, [done.id]);
    await desk.staff.post(`${desk.url}/imports/${done.id}/undo`).expect(200);
    expect(await refusal(done.id)).toMatchObject({ code: 'import-undone' });
    await Promise.all([1, 2].map(() => desk.area.app.get(TakeBackImport).run(desk.workspaceId, done.id)));
    expect(await desk.rows(`SELECT 1 FROM audit_entries WHERE subject_id = $1 AND command = 'take-back-import'`, [done.id])).toHaveLength(1);
    await expect(desk.area.app.get(StartImport).run(SYSTEM, desk.workspaceId, done.id, { dryRun: false })).rejects.toMatchObject({ code: 'import-undone' });
    await desk.area.app.get(RunImport).run(desk.workspaceId, done.id);
    expect(await importedBy('gus-tea-2029-01-01')).toEqual([]);
    expect(await refusal(randomUUID())).toMatchObject({ code: 'not-found' });
  });
});
