import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CycleList, Reminder } from '@perennial/contract/admin';
import { type Offerable, offered } from '@perennial/replenishment';
import fc from 'fast-check';
import { every, openRhythmDesk, type RhythmDesk, type Shopper } from '../../../../test/builders/rhythm-desk.js';
import { CatalogModule } from '../catalog/index.js';
import { OFFERED, SUBSTITUTE } from './offered.sql.js';

describe('reminders of products that are out of stock', () => {
  let desk: RhythmDesk;
  let url: string;
  let tea: string;
  let oolong: string;
  beforeAll(async () => {
    desk = await openRhythmDesk('2027-03-24T12:00:00Z', [CatalogModule]);
    url = `/api/v1/workspaces/${desk.workspaceId}`;
    tea = await desk.product('Green tea 100 g', { from: 25, to: 35 });
    oolong = await desk.product('Oolong 100 g');
    await desk.staff.post(`${url}/rules`).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email', holdoutPercent: 0 }).expect(201);
  });
  afterAll(() => desk?.close());

  const setStock = (level: number | null, productId = tea, more: object = {}) => desk.staff.post(`${url}/stock`).send({ levels: [{ productId, level }], ...more });
  const due = async (name: string): Promise<{ shopper: Shopper; reminder: Reminder }> => {
    const shopper = await desk.customer(name);
    await shopper.buys(tea, ...every(30, { count: 4, last: '2027-03-01' }));
    const [reminder] = await desk.reminders(shopper);
    return { shopper, reminder: reminder as Reminder };
  };
  const state = async (shopper: Shopper) => (await desk.reminders(shopper)).filter(({ step }) => step === 1).map(({ status, heldBecause, skippedBecause }) => ({ status, heldBecause, skippedBecause }));

  it('are held while there is none, and leave when it is back, those whom another gate stops by then not', async () => {
    const [ada, bo] = [await due('ada'), await due('bo')];
    await setStock(0).expect(200);
    await desk.at(`${ada.reminder.sendOn}T11:00:00Z`);
    await desk.settled();
    const held = { status: 'held', heldBecause: 'out-of-stock', skippedBecause: null };
    expect([await state(ada.shopper), await state(bo.shopper)]).toEqual([[held], [held]]);
    expect(desk.mail.to(ada.shopper.email)).toEqual([]);

    await desk.rows(`UPDATE customers SET email = NULL WHERE id = $1`, [bo.shopper.id]);
    expect((await setStock(12).expect(200)).body).toEqual({ set: 1, restocked: 1, unknown: [] });
    await desk.mail.waitFor(1, ada.shopper.email);
    await desk.settled();
    expect(await state(ada.shopper)).toEqual([{ status: 'sent', heldBecause: null, skippedBecause: null }]);
    expect(await state(bo.shopper)).toEqual([{ status: 'skipped', heldBecause: null, skippedBecause: 'no-address' }]);
  });

  it('a purchase elsewhere in the meantime lets nothing leave when it is back', async () => {
    const cem = await due('cem');
    await setStock(0).expect(200);
    await desk.at('2027-03-30T11:00:00Z');
    await desk.settled();
    expect((await state(cem.shopper))[0]).toMatchObject({ status: 'held', heldBecause: 'out-of-stock' });
    await cem.shopper.buys(tea, '2027-03-30');
    await setStock(3).expect(200);
    await desk.settled();
    expect(desk.mail.to(cem.shopper.email)).toEqual([]);
    expect(await desk.rows(`SELECT 1 FROM reminders WHERE customer_id = $1 AND status IN ('planned', 'held') AND cycle_opened_on = '2027-03-01'`, [cem.shopper.id])).toEqual([]);
  });

  it('leave with what stands in for it, when that can be had', async () => {
    await setStock(0).expect(200);
    await setStock(0, oolong).expect(200);
    await desk.staff.patch(`${url}/products/${tea}`).send({ substituteId: oolong }).expect(200);
    await desk.settled();
    const dee = await due('dee');
    await desk.at('2027-03-31T11:00:00Z');
    await desk.settled();
    expect((await state(dee.shopper))[0]).toMatchObject({ status: 'held', heldBecause: 'out-of-stock' });
    await setStock(4, oolong).expect(200);
    const [mail] = await desk.mail.waitFor(1, dee.shopper.email);
    expect(JSON.stringify(mail)).toContain('Instead: Oolong 100 g');
    expect((await cycleOf(dee.shopper))[0]).toMatchObject({ discontinued: false, suggestion: { id: oolong, name: 'Oolong 100 g' } });
  });

  const cycleOf = async ({ id }: Shopper) => ((await desk.staff.get(`${url}/cycles`).query({ filter: JSON.stringify({ customerId: id, board: 'all' }) }).expect(200)).body as CycleList).data;

  it('a discontinued product is not waited for: its cycle ends with what replaces it', async () => {
    await setStock(10).expect(200);
    const eve = await due('eve');
    await desk.staff.patch(`${url}/products/${tea}`).send({ discontinued: true }).expect(200);
    await desk.settled();
    expect((await state(eve.shopper)).filter(({ status }) => status === 'planned' || status === 'held')).toEqual([]);
    expect(await cycleOf(eve.shopper)).toMatchObject([{ discontinued: true, suggestion: { id: oolong, name: 'Oolong 100 g' } }]);
    await desk.staff.patch(`${url}/products/${tea}`).send({ discontinued: false, substituteId: null }).expect(200);
    await desk.settled();
  });

  it('an older count changes nothing, whenever it arrives', async () => {
    const level = () => desk.rows(`SELECT stock FROM products WHERE id = $1`, [tea]);
    await setStock(7, tea, { countedAt: '2027-03-30T10:00:00Z' }).expect(200);
    const before = await level();
    expect((await setStock(9, tea, { countedAt: '2027-03-01T10:00:00Z' }).expect(200)).body).toMatchObject({ set: 0 });
    expect(await level()).toEqual(before);
  });

  it('a file of counts: bad rows are named, the others count', async () => {
    await desk.staff.patch(`${url}/products/${tea}`).send({ externalId: 'T-1' }).expect(200);
    const file = 'Product,Stock\nT-1,5\nT-9,5\n,5\nT-1,many\nT-1,9999999999\nT-1, 6 \n';
    const answer = (await desk.staff.post(`${url}/stock/import`).set('Content-Type', 'text/csv').send(file).expect(200)).body;
    expect(answer).toEqual({
      set: 1, restocked: 0, refused: 4,
      refusedRows: [
        { row: 2, fault: 'unknown-product', value: 'T-9' },
        { row: 3, fault: 'missing-product', value: '' },
        { row: 4, fault: 'bad-level', value: 'many' },
        { row: 5, fault: 'bad-level', value: '9999999999' },
      ],
    });
    expect(await desk.rows(`SELECT stock FROM products WHERE id = $1`, [tea])).toEqual([{ stock: 6 }]);
    expect((await desk.staff.post(`${url}/stock/import`).set('Content-Type', 'text/csv').send('a,b\n1,2\n').expect(422)).body).toMatchObject({ code: 'stock-not-readable' });
    expect((await desk.staff.post(`${url}/stock`).send({ levels: [{ productExternalId: 'T-9', level: 1 }, { productExternalId: 'T-1', level: null }] }).expect(200)).body).toEqual({
      set: 1, restocked: 0, unknown: [{ row: 1, value: 'T-9' }],
    });
    await desk.staff.post(`${url}/stock`).send({ levels: [{ level: 1 }] }).expect(400);
  });

  it('what is offered is decided alike for one product and for whole sets', async () => {
    const product = fc.record({ stock: fc.option(fc.integer({ min: -2, max: 2 })), discontinued: fc.boolean(), remindable: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(product, fc.option(product)), { minLength: 1, maxLength: 40 }), async (cases) => {
        const side = (n: number, offerable: Offerable | null | undefined, what: 'p' | 'u') =>
          `(1, ${what === 'p' ? n : offerable ? 1000 + n : 'NULL::int'}, ${offerable?.stock ?? 'NULL::int'}, ${offerable?.discontinued ? 'now()' : 'NULL::timestamptz'}, ${offerable?.remindable ?? 'NULL::boolean'}, ${what === 'p' ? 1000 + n : 'NULL::int'})`;
        const catalogue = cases.flatMap(([one, other], n) => [side(n, one, 'p'), ...(other ? [side(n, other, 'u')] : [])]);
        const rows = await desk.rows<{ offered: string }>(
          `WITH products (workspace_id, id, stock, discontinued_at, remindable, substitute_id) AS (VALUES ${catalogue.join()})
           SELECT ${OFFERED} AS offered FROM products p ${SUBSTITUTE} WHERE p.id < 1000 ORDER BY p.id`,
        );
        expect(rows.map((row) => row.offered)).toEqual(cases.map(([one, other]) => offered(one, other)));
      }),
      { numRuns: 50 },
    );
  });
});
