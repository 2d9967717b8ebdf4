import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PublishPlan as PublishPlanInput } from '@perennial/contract/admin';
import supertest from 'supertest';
import { PublishPlan } from '../../api/src/billing/index.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { Clock } from '../../api/src/platform/clock/index.js';
import { Database } from '../../api/src/platform/database/index.js';
import { JobQueue } from '../../api/src/platform/jobs/index.js';
import { RecordConsent } from '../../api/src/privacy/index.js';
import { REFRESH_CYCLES } from '../../api/src/replenishment/cycles/index.js';
import { ReplenishmentModule } from '../../api/src/replenishment/index.js';
import { type BillingDesk, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';
import { bought } from '../builders/bought.js';
import { every } from '../builders/rhythm-desk.js';

const TINY: PublishPlanInput = {
  code: 'tiny', rank: 1, name: { en: 'Tiny', 'zh-CN': '微型版' }, limits: { contacts: 2, remindersAMonth: 1, seats: 2 }, graceDays: 2, retentionDays: 60,
  trialDays: 0, earlyRenewal: null, prices: [{ interval: 'month', currency: 'USD', amount: 900 }],
};

let desk: BillingDesk;
beforeAll(async () => {
  desk = await openBillingDesk('2027-03-05T12:00:00Z', { beside: [ReplenishmentModule] });
  await desk.area.app.get(PublishPlan).run(SYSTEM, TINY);
});
afterAll(() => desk?.close());

const at = (s: Subscriber, rest: string) => `/api/v1/workspaces/${s.workspaceId}/${rest}`;
const operator = (s: Subscriber, rest: string) => `/api/v1/operations/workspaces/${s.workspaceId}/${rest}`;
const customers = (s: Subscriber) => desk.area.database.rows('SELECT id FROM customers WHERE workspace_id = $1', [s.workspaceId]);
const reminders = (s: Subscriber) =>
  desk.area.database.rows<{ status: string; held: string | null }>('SELECT status, held_because AS held FROM reminders WHERE workspace_id = $1 ORDER BY customer_id', [s.workspaceId]);
const steps = async (s: Subscriber) =>
  (
    await desk.area.database.rows<{ details: { from: string; to: string; at: string } }>(
      `SELECT details FROM audit_entries WHERE workspace_id = $1 AND command = 'change-service-state' ORDER BY id`,
      [s.workspaceId],
    )
  ).map(({ details }) => `${details.from} → ${details.to} ${details.at.slice(0, 10)}`);

/** Somebody who agreed to be reminded and bought tea every thirty days. */
async function drinker(s: Subscriber, name: string, last: string): Promise<void> {
  const { app, database } = desk.area;
  const { id } = (await s.owner.post(at(s, 'customers')).send({ externalId: name, name, email: `${name}@drinkers.example` }).expect(201)).body as { id: string };
  const consent = { workspaceId: s.workspaceId, customerIds: [id], purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'test-1', source: 'checkout', actor: SYSTEM } as const;
  await app.get(Database).inWorkspace(s.workspaceId, (tx) => app.get(RecordConsent).run(tx, consent));
  const [product] = await database.rows<{ id: string }>(
    `INSERT INTO products (workspace_id, external_id, name, interval_from_days, interval_to_days, created_at, updated_at) VALUES ($1, 'TEA', 'Tea', 25, 35, $2, $2)
     ON CONFLICT (workspace_id, external_id) DO UPDATE SET name = excluded.name RETURNING id`,
    [s.workspaceId, app.get(Clock).now()],
  );
  await bought(database.rows, s.workspaceId, every(30, { count: 4, last }).map((day) => ({ customerId: id, productId: product?.id ?? '', day })));
  await app.get(JobQueue).enqueue(app.get(Database).dataSource, REFRESH_CYCLES, { workspaceId: s.workspaceId, customerIds: [id] });
  await desk.settled();
}

let small: Subscriber;

describe('the limits of a plan', () => {

  it('are refused where they are reached, by the name of the limit and of the plan that lifts it', async () => {
    small = await desk.subscribe('small', { planCode: 'tiny', covered: { kind: 'paid', endsOn: '2027-04-05' } });
    await small.owner.post(at(small, 'rules')).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email' }).expect(201);
    await drinker(small, 'ada', '2027-03-03');
    await drinker(small, 'bo', '2027-03-03');
    const third = await small.owner.post(at(small, 'customers')).send({ externalId: 'cy', name: 'Cy' }).expect(402);
    expect(third.body).toMatchObject({ code: 'contact-limit-reached', details: { limit: 'contacts', allowed: 2, needed: 3, plan: 'Team / 团队版' } });
    expect(await customers(small)).toHaveLength(2);
  });

  it('stop an import as a whole, which says why', async () => {
    const file = 'order,date,customer,product,quantity\n1,2027-02-01,dee,TEA,1\n2,2027-02-02,eve,TEA,1\n';
    const { id } = (await small.owner.post(at(small, 'imports')).query({ fileName: 'more.csv', source: 'till' }).type('text/csv').send(file).expect(201)).body as { id: string };
    await small.owner.post(at(small, `imports/${id}/start`)).send({ dryRun: false });
    await desk.settled();
    expect((await small.owner.get(at(small, `imports/${id}`)).expect(200)).body).toMatchObject({ status: 'failed', failureCode: 'contact-limit-reached', failureDetails: { allowed: 2, needed: 4 } });
    expect(await customers(small)).toHaveLength(2);
  });

  it('count the invited among the seats, and more of them can be bought', async () => {
    const invite = (email: string) => small.owner.post(at(small, 'invitations')).send({ email, role: 'staff', locale: 'en' });
    await invite('sam@shop.example').expect(201);
    await invite('sam@shop.example').expect(201);
    expect((await invite('sue@shop.example').expect(402)).body).toMatchObject({ code: 'seat-limit-reached', details: { allowed: 2, needed: 3 } });
    await small.buy({ purpose: 'seats', seats: 1 });
    await invite('sue@shop.example').expect(201);
  });
});

describe('a plan that runs out', () => {
  let shop: Subscriber;
  let key: string;
  const asKey = (method: 'get' | 'post', rest: string) => supertest(desk.area.app.getHttpServer())[method](at(shop, rest)).set('Authorization', `Bearer ${key}`);

  it('is read-only for staff and keys alike, and paying is open', async () => {
    shop = await desk.subscribe('late', { planCode: 'tiny', covered: { kind: 'paid', endsOn: '2027-03-20' } });
    await shop.owner.post(at(shop, 'rules')).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email' }).expect(201);
    await drinker(shop, 'fay', '2027-02-27');
    key = ((await shop.owner.post(at(shop, 'api-keys')).send({ name: 'till', scopes: ['customers:read', 'customers:write'] }).expect(201)).body as { key: string }).key;
    await desk.at('2027-03-21T12:00:00Z');
    expect(await shop.status()).toMatchObject({ state: 'grace', access: 'full' });
    await asKey('get', 'customers').expect(200);

    await desk.at('2027-03-22T00:30:00Z');
    expect(await shop.status()).toMatchObject({ state: 'suspended', access: 'read-only' });
    await shop.owner.get(at(shop, 'customers')).expect(200);
    await asKey('get', 'customers').expect(200);
    for (const write of [shop.owner.post(at(shop, 'customers')).send({ name: 'Gil' }), asKey('post', 'customers').send({ name: 'Gil' })]) {
      expect((await write.expect(403)).body).toMatchObject({ code: 'workspace-suspended' });
    }
    await shop.quote();
  });

  it('holds its reminders and loses none: they leave when it is paid', async () => {
    await desk.at('2027-03-26T12:00:00Z');
    expect(await reminders(shop)).toEqual([{ status: 'held', held: 'workspace-suspended' }]);
    await shop.buy();
    expect(await shop.status()).toMatchObject({ state: 'active', access: 'full', paidThrough: '2027-04-25' });
    await desk.at('2027-03-26T12:30:00Z');
    expect(await reminders(shop)).toEqual([{ status: 'sent', held: null }]);
    await shop.owner.post(at(shop, 'customers')).send({ externalId: 'gil', name: 'Gil' }).expect(201);
    expect(await steps(shop)).toEqual(['active → grace 2027-03-20', 'grace → suspended 2027-03-22', 'suspended → active 2027-03-26']);
  });

  it('is closed but for paying when the time for exporting is over', async () => {
    const gone = await desk.subscribe('gone', { planCode: 'tiny', covered: { kind: 'paid', endsOn: '2027-01-10' } });
    expect(await gone.status()).toMatchObject({ state: 'expired', access: 'none' });
    expect((await gone.owner.get(at(gone, 'customers')).expect(403)).body).toMatchObject({ code: 'workspace-expired' });
    await gone.buy();
    await gone.owner.get(at(gone, 'customers')).expect(200);
  });
});

describe('reminders beyond the number of the month', () => {
  it('are held, and go when the plan allows more', async () => {
    await desk.at('2027-03-28T12:00:00Z');
    expect((await reminders(small)).map(({ status, held }) => held ?? status).sort()).toEqual(['plan-limit', 'sent']);
    const { data } = (await small.owner.get(at(small, 'billing/usage')).expect(200)).body as { data: { limit: string }[] };
    expect(data.find(({ limit }) => limit === 'remindersAMonth')).toMatchObject({ used: 1, allowed: 1, liftedBy: { en: 'Team' } });
    await small.buy({ purpose: 'upgrade', planCode: 'team' });
    await desk.at('2027-03-28T13:00:00Z');
    expect((await reminders(small)).map(({ status }) => status)).toEqual(['sent', 'sent']);
  });
});

describe('what the owner decides', () => {
  it('a plan that is told to end ends without grace, and can be kept until then', async () => {
    const shop = await desk.subscribe('leaving', { covered: { kind: 'paid', endsOn: '2027-04-05' } });
    const post = (rest: string) => shop.owner.post(at(shop, `billing/${rest}`)).send();
    expect((await post('cancel').expect(200)).body).toMatchObject({ state: 'non_renewing', paidThrough: '2027-04-04', graceThrough: '2027-04-04' });
    expect((await post('cancel').expect(409)).body).toMatchObject({ code: 'not-cancelable' });
    expect((await post('resume').expect(200)).body).toMatchObject({ state: 'active', graceThrough: '2027-04-11' });
    expect((await post('resume').expect(409)).body).toMatchObject({ code: 'not-resumable' });
    await post('cancel').expect(200);
    await desk.at('2027-04-05T12:00:00Z');
    expect(await shop.status()).toMatchObject({ state: 'suspended', access: 'read-only' });
    expect((await post('resume').expect(409)).body).toMatchObject({ code: 'not-resumable' });
  });

  it('a trial is had once, paid time adds to its end, and without payment the free plan goes on', async () => {
    const shop = await desk.subscribe('trying', { planCode: 'free', covered: { kind: 'forever' } });
    const start = (planCode: string) => shop.owner.post(at(shop, 'billing/trial')).send({ planCode });
    expect((await start('enterprise').expect(409)).body).toMatchObject({ code: 'trial-not-possible' });
    expect((await start('team').expect(200)).body).toMatchObject({ state: 'trialing', plan: { code: 'team' }, paidThrough: '2027-04-18' });
    expect((await start('business').expect(409)).body).toMatchObject({ code: 'trial-not-possible' });
    expect(await shop.quote({ planCode: 'team' })).toMatchObject({ basis: 'old-end', from: '2027-04-19' });
    await desk.at('2027-04-19T12:00:00Z');
    expect(await shop.status()).toMatchObject({ state: 'active', plan: { code: 'free' }, access: 'full' });
    expect(await steps(shop)).toEqual(['active → trialing 2027-04-05', 'trialing → active 2027-04-18']);
  });
});

describe('what the operator decides', () => {
  it('days are given with a reason, move the end of the service, and not the day that is billed', async () => {
    const shop = await desk.subscribe('unlucky', { covered: { kind: 'paid', endsOn: '2027-04-25' } });
    const grant = (body: object) => desk.operator.post(operator(shop, 'grants')).send(body);
    expect((await grant({ kind: 'extension', days: 5, reason: 'An outage of ours' }).expect(201)).body).toMatchObject({ paidThrough: '2027-04-29', grantedDays: 5 });
    expect(await shop.quote()).toMatchObject({ from: '2027-04-25', paidThrough: '2027-05-24' });
    for (const days of [0, -1, 1e15, 1.5]) expect((await grant({ kind: 'bonus', days, reason: 'x' }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
    await shop.owner.post(operator(shop, 'grants')).send({ kind: 'bonus', days: 5, reason: 'Me' }).expect(403);
    await desk.at('2027-05-10T12:00:00Z');
    expect((await shop.status()).state).toBe('suspended');
    // A stopped service begins again today: none of the days is gone before it could be used.
    expect((await grant({ kind: 'extension', days: 3, reason: 'Bank holiday' }).expect(201)).body).toMatchObject({ state: 'active', paidThrough: '2027-05-12' });
  });

  it('an overlay holds back suspension until it is lifted', async () => {
    const shop = await desk.subscribe('in-review', { covered: { kind: 'paid', endsOn: '2027-05-05' } });
    const { id } = (await desk.operator.post(operator(shop, 'overlays')).send({ kind: 'transfer_in_review', days: 20, reason: 'Proof of a transfer' }).expect(201)).body as { id: string };
    await desk.at('2027-05-20T12:00:00Z');
    expect(await shop.status()).toMatchObject({ access: 'full' });
    await desk.operator.delete(operator(shop, `overlays/${id}`)).expect(204);
    expect(await shop.status()).toMatchObject({ state: 'suspended', graceThrough: '2027-05-19' });
    await desk.operator.delete(operator(shop, `overlays/${id}`)).expect(404);
  });

  it('a plan is ended at once with a reason: nothing can be bought, the data stays readable, and it can be taken back', async () => {
    const shop = await desk.subscribe('misused', { covered: { kind: 'paid', endsOn: '2027-06-05' } });
    const quote = await shop.quote();
    expect((await desk.operator.post(operator(shop, 'end')).send({}).expect(400)).body).toMatchObject({ code: 'invalid-input' });
    expect((await desk.operator.post(operator(shop, 'end')).send({ reason: 'Sends spam' }).expect(200)).body).toMatchObject({ state: 'canceled', access: 'read-only' });
    expect((await shop.checkout(quote).expect(409)).body).toMatchObject({ code: 'subscription-canceled' });
    expect((await shop.owner.post(at(shop, 'billing/quotes')).send({}).expect(409)).body).toMatchObject({ code: 'subscription-canceled' });
    await shop.owner.get(at(shop, 'customers')).expect(200);
    expect((await desk.operator.post(operator(shop, 'reinstate')).send().expect(200)).body).toMatchObject({ state: 'active', paidThrough: '2027-06-04' });
    expect((await desk.operator.post(operator(shop, 'end')).send({ reason: 'x'.repeat(1001) }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
  });
});
