import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PublishPlan as PublishPlanInput } from '@perennial/contract/admin';
import { InviteMember } from '../../api/src/access/index.js';
import { PublishPlan } from '../../api/src/billing/index.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { Clock } from '../../api/src/platform/clock/index.js';
import { Database } from '../../api/src/platform/database/index.js';
import { RecordConsent } from '../../api/src/privacy/index.js';
import { RecogniseCustomer } from '../../api/src/replenishment/customers/index.js';
import { RefreshCycles } from '../../api/src/replenishment/cycles/index.js';
import { RunImport } from '../../api/src/replenishment/imports/index.js';
import { ReplenishmentModule } from '../../api/src/replenishment/index.js';
import { SendDueReminders } from '../../api/src/replenishment/reminders/index.js';
import { type BillingDesk, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';
import { bought } from '../builders/bought.js';
import { every } from '../builders/rhythm-desk.js';

const SMALL: PublishPlanInput = {
  code: 'small', rank: 1, name: { en: 'Small', 'zh-CN': '小型版' }, limits: { contacts: 6, remindersAMonth: 2, seats: 2 }, graceDays: 2, retentionDays: 60,
  trialDays: 0, earlyRenewal: null, prices: [{ interval: 'month', currency: 'USD', amount: 900 }],
};
const AT_ONCE = 12;

let desk: BillingDesk;
beforeAll(async () => {
  // No jobs: the spec itself says what happens at the same moment.
  desk = await openBillingDesk('2027-03-05T12:00:00Z', { jobs: false, beside: [ReplenishmentModule] });
  await desk.area.app.get(PublishPlan).run(SYSTEM, SMALL);
});
afterAll(() => desk?.close());

const subscribe = (slug: string) => desk.subscribe(slug, { planCode: 'small', covered: { kind: 'paid', endsOn: '2027-04-05' } });
const at = (s: Subscriber, rest: string) => `/api/v1/workspaces/${s.workspaceId}/${rest}`;
const add = (s: Subscriber, name: string) => s.owner.post(at(s, 'customers')).send({ externalId: name, name });
const invite = (s: Subscriber, email: string) => s.owner.post(at(s, 'invitations')).send({ email, role: 'staff', locale: 'en' });
const used = async (s: Subscriber, limit: string) =>
  ((await s.owner.get(at(s, 'billing/usage')).expect(200)).body as { data: { limit: string; used: number }[] }).data.find((one) => one.limit === limit)?.used;

/** An import of one new customer, ready to run. */
async function importOf(s: Subscriber, customer: string): Promise<string> {
  const file = `order,date,customer,product,quantity\n1,2027-02-01,${customer},TEA,1\n`;
  const { id } = (await s.owner.post(at(s, 'imports')).query({ fileName: 'more.csv', source: 'till' }).type('text/csv').send(file).expect(201)).body as { id: string };
  return id;
}
const imported = async (s: Subscriber, id: string) => (await s.owner.get(at(s, `imports/${id}`)).expect(200)).body as { status: string };

describe('contacts added at the same moment', () => {
  it('by many callers: as many as fit, and the others are refused by the limit and the plan that lifts it', async () => {
    const shop = await subscribe('many');
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => add(shop, `c${n}`)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(6);
    for (const { body } of answers.filter(({ status }) => status !== 201)) {
      expect(body).toMatchObject({ code: 'contact-limit-reached', details: { limit: 'contacts', allowed: 6, needed: 7, plan: 'Team / 团队版' } });
    }
    expect(await used(shop, 'contacts')).toBe(6);
  });

  it('by an import that ends while a shop’s order is being booked: whoever is second is refused as a whole', async () => {
    const shop = await subscribe('import-first');
    for (let n = 0; n < 5; n++) await add(shop, `c${n}`).expect(201);
    const id = await importOf(shop, 'from-file');
    const { app } = desk.area;
    const order = app.get(Database).inWorkspace(shop.workspaceId, async (tx) => {
      await app.get(RecogniseCustomer).run(tx, shop.workspaceId, { externalId: 'from-shop' });
      await app.get(RunImport).run(shop.workspaceId, id);
    });
    await expect(order).rejects.toMatchObject({ code: 'contact-limit-reached', details: { allowed: 6, needed: 7 } });
    expect(await imported(shop, id)).toMatchObject({ status: 'done' });
    expect(await used(shop, 'contacts')).toBe(6);
  });

  it('by one who was known all along: nobody is refused who adds nobody', async () => {
    const shop = await subscribe('full');
    for (let n = 0; n < 6; n++) await add(shop, `c${n}`).expect(201);
    const { app } = desk.area;
    await app.get(Database).inWorkspace(shop.workspaceId, (tx) => app.get(RecogniseCustomer).run(tx, shop.workspaceId, { externalId: 'c3', phone: '+447700900123' }));
    const id = await importOf(shop, 'c4');
    await app.get(RunImport).run(shop.workspaceId, id);
    expect(await imported(shop, id)).toMatchObject({ status: 'done' });
  });
});

describe('seats given away at the same moment', () => {
  it('by many who invite: as many as there are', async () => {
    const shop = await subscribe('seats');
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => invite(shop, `s${n}@shop.example`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: AT_ONCE - 1 }, () => 402)]);
    expect(await used(shop, 'seats')).toBe(2);
  });

  it('by an invitation that is made while another is: the second is refused, and no mail is queued for it', async () => {
    const shop = await subscribe('two-invite');
    const { app, database } = desk.area;
    const slow = app.get(Database).inWorkspace(shop.workspaceId, async (tx) => {
      await app.get(InviteMember).invite(tx, shop.workspaceId, SYSTEM, { email: 'slow@shop.example', role: 'staff', locale: 'en' });
      await invite(shop, 'quick@shop.example').expect(201);
    });
    await expect(slow).rejects.toMatchObject({ code: 'seat-limit-reached', details: { allowed: 2, needed: 3 } });
    expect(await used(shop, 'seats')).toBe(2);
    expect(await database.rows('SELECT email FROM invitations WHERE workspace_id = $1', [shop.workspaceId])).toEqual([{ email: 'quick@shop.example' }]);
  });
});

