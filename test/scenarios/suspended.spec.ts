import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConnectedShop, PublishPlan as PublishPlanInput, ShopDelivery } from '@perennial/contract/admin';
import { Webhook } from 'standardwebhooks';
import supertest from 'supertest';
import { PublishPlan } from '../../api/src/billing/index.js';
import { ShopsModule } from '../../api/src/integrations/shops/index.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { StartImport } from '../../api/src/replenishment/imports/index.js';
import { ReplenishmentModule } from '../../api/src/replenishment/index.js';
import { type BillingDesk, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

const NARROW: PublishPlanInput = {
  code: 'narrow', rank: 1, name: { en: 'Narrow', 'zh-CN': '窄版' }, limits: { contacts: 3, remindersAMonth: null, seats: null }, graceDays: 2, retentionDays: 60,
  trialDays: 0, earlyRenewal: null, prices: [{ interval: 'month', currency: 'USD', amount: 900 }],
};

let desk: BillingDesk;
let shop: Subscriber;
let till: ConnectedShop;
beforeAll(async () => {
  desk = await openBillingDesk('2027-03-05T12:00:00Z', { beside: [ReplenishmentModule, ShopsModule] });
  await desk.area.app.get(PublishPlan).run(SYSTEM, NARROW);
  shop = await desk.subscribe('paused', { planCode: 'narrow', covered: { kind: 'paid', endsOn: '2027-03-20' } });
  till = (await shop.owner.post(at('shops')).send({ kind: 'standard', name: 'Till' }).expect(201)).body as ConnectedShop;
});
afterAll(() => desk?.close());

const at = (rest: string) => `/api/v1/workspaces/${shop.workspaceId}/${rest}`;
const people = async () => (await desk.area.database.rows<{ name: string }>('SELECT external_id AS name FROM customers WHERE workspace_id = $1 AND erased_at IS NULL ORDER BY 1', [shop.workspaceId])).map(({ name }) => name);
const orders = async () => (await desk.area.database.rows<{ id: string }>('SELECT external_id AS id FROM purchases WHERE workspace_id = $1 ORDER BY 1', [shop.workspaceId])).map(({ id }) => id);
const inbox = async () =>
  ((await shop.owner.get(at(`shops/${till.id}/deliveries`)).query({ sort: 'receivedAt' }).expect(200)).body as { data: ShopDelivery[] }).data.map(({ status, faults }) => [status, ...faults.map(({ fault }) => fault)].join(': '));

const idOf = async (name: string) => (await desk.area.database.rows<{ id: string }>('SELECT id FROM customers WHERE workspace_id = $1 AND external_id = $2', [shop.workspaceId, name]))[0]?.id ?? '';

/** The shop's own system tells of an order, as it does whether or not the plan is paid. */
async function sells(orderId: string, customer: string): Promise<void> {
  const order = {
    id: orderId, orderedAt: '2027-03-01T10:00:00Z', updatedAt: '2027-03-01T10:00:00Z', currency: 'USD', customer: { id: customer, email: `${customer}@buyers.example` },
    lines: [{ id: 'l1', productId: 'TEA', productName: 'Tea', quantity: 1, unitPriceMinor: 450 }],
  };
  const body = JSON.stringify({ type: 'order.created', timestamp: '2027-03-01T10:00:00Z', data: { order } });
  const [id, now] = [randomUUID(), new Date()];
  await supertest(desk.area.app.getHttpServer())
    .post(new URL(till.webhookUrl).pathname)
    .set({ 'Content-Type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(Math.floor(now.getTime() / 1000)), 'webhook-signature': new Webhook(till.secret).sign(id, now, body) })
    .send(body)
    .expect(204);
  await desk.settled();
}

describe('a workspace paid through 19 March with two days of grace', () => {
  let importId: string;

  it('books what its shop tells while it is paid for, and in grace', async () => {
    await sells('o1', 'ada');
    const file = 'order,date,customer,product,quantity\nf1,2027-02-01,bo,TEA,1\n';
    importId = ((await shop.owner.post(at('imports')).query({ fileName: 'old.csv', source: 'file', start: false }).type('text/csv').send(file).expect(201)).body as { id: string }).id;
    await desk.at('2027-03-21T12:00:00Z');
    expect(await shop.status()).toMatchObject({ state: 'grace' });
    expect([await people(), await orders(), await inbox()]).toEqual([['ada'], ['o1'], ['applied']]);
  });

  it('is read-only from 22 March on, for jobs too: imports and deliveries are kept as they came, with the reason', async () => {
    await desk.at('2027-03-22T12:00:00Z');
    expect(await shop.status()).toMatchObject({ state: 'suspended', access: 'read-only' });
    await sells('o2', 'cy');
    await sells('o3', 'ada');
    // By a person it is refused; one that was started just before may still be in the queue.
    expect((await shop.owner.post(at(`imports/${importId}/start`)).send({ dryRun: false }).expect(403)).body).toMatchObject({ code: 'workspace-suspended' });
    await desk.area.app.get(StartImport).run(SYSTEM, shop.workspaceId, importId, { dryRun: false });
    await desk.at('2027-03-25T12:00:00Z');
    expect((await shop.owner.get(at(`imports/${importId}`)).expect(200)).body).toMatchObject({ status: 'queued' });
    expect([await people(), await orders()]).toEqual([['ada'], ['o1']]);
    expect(await inbox()).toEqual(['applied', 'received: workspace-suspended', 'received: workspace-suspended']);
  });

  it('stays so when time passes or the plan is only looked at, and export is open', async () => {
    await desk.at('2027-03-30T12:00:00Z');
    await shop.quote();
    await shop.owner.get(at('customers')).expect(200);
    expect(await orders()).toEqual(['o1']);
  });

  it('does all of it, once, when it is paid on 2 April', async () => {
    await desk.at('2027-04-02T12:00:00Z');
    await shop.buy();
    await desk.settled();
    expect((await shop.owner.get(at(`imports/${importId}`)).expect(200)).body).toMatchObject({ status: 'done', result: { booked: 1 } });
    expect([await people(), await orders()]).toEqual([['ada', 'bo', 'cy'], ['f1', 'o1', 'o2', 'o3']]);
    expect(await inbox()).toEqual(['applied', 'applied', 'applied']);
    const lines = await desk.area.database.rows('SELECT quantity FROM purchase_lines WHERE workspace_id = $1', [shop.workspaceId]);
    expect(lines).toHaveLength(4);
  });
});

describe('an order of a customer for whom the plan has no room', () => {
  it('is kept with the name of the limit, however often it is tried, while orders of known customers are booked', async () => {
    await sells('o4', 'dee');
    await sells('o5', 'ada');
    await desk.at('2027-04-04T12:00:00Z');
    expect([await people(), await orders()]).toEqual([['ada', 'bo', 'cy'], ['f1', 'o1', 'o2', 'o3', 'o5']]);
    expect(await inbox()).toEqual(['applied', 'applied', 'applied', 'received: contact-limit-reached', 'applied']);
    // Nothing tries it for days and gives up then: it waits for the plan.
    expect(await desk.area.database.rows(`SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'apply-shop-delivery'`)).toEqual([]);
  });

  it('is booked when somebody else is erased, or two turn out to be one person: both make room', async () => {
    await shop.owner.post(at(`customers/${await idOf('bo')}/erase`)).expect(200);
    await desk.settled();
    expect(await people()).toEqual(['ada', 'cy', 'dee']);
    await sells('o6', 'eve');
    expect((await inbox()).at(-1)).toBe('received: contact-limit-reached');
    await shop.owner.post(at(`customers/${await idOf('dee')}/merge`)).send({ into: await idOf('ada') }).expect(200);
    await desk.settled();
    expect([await people(), (await inbox()).at(-1)]).toEqual([['ada', 'cy', 'eve'], 'applied']);
  });

  it('is booked when the plan is changed to a larger one', async () => {
    await sells('o7', 'fay');
    expect((await inbox()).at(-1)).toBe('received: contact-limit-reached');
    await shop.buy({ purpose: 'upgrade', planCode: 'team' });
    await desk.settled();
    expect([await people(), (await orders()).at(-1)]).toEqual([['ada', 'cy', 'eve', 'fay'], 'o7']);
    expect(new Set(await inbox())).toEqual(new Set(['applied']));
  });
});

describe('somebody who is erased while the plan is not paid', () => {
  it('is not brought back by what the shop had told meanwhile', async () => {
    await desk.at('2027-05-20T12:00:00Z');
    expect((await shop.status()).state).toBe('suspended');
    await sells('o8', 'cy');
    await shop.owner.post(at(`customers/${await idOf('cy')}/erase`)).expect(200);
    await desk.settled();
    expect((await inbox()).at(-1)).toBe('refused: customer-erased');
    expect(await desk.area.database.rows(`SELECT 1 FROM shop_deliveries WHERE body LIKE '%cy@buyers.example%'`)).toEqual([]);
    await shop.buy();
    await desk.settled();
    expect([await people(), (await orders()).includes('o8')]).toEqual([['ada', 'eve', 'fay'], false]);
  });
});
