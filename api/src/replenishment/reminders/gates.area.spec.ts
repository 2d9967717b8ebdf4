import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@perennial/calendar';
import type { MessageChannels, ProjectedReminders, Reminder, ReminderList, Rule, RuleVersions } from '@perennial/contract/admin';
import { type CaughtMessage, openMessageInbox } from '@perennial/launcher/message-inbox';
import { Webhook as Signature } from 'standardwebhooks';
import { every, openRhythmDesk, type RhythmDesk, type Shopper } from '../../../../test/builders/rhythm-desk.js';
import { type Entitlement, Entitlements } from '../../access/index.js';
import { SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { RecordConsent } from '../../privacy/index.js';

const UNLIMITED: Entitlement = { access: 'full', limits: { contacts: null, remindersAMonth: null, seats: null } };

describe('rules and the gates in their way', () => {
  let desk: RhythmDesk;
  let tea: string;
  let url: string;
  let entitlement = UNLIMITED;
  beforeAll(async () => {
    desk = await openRhythmDesk('2027-03-20T12:00:00Z', [], { webhooksToPrivateAddresses: true });
    url = `/api/v1/workspaces/${desk.workspaceId}`;
    tea = await desk.product('Green tea 100 g', { from: 25, to: 35 });
    desk.area.app.get(Entitlements).use({ of: async () => entitlement, lifting: async () => null });
  });
  afterAll(() => desk?.close());

  const today = () => desk.area.app.get(Clock).now().toISOString().slice(0, 10);
  const aRule = async (body: object) => (await desk.staff.post(`${url}/rules`).send({ name: 'A rule', scope: { kind: 'everything' }, leadDays: 5, channel: 'email', ...body }).expect(201)).body as Rule;
  const changed = () => desk.area.app.get(Database).inWorkspace(desk.workspaceId, (tx) => desk.area.app.get(Entitlements).changed(tx, desk.workspaceId));

  /** Due on its reminder's day in so many days. */
  async function dueIn(days: number, name: string, productId = tea): Promise<Shopper> {
    const customer = await desk.customer(name);
    await customer.buys(productId, ...every(30, { count: 4, last: addDays(today(), days - 25) }));
    const { id } = await desk.cycle(customer);
    await desk.staff.put(`${url}/cycles/${id}/expected-date`).send({ day: addDays(today(), days + 5) }).expect(204);
    return customer;
  }
  const only = async (customer: Shopper) => (await desk.reminders(customer))[0] as Reminder;

  it('a reminder carries its rule’s offer and template; each wording of the rule is kept', async () => {
    const rule = await aRule({ name: 'With an offer' });
    const changedRule = (await desk.staff.patch(`${url}/rules/${rule.id}`).send({ offer: { kind: 'discount-code', code: 'TEA10', text: '10 % off' }, activeTo: '2027-12-31' }).expect(200)).body as Rule;
    expect(changedRule).toMatchObject({ version: 2, leadDays: 5, offer: { code: 'TEA10' } });
    const { data } = (await desk.staff.get(`${url}/rules/${rule.id}/versions`).expect(200)).body as RuleVersions;
    expect(data.map(({ version, body }) => [version, body.offer])).toEqual([[2, changedRule.offer], [1, null]]);
    const ada = await dueIn(1, 'Ada');
    await desk.at(`${addDays(today(), 1)}T10:00:00Z`);
    const [mail] = await desk.mail.waitFor(1, ada.email);
    expect(mail?.parsed.text).toContain('TEA10');
    expect((await desk.staff.patch(`${url}/rules/${rule.id}`).send({ activeFrom: '2028-01-01' }).expect(422)).body).toMatchObject({ code: 'rule-dates-reversed' });
    expect((await desk.staff.patch(`${url}/rules/${rule.id}`).send({ timing: 'after-purchase' }).expect(422)).body).toMatchObject({ code: 'rule-timing-incomplete' });
    await desk.staff.patch(`${url}/rules/${rule.id}`).send({ template: 'anything' }).expect(400);
  });

  it('the projection says who would get what and why, and by which gate others would not', async () => {
    const bo = await dueIn(3, 'Bo');
    const cem = await desk.customer('Cem', { consent: false });
    await cem.buys(tea, ...every(30, { count: 4, last: addDays(today(), -15) }));
    const { data } = (await desk.staff.get(`${url}/reminders/projection/reminders`).expect(200)).body as ProjectedReminders;
    expect(data.find(({ customerId }) => customerId === bo.id)).toMatchObject({ verdict: 'send', because: null, sendOn: addDays(today(), 3), reason: { en: expect.any(String) } });
    expect(data.find(({ customerId }) => customerId === cem.id)).toMatchObject({ verdict: 'skip', because: 'no-consent' });
    expect((await desk.staff.get(`${url}/reminders/projection/reminders`).query({ filter: JSON.stringify({ customerId: bo.id }) }).expect(200)).body).toMatchObject({ total: 1 });
  });

  it('whoever is in somebody’s own care gets no mail; tags put customers under another rule', async () => {
    const dee = await dueIn(2, 'Dee');
    const before = await only(dee);
    const vip = await aRule({ name: 'For the best', scope: { kind: 'segment', tag: 'vip' }, leadDays: 4 });
    await desk.settled();
    expect(await only(dee)).toMatchObject({ ruleId: before.ruleId });
    await desk.staff.patch(`${url}/customers/${dee.id}`).send({ tags: ['vip'] }).expect(200);
    await desk.settled();
    expect(await only(dee)).toMatchObject({ ruleId: vip.id, sendOn: addDays(before.sendOn, 1) });
    const [{ user_id: member }] = (await desk.area.database.rows('SELECT user_id FROM workspace_members')) as [{ user_id: string }];
    expect((await desk.staff.patch(`${url}/customers/${dee.id}`).send({ ownerId: dee.id }).expect(422)).body).toMatchObject({ code: 'owner-not-a-member' });
    await desk.staff.patch(`${url}/customers/${dee.id}`).send({ ownerId: member }).expect(200);
    await desk.at(`${addDays(before.sendOn, 1)}T10:00:00Z`);
    expect(await only(dee)).toMatchObject({ status: 'skipped', skippedBecause: 'owned-by-rep' });
  });

  it('a channel that nobody has set up is refused by name', async () => {
    const soap = await desk.product('Soap', { from: 25, to: 35 });
    const filters = await desk.product('Filters', { from: 25, to: 35 });
    await aRule({ name: 'By text message', scope: { kind: 'product', productId: soap }, channel: 'sms' });
    await aRule({ name: 'By webhook', scope: { kind: 'product', productId: filters }, channel: 'webhook' });
    await desk.settled();
    const shoppers = [await dueIn(1, 'Hal', soap), await dueIn(1, 'Ida', filters)];
    for (const channel of ['sms', 'webhook'] as const) {
      await desk.area.app.get(Database).inWorkspace(desk.workspaceId, (tx) =>
        desk.area.app.get(RecordConsent).run(tx, {
          workspaceId: desk.workspaceId,
          customerIds: shoppers.map(({ id }) => id),
          purpose: 'replenishment-reminder',
          channel,
          decision: 'granted',
          wordingVersion: 'test-1',
          source: 'checkout',
          actor: SYSTEM,
        }),
      );
    }
    await desk.at(`${addDays(today(), 1)}T10:00:00Z`);
    for (const shopper of shoppers) expect(await only(shopper)).toMatchObject({ status: 'skipped', skippedBecause: 'channel-not-offered' });
  });

  it('a rule by webhook calls the workspace’s own receiver, once, signed, after a breakdown again, and only for who agreed', async () => {
    const inbox = await openMessageInbox(0);
    try {
      const { webhookSecret } = (await desk.staff.patch(`${url}/message-channels`).send({ webhookUrl: `${inbox.url}/webhook` }).expect(200)).body as MessageChannels;
      const candles = await desk.product('Candles', { from: 25, to: 35 });
      await aRule({ name: 'By our own app', scope: { kind: 'product', productId: candles }, channel: 'webhook' });
      await desk.settled();
      const [jo, kim] = [await dueIn(1, 'Jo', candles), await dueIn(1, 'Kim', candles)];
      await desk.area.app.get(Database).inWorkspace(desk.workspaceId, (tx) =>
        desk.area.app.get(RecordConsent).run(tx, {
          workspaceId: desk.workspaceId, customerIds: [jo.id], purpose: 'replenishment-reminder', channel: 'webhook', decision: 'granted', wordingVersion: 'test-1', source: 'checkout', actor: SYSTEM,
        }),
      );
      inbox.refuseWith = { status: 500 };
      await desk.at(`${addDays(today(), 1)}T10:00:00Z`);
      expect(inbox.messages).toHaveLength(0);
      const [{ attempts }] = (await desk.area.database.rows(`SELECT attempts FROM messages WHERE channel = 'webhook'`)) as [{ attempts: number }];
      expect(attempts).toBeGreaterThan(0);
      inbox.refuseWith = null;
      await desk.at(`${today()}T13:00:00Z`);
      expect(await only(jo)).toMatchObject({ status: 'sent' });
      expect(await only(kim)).toMatchObject({ status: 'skipped', skippedBecause: 'no-consent' });
      expect(inbox.messages).toHaveLength(1);
      const [call] = inbox.messages;
      const { timestamp } = JSON.parse(call?.body ?? '{}') as { timestamp: string };
      expect(new Date(timestamp).toISOString().slice(0, 10)).toBe(today());
      expect(signedBy(webhookSecret, call)).toBe(call?.headers['webhook-signature']);
      expect(JSON.parse(call?.body ?? '{}')).toMatchObject({ type: 'reminder', data: { customerId: jo.id, products: [{ name: 'Candles' }] } });
    } finally {
      await inbox.close();
    }
  });

  it('what the plan does not permit waits for the next month, or for more room', async () => {
    const shoppers = [await dueIn(1, 'Eli'), await dueIn(1, 'Fay')];
    const [{ sent }] = (await desk.area.database.rows(`SELECT count(*)::int AS sent FROM messages WHERE purpose = 'reminder'`)) as [{ sent: number }];
    entitlement = { ...UNLIMITED, limits: { ...UNLIMITED.limits, remindersAMonth: sent + 1 } };
    await desk.at(`${addDays(today(), 1)}T10:00:00Z`);
    const states = await Promise.all(shoppers.map(only));
    expect(states.map(({ status }) => status).sort()).toEqual(['held', 'sent']);
    expect(states.find(({ status }) => status === 'held')).toMatchObject({ heldBecause: 'plan-limit', releaseAt: '2027-04-01T08:00:00.000Z' });
    entitlement = UNLIMITED;
    await changed();
    await desk.at(new Date(desk.area.app.get(Clock).now().getTime() + 120_000).toISOString());
    expect((await Promise.all(shoppers.map(only))).map(({ status }) => status)).toEqual(['sent', 'sent']);
  });

  it('who is due by two channels at once gets no more than the plan permits', async () => {
    const wicks = await desk.product('Wicks', { from: 25, to: 35 });
    await aRule({ name: 'Wicks by our own app', scope: { kind: 'product', productId: wicks }, channel: 'webhook' });
    await desk.settled();
    const liv = await dueIn(1, 'Liv');
    await desk.area.app.get(Database).inWorkspace(desk.workspaceId, (tx) =>
      desk.area.app.get(RecordConsent).run(tx, {
        workspaceId: desk.workspaceId, customerIds: [liv.id], purpose: 'replenishment-reminder', channel: 'webhook', decision: 'granted', wordingVersion: 'test-1', source: 'checkout', actor: SYSTEM,
      }),
    );
    await liv.buys(wicks, ...every(30, { count: 4, last: addDays(today(), -24) }));
    const [{ sent }] = (await desk.area.database.rows(`SELECT count(*)::int AS sent FROM marketing_messages WHERE at >= '2027-03-01'`)) as [{ sent: number }];
    entitlement = { ...UNLIMITED, limits: { ...UNLIMITED.limits, remindersAMonth: sent + 1 } };
    await desk.at(`${addDays(today(), 1)}T10:00:00Z`);
    const states = (await desk.reminders(liv)).map(({ status, heldBecause }) => heldBecause ?? status);
    expect(states).toHaveLength(2);
    expect(states.filter((state) => state === 'plan-limit')).toHaveLength(1);
    entitlement = UNLIMITED;
  });

  it('a workspace whose plan has run out sends nothing, and goes on when it is paid', async () => {
    const gus = await dueIn(1, 'Gus');
    entitlement = { ...UNLIMITED, access: 'read-only' };
    await desk.at(`${addDays(today(), 1)}T10:00:00Z`);
    expect(await only(gus)).toMatchObject({ status: 'held', heldBecause: 'workspace-suspended' });
    entitlement = UNLIMITED;
    await changed();
    await desk.at(new Date(desk.area.app.get(Clock).now().getTime() + 120_000).toISOString());
    expect(await only(gus)).toMatchObject({ status: 'sent' });
  });

  it('are listed with the nearest to come first; behind them what is over, the latest first', async () => {
    await dueIn(9, 'Quo');
    await dueIn(4, 'Pat');
    const listed = async (sort: string) => ((await desk.staff.get(`${url}/reminders`).query({ sort, perPage: 200 }).expect(200)).body as ReminderList).data;
    const shown = await listed('next');
    const coming = shown.filter(({ status }) => status === 'planned' || status === 'held');
    const over = shown.slice(coming.length);
    const hours = coming.map(({ releaseAt, sendAt }) => releaseAt ?? sendAt);
    expect(coming.map(({ customerName }) => customerName)).toEqual(expect.arrayContaining(['Pat', 'Quo']));
    expect(over.length).toBeGreaterThan(2);
    expect(shown.slice(0, coming.length)).toEqual(coming);
    expect(hours).toEqual([...hours].sort());
    expect(over.map(({ sendAt }) => sendAt)).toEqual(over.map(({ sendAt }) => sendAt).sort().reverse());
    expect((await listed('-next')).map(({ sendAt }) => sendAt)).toEqual(shown.map(({ sendAt }) => sendAt).reverse());
  });
});

/** What a receiver that keeps the secret expects the call to be signed with. Its own clock is not the simulated one, so the age is not looked at. */
function signedBy(secret: string, call: CaughtMessage | undefined): string {
  const { 'webhook-id': id = '', 'webhook-timestamp': at = '' } = call?.headers ?? {};
  return new Signature(secret).sign(id, new Date(Number(at) * 1000), call?.body ?? '');
}
