import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { CreatedApiKey, Customer } from '@perennial/contract/admin';
import supertest from 'supertest';
import { aPerson, aWorkspace, type Person, signedIn } from '../../../../test/builders/staff.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { AccessModule } from '../../access/index.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { CustomersModule } from './index.js';

describe('the customers over HTTP', () => {
  let area: Area;
  let url: string;
  let neighbours: string;
  let staff: Awaited<ReturnType<typeof signedIn>>;
  let owner: Person;

  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, CustomersModule]);
    const clerk = await aPerson(area.app, 'carl');
    owner = await aPerson(area.app, 'olga');
    url = `/api/v1/workspaces/${await aWorkspace(area.app, 'teas', [[clerk, 'staff'], [owner, 'owner']])}/customers`;
    neighbours = `/api/v1/workspaces/${await aWorkspace(area.app, 'pets', [[clerk, 'staff']])}/customers`;
    staff = await signedIn(area.app, clerk);
  });
  afterAll(() => area?.close());

  const add = async (customer: object) => (await staff.post(url).send(customer).expect(201)).body as Customer;
  const found = async (filter: object) => ((await staff.get(url).query({ sort: 'name', filter: JSON.stringify(filter) }).expect(200)).body as { data: Customer[] }).data.map(({ name }) => name);

  it('are added with what is known; the language is the workspace’s unless given, the address in lower case', async () => {
    const ada = await add({ name: ' Ada ', email: 'Ada@Customers.Example', externalId: 'C-1' });
    expect(ada).toMatchObject({ name: 'Ada', email: 'ada@customers.example', externalId: 'C-1', locale: 'en', phone: null, timeZone: null });
    expect((await staff.get(`${url}/${ada.id}`).expect(200)).body).toMatchObject({ id: ada.id, purchases: 0, firstPurchaseAt: null });
  });

  it('have an external id of their own, in their workspace', async () => {
    await add({ name: 'Bea', externalId: 'C-2' });
    const cem = await add({ name: 'Cem', externalId: 'C-3' });
    expect((await staff.post(url).send({ externalId: 'C-2' }).expect(409)).body).toMatchObject({ code: 'external-id-taken' });
    expect((await staff.patch(`${url}/${cem.id}`).send({ externalId: 'C-2' }).expect(409)).body).toMatchObject({ code: 'external-id-taken' });
    await staff.patch(`${url}/${cem.id}`).send({ externalId: 'C-3' }).expect(200);
    await staff.post(neighbours).send({ externalId: 'C-2' }).expect(201);
  });

  it('keep what a change leaves out', async () => {
    const dee = await add({ name: 'Dee', email: 'dee@customers.example', phone: '+44 20 7946 0000' });
    const changed = (await staff.patch(`${url}/${dee.id}`).send({ email: null, timeZone: 'Asia/Shanghai' }).expect(200)).body;
    expect(changed).toMatchObject({ name: 'Dee', email: null, phone: '+44 20 7946 0000', timeZone: 'Asia/Shanghai' });
    expect(await area.database.rows(`SELECT command, details FROM audit_entries WHERE subject_id = $1 ORDER BY at, id`, [dee.id])).toEqual([
      { command: 'create-customer', details: {} },
      { command: 'update-customer', details: { fields: ['email', 'timeZone'] } },
    ]);
  });

  it('are found by a part of whatever is known of them, with the signs of a pattern taken literally', async () => {
    await add({ name: 'Eve 100%', email: 'eve@lookup.example' });
    await add({ name: 'Finn', phone: '555-0100', externalId: 'lookup_7' });
    expect(await found({ q: 'LOOKUP' })).toEqual(['Eve 100%', 'Finn']);
    expect(await found({ q: '555-01' })).toEqual(['Finn']);
    expect(await found({ q: '0%' })).toEqual(['Eve 100%']);
    expect(await found({ q: 'p_7' })).toEqual(['Finn']);
    expect(await found({ email: 'EVE@lookup.example' })).toEqual(['Eve 100%']);
  });

  it('come in pages that miss and repeat nobody, also where names are alike', async () => {
    for (let n = 0; n < 5; n++) await add({ name: 'Gus', email: `gus${n}@alike.example` });
    const page = async (number: number) => (await staff.get(url).query({ sort: 'name', perPage: 2, page: number, filter: '{"q":"alike"}' }).expect(200)).body as { data: Customer[]; total: number };
    const pages = await Promise.all([1, 2, 3].map(page));
    expect(pages.map(({ data, total }) => [data.length, total])).toEqual([[2, 5], [2, 5], [1, 5]]);
    expect(new Set(pages.flatMap(({ data }) => data.map(({ id }) => id))).size).toBe(5);
  });

  it('are refused with the field at fault', async () => {
    const { body } = await staff.post(url).send({ email: 'nobody', timeZone: 'Mars/Olympus' }).expect(400);
    expect((body as { fields: { path: string }[] }).fields.map(({ path }) => path)).toEqual(['email', 'timeZone']);
    await staff.get(url).query({ sort: 'phone' }).expect(400);
    await staff.get(url).query({ perPage: 201 }).expect(400);
    expect((await staff.get(`${url}/${randomUUID()}`).expect(404)).body).toMatchObject({ code: 'not-found' });
  });

  it('cannot be reached from another workspace', async () => {
    const { id } = await add({ name: 'Hal' });
    await staff.get(`${neighbours}/${id}`).expect(404);
    await staff.patch(`${neighbours}/${id}`).send({ name: 'stolen' }).expect(404);
    expect((await staff.get(`${url}/${id}`).expect(200)).body).toMatchObject({ name: 'Hal' });
  });

  it('are open to a key as far as its scopes go', async () => {
    const { body } = await (await signedIn(area.app, owner)).post(url.replace('/customers', '/api-keys')).send({ name: 'shop', scopes: ['customers:read'] }).expect(201);
    const asKey = (method: 'get' | 'post') => supertest(area.app.getHttpServer())[method](url).set('Authorization', `Bearer ${(body as CreatedApiKey).key}`);
    await asKey('get').expect(200);
    expect((await asKey('post').send({ name: 'Ida' }).expect(403)).body).toMatchObject({ code: 'scope-missing' });
  });
});
