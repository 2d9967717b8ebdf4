import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Product } from '@perennial/contract/admin';
import fc from 'fast-check';
import { aPerson, aWorkspace, signedIn } from '../../../../test/builders/staff.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { AccessModule } from '../../access/index.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { CatalogModule, CHARGE_PATTERN, isCharge } from './index.js';

describe('the catalogue', () => {
  let area: Area;
  let url: string;
  let staff: Awaited<ReturnType<typeof signedIn>>;

  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, CatalogModule]);
    const clerk = await aPerson(area.app, 'carl');
    url = `/api/v1/workspaces/${await aWorkspace(area.app, 'teas', [[clerk, 'staff']])}/products`;
    staff = await signedIn(area.app, clerk);
  });
  afterAll(() => area?.close());

  const add = async (product: object) => (await staff.post(url).send(product).expect(201)).body as Product;
  const refreshes = async () => (await area.database.rows(`SELECT 1 FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'refresh-cycles'`)).length;

  it('takes a product with an interval as a range; its price is in the workspace’s currency unless it says otherwise', async () => {
    const tea = await add({ name: 'Green tea 100 g', externalId: 'T-1', intervalFromDays: 25, intervalToDays: 35, priceMinor: 899 });
    expect(tea).toMatchObject({ kind: 'consumable', currency: 'GBP', priceMinor: 899, remindable: true, discontinued: false, sensitive: false });
    expect(await add({ name: 'Mug', priceMinor: 500, currency: 'EUR', kind: 'durable' })).toMatchObject({ currency: 'EUR' });
  });

  it('wants both ends of the interval, the shorter first, also after a change', async () => {
    for (const interval of [{ intervalFromDays: 30 }, { intervalFromDays: 30, intervalToDays: 20 }]) {
      const { body } = await staff.post(url).send({ name: 'Tea', ...interval }).expect(400);
      expect(body).toMatchObject({ code: 'invalid-input', fields: [{ path: 'intervalToDays' }] });
    }
    const { id } = await add({ name: 'Oolong', intervalFromDays: 25, intervalToDays: 35 });
    expect((await staff.patch(`${url}/${id}`).send({ intervalToDays: 20 }).expect(422)).body).toMatchObject({ code: 'interval-not-a-range' });
    expect((await staff.get(`${url}/${id}`).expect(200)).body).toMatchObject({ intervalToDays: 35 });
  });

  it('gives an article number once', async () => {
    await add({ name: 'Pu-erh', externalId: 'T-2' });
    const other = await add({ name: 'Sencha', externalId: 'T-3' });
    expect((await staff.post(url).send({ name: 'Copy', externalId: 'T-2' }).expect(409)).body).toMatchObject({ code: 'external-id-taken' });
    expect((await staff.patch(`${url}/${other.id}`).send({ externalId: 'T-2' }).expect(409)).body).toMatchObject({ code: 'external-id-taken' });
  });

  it('takes for a substitute another product that exists', async () => {
    const old = await add({ name: 'Old blend' });
    const next = await add({ name: 'New blend' });
    expect((await staff.patch(`${url}/${old.id}`).send({ discontinued: true, substituteId: next.id }).expect(200)).body).toMatchObject({ discontinued: true, substituteId: next.id });
    for (const substituteId of [randomUUID(), old.id]) await staff.patch(`${url}/${old.id}`).send({ substituteId }).expect(404);
  });

  it('has estimates and plans made anew when what they were made with changes, and only then', async () => {
    const { id } = await add({ name: 'Jasmine', intervalFromDays: 25, intervalToDays: 35 });
    const before = await refreshes();
    await staff.patch(`${url}/${id}`).send({ name: 'Jasmine pearls', priceMinor: 1200, intervalFromDays: 25 }).expect(200);
    expect(await refreshes()).toBe(before);
    await area.database.rows('DELETE FROM graphile_worker._private_jobs');
    await staff.patch(`${url}/${id}`).send({ intervalToDays: 40 }).expect(200);
    expect(await refreshes()).toBe(1);
  });

  it('can be searched and narrowed', async () => {
    await add({ name: 'Postage', externalId: 'POST', remindable: false, category: 'Fees' });
    const names = async (filter: object) => ((await staff.get(url).query({ filter: JSON.stringify(filter) }).expect(200)).body as { data: Product[] }).data.map(({ name }) => name);
    expect(await names({ remindable: false })).toEqual(['Postage']);
    expect(await names({ q: 'post' })).toEqual(['Postage']);
    expect(await names({ kind: 'durable' })).toEqual(['Mug']);
    expect(await names({ discontinued: true })).toEqual(['Old blend']);
  });

  it('takes the same names for charges in JavaScript and in SQL', async () => {
    const word = fc.constantFrom('postage', 'DHL', 'Shipping', 'gift', 'card', 'voucher', 'manual', 'Discount', 'tea', 'fees', 'sample', 'samples', '运费', '茶', 'bank', 'charges', 'adjust', 'stamp', 'set', '£10');
    const names = fc.sample(fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')), 2000);
    const rows = await area.database.rows<{ name: string; charge: boolean }>('SELECT name, name ~* $2 AS charge FROM unnest($1::text[]) AS name', [names, CHARGE_PATTERN]);
    expect(rows.filter(({ charge }) => charge).length).toBeGreaterThan(100);
    expect(rows.filter(({ name, charge }) => charge !== isCharge(name))).toEqual([]);
  });
});