describe('reminders sent by runs at the same moment', () => {
  it('are as many as the month allows, and the others are held until the next', async () => {
    const shop = await subscribe('runs');
    const { app, database } = desk.area;
    await shop.owner.post(at(shop, 'rules')).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email' }).expect(201);
    const customerIds: string[] = [];
    for (let n = 0; n < 6; n++) {
      const created = (await shop.owner.post(at(shop, 'customers')).send({ externalId: `d${n}`, name: `D${n}`, email: `d${n}@drinkers.example` }).expect(201)).body as { id: string };
      customerIds.push(created.id);
    }
    const consent = { workspaceId: shop.workspaceId, customerIds, purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'test-1', source: 'checkout', actor: SYSTEM } as const;
    await app.get(Database).inWorkspace(shop.workspaceId, (tx) => app.get(RecordConsent).run(tx, consent));
    const [tea] = await database.rows<{ id: string }>(
      `INSERT INTO products (workspace_id, external_id, name, interval_from_days, interval_to_days, created_at, updated_at) VALUES ($1, 'TEA', 'Tea', 25, 35, $2, $2) RETURNING id`,
      [shop.workspaceId, app.get(Clock).now()],
    );
    const days = every(30, { count: 4, last: '2027-03-03' });
    await bought(database.rows, shop.workspaceId, customerIds.flatMap((customerId) => days.map((day) => ({ customerId, productId: tea?.id ?? '', day }))));
    await app.get(RefreshCycles).run(shop.workspaceId, customerIds);
    await app.get(Clock).moveTo(new Date('2027-03-28T12:00:00Z'));
    await Promise.all(Array.from({ length: 4 }, () => app.get(SendDueReminders).run(shop.workspaceId)));
    const states = await database.rows<{ state: string }>(`SELECT coalesce(held_because, status) AS state FROM reminders WHERE workspace_id = $1 ORDER BY 1`, [shop.workspaceId]);
    expect(states.map(({ state }) => state)).toEqual([...Array.from({ length: 4 }, () => 'plan-limit'), 'queued', 'queued']);
    expect(await used(shop, 'remindersAMonth')).toBe(2);
  });
});
