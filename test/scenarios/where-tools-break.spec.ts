import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@perennial/calendar';
import type { AlreadyOrdered, ConsentProof, CycleList, DuplicateGroup, Erasure, Projection, Reminder, ReminderDays, Rule } from '@perennial/contract/admin';
import { JobQueue } from '../../api/src/platform/jobs/index.js';
import { Clock } from '../../api/src/platform/clock/index.js';
import { Database } from '../../api/src/platform/database/index.js';
import { AlreadyOrderedModule } from '../../api/src/replenishment/already-ordered/index.js';
import { REFRESH_CYCLES } from '../../api/src/replenishment/cycles/index.js';
import { DuplicatesModule } from '../../api/src/replenishment/duplicates/index.js';
import { ErasureModule } from '../../api/src/replenishment/erasure/index.js';
import { SendDueReminders } from '../../api/src/replenishment/reminders/index.js';
import { bought } from '../builders/bought.js';
import { every, openRhythmDesk, type RhythmDesk, type Shopper } from '../builders/rhythm-desk.js';

/** Failures that other tools of this kind are known for, each with a test that would find it here. */
describe('where tools break', () => {
  let desk: RhythmDesk;
  let tea: string;
  let url: string;
  beforeAll(async () => {
    desk = await openRhythmDesk('2027-03-24T12:00:00Z', [AlreadyOrderedModule, DuplicatesModule, ErasureModule]);
    url = `/api/v1/workspaces/${desk.workspaceId}`;
    tea = await desk.product('Green tea 100 g', { from: 25, to: 35 });
    await rule({ name: 'Everything', scope: { kind: 'everything' } });
  });
  afterAll(() => desk?.close());

  const rule = async (body: object) => (await desk.staff.post(`${url}/rules`).send({ leadDays: 5, channel: 'email', ...body }).expect(201)).body as Rule;
  const settings = (body: object) => desk.staff.patch(`${url}/reminder-settings`).send(body);
  const noCap = { all: null, email: null };
  const now = () => desk.area.app.get(Clock).now();

  /** Bought a product every thirty days, the last time on that day. */
  async function monthly(name: string, last: string, options: Parameters<RhythmDesk['customer']>[1] & { product?: string } = {}): Promise<Shopper> {
    const customer = await desk.customer(name, options);
    await customer.buys(options.product ?? tea, ...every(30, { count: 4, last }));
    return customer;
  }

  async function only(customer: Shopper): Promise<Reminder> {
    const [reminder, ...others] = (await desk.reminders(customer)).filter(({ status }) => status !== 'superseded');
    if (!reminder || others.length > 0) throw new Error(`${others.length + (reminder ? 1 : 0)} reminders`);
    return reminder;
  }

  /** Its hour has come at once. */
  async function dueNow(customer: Shopper): Promise<void> {
    await desk.area.database.rows(`UPDATE reminders SET send_on = $2::timestamptz::date, send_at = $2 WHERE customer_id = $1 AND status = 'planned'`, [customer.id, now()]);
    // The day somebody named, so that the gate agrees.
    const { id } = await desk.cycle(customer);
    const today = now().toISOString().slice(0, 10);
    await desk.area.database.rows(`UPDATE cycles SET override_by = 'staff', due_on = $2, expected_on = $2, window_to = $2 WHERE id = $1`, [id, addDays(today, 5)]);
  }

  const send = (times = 1) => Promise.all(Array.from({ length: times }, () => desk.area.app.get(SendDueReminders).run(desk.workspaceId))).then(() => desk.settled());

  async function takenBack(customer: Shopper, day: string): Promise<void> {
    await bought(desk.area.database.rows, desk.workspaceId, [{ customerId: customer.id, productId: tea, day, quantity: -1 }]);
    await desk.area.app.get(JobQueue).enqueue(desk.area.app.get(Database).dataSource, REFRESH_CYCLES, { workspaceId: desk.workspaceId, customerIds: [customer.id] });
    await desk.settled();
  }

  it('a cap of 0 is refused, it does not queue for ever', async () => {
    expect((await settings({ caps: { all: { messages: 0, days: 7 } } }).expect(422)).body).toMatchObject({ code: 'cap-of-zero' });
    expect((await settings({ caps: { all: { messages: 1, days: 0 } } }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
    expect((await desk.staff.get(`${url}/reminder-settings`).expect(200)).body).toMatchObject({ caps: { all: null, email: null, sms: null, webhook: null } });
  });

  it('quiet hours that would never end are refused', async () => {
    expect((await settings({ quiet: { from: '07:00', until: '22:00' } }).expect(422)).body).toMatchObject({ code: 'quiet-hours-leave-no-hour' });
  });

  it('a purchase taken back and made again leaves one schedule, not two', async () => {
    const zoe = await monthly('Zoe', '2027-03-01');
    const first = await only(zoe);
    await zoe.buys(tea, '2027-03-20');
    expect(await only(zoe)).toMatchObject({ status: 'planned', cycleOpenedOn: '2027-03-20' });
    await takenBack(zoe, '2027-03-21');
    expect(await only(zoe)).toMatchObject({ id: first.id, status: 'planned', cycleOpenedOn: '2027-03-01', sendOn: first.sendOn });
    await zoe.buys(tea, '2027-03-22');
    expect(await only(zoe)).toMatchObject({ status: 'planned', cycleOpenedOn: '2027-03-22' });
  });

  it('another rule for the same cycle takes its place, it does not come beside it', async () => {
    const yan = await monthly('Yan', '2027-03-10');
    const before = await only(yan);
    const own = await rule({ name: 'Tea', scope: { kind: 'product', productId: tea }, leadDays: 3 });
    await desk.settled();
    const after = await only(yan);
    expect(after).toMatchObject({ ruleId: own.id, sendOn: addDays(before.sendOn, 2) });
    await desk.staff.delete(`${url}/rules/${own.id}`).expect(204);
    await desk.settled();
    expect(await only(yan)).toMatchObject({ ruleId: before.ruleId, sendOn: before.sendOn });
  });

  it('plans that overlap delete nothing of each other', async () => {
    const plan = () => desk.staff.post(`${url}/reminders/plan`).send({}).expect(200);
    const stored = () => desk.area.database.rows(`SELECT customer_id, cycle_opened_on, send_at FROM reminders WHERE status = 'planned' ORDER BY customer_id`);
    const before = await stored();
    expect(before.length).toBeGreaterThan(1);
    await Promise.all([plan(), plan(), plan()]);
    expect(await stored()).toEqual(before);
    await desk.area.database.rows('DELETE FROM reminders');
    await Promise.all([plan(), plan(), plan()]);
    expect(await stored()).toEqual(before);
  });

  it('runs that overlap send a mail once', async () => {
    const xia = await monthly('Xia', '2027-03-05');
    await dueNow(xia);
    await send(3);
    await desk.mail.waitFor(1, xia.email);
    await send(3);
    expect(desk.mail.to(xia.email)).toHaveLength(1);
    expect(await only(xia)).toMatchObject({ status: 'sent' });
  });

  it('no mail after an unsubscribe: consent is asked again when the mail is about to leave', async () => {
    const wim = await monthly('Wim', '2027-03-05');
    await dueNow(wim);
    desk.mail.behaviour = { refuse: 451 };
    await send();
    expect(await only(wim)).toMatchObject({ status: 'queued' });
    await wim.withdraws();
    desk.mail.behaviour = 'accept';
    await desk.at('2027-03-24T14:00:00Z');
    expect(desk.mail.to(wim.email)).toEqual([]);
    expect(await only(wim)).toMatchObject({ status: 'skipped', skippedBecause: 'no-consent' });
  });

  it('nobody gets a mail at three in the morning: the hour counts where the customer lives, also over midnight', async () => {
    const vic = await monthly('Vic', '2027-03-05', { timeZone: 'Asia/Tokyo' });
    expect((await only(vic)).sendAt).toBe(`${addDays((await only(vic)).sendOn, 0)}T00:00:00.000Z`);
    await desk.at('2027-03-24T18:00:00Z'); // three in the morning in Tokyo
    await dueNow(vic);
    await send();
    expect(await only(vic)).toMatchObject({ status: 'held', heldBecause: 'quiet-hours', releaseAt: '2027-03-25T00:00:00.000Z' });
    await desk.at('2027-03-24T23:59:00Z');
    expect(desk.mail.to(vic.email)).toEqual([]);
    await desk.at('2027-03-25T00:01:00Z');
    expect(await desk.mail.waitFor(1, vic.email)).toHaveLength(1);
  });

  describe('the frequency cap', () => {
    it('counts reminders of every rule and never a receipt', async () => {
      const una = await monthly('Una', '2027-03-05');
      await settings({ caps: { all: { messages: 1, days: 7 } } }).expect(200);
      await desk.area.database.rows(
        `INSERT INTO messages (workspace_id, purpose, customer_id, to_address, locale, template, variables, dedupe_key, status, next_attempt_at, created_at, sent_at)
         SELECT $1, purpose, $2, $3, 'en', 'receipt', '{}', 'seen ' || purpose, 'sent', $4, $4, $4 FROM unnest(ARRAY['receipt', 'sign-in']) AS purpose`,
        [desk.workspaceId, una.id, una.email, now()],
      );
      await desk.at('2027-03-25T12:00:00Z');
      await dueNow(una);
      await send();
      await desk.mail.waitFor(1, una.email);
      expect(await only(una)).toMatchObject({ status: 'sent' });
    });

    it('holds what is over it until the window frees, and asks again then; it is not pushed weeks on', async () => {
      const filters = await desk.product('Water filter', { from: 25, to: 35 });
      const tom = await monthly('Tom', '2027-02-28');
      await tom.buys(filters, ...every(30, { count: 4, last: '2027-03-05' }));
      // Days somebody named, so that no night moves them together.
      for (const [productId, day] of [[tea, '2027-03-31'], [filters, '2027-04-05']] as const) {
        const { body } = await desk.staff.get(`${url}/cycles`).query({ filter: JSON.stringify({ customerId: tom.id, productId }) }).expect(200);
        await desk.staff.put(`${url}/cycles/${(body as CycleList).data[0]?.id}/expected-date`).send({ day }).expect(204);
      }
      const [first, second] = (await desk.reminders(tom)).sort((a, b) => (a.sendAt < b.sendAt ? -1 : 1)) as [Reminder, Reminder];
      expect([first.sendOn, second.sendOn]).toEqual(['2027-03-26', '2027-03-31']);
      await desk.at(`${second.sendOn}T10:00:00Z`);
      const held = (await desk.reminders(tom)).find(({ id }) => id === second.id) as Reminder;
      expect(held).toMatchObject({ status: 'held', heldBecause: 'frequency-cap' });
      const [{ at }] = await desk.area.database.rows<{ at: Date }>('SELECT sent_at AS at FROM messages WHERE customer_id = $1', [tom.id]) as [{ at: Date }];
      expect(held.releaseAt).toBe(new Date(at.getTime() + 7 * 86_400_000).toISOString());
      await desk.at(new Date(at.getTime() + 7 * 86_400_000 + 60_000).toISOString());
      expect(await desk.mail.waitFor(2, tom.email)).toHaveLength(2);
    });

    it('lets lapse by name what it would hold past its use', async () => {
      await settings({ caps: { all: { messages: 1, days: 60 } } }).expect(200);
      const sam = await monthly('Sam', addDays(now().toISOString().slice(0, 10), -24));
      await desk.area.database.rows(
        `INSERT INTO messages (workspace_id, purpose, customer_id, to_address, locale, template, variables, dedupe_key, status, next_attempt_at, created_at, sent_at)
         VALUES ($1, 'reminder', $2, $3, 'en', 'reminder', '{}', 'seen', 'sent', $4, $4, $4)`,
        [desk.workspaceId, sam.id, sam.email, now()],
      );
      await desk.at(`${addDays((await only(sam)).sendOn, 1)}T10:00:00Z`);
      expect(await only(sam)).toMatchObject({ status: 'skipped', skippedBecause: 'frequency-cap' });
      await settings({ caps: noCap }).expect(200);
    });
  });

  it('a date that moves on with every day does not carry the reminder along: it comes on the day it was planned for', async () => {
    const ray = await desk.customer('Ray');
    const last = now().toISOString().slice(0, 10);
    await ray.buys(tea, ...[-150, -128, -88, -60, -12, 0].map((days) => addDays(last, days)));
    const { sendOn } = await only(ray);
    await desk.at(`${addDays(sendOn, -1)}T23:00:00Z`);
    expect(await only(ray)).toMatchObject({ status: 'planned' });
    // The nights have learned from the others' purchases meanwhile, which may move it by a day; waiting moves it by none.
    await desk.at(`${addDays(sendOn, 1)}T10:00:00Z`);
    expect(await only(ray)).toMatchObject({ status: 'sent' });
  });

  it('each product has its own interval, also when both are always in one cart', async () => {
    const filters = await desk.product('Filter cartridge');
    const quin = await desk.customer('Quin');
    const last = now().toISOString().slice(0, 10);
    await quin.buys(tea, ...every(20, { count: 7, last }));
    await quin.buys(filters, ...every(60, { count: 5, last }));
    const bySend = (await desk.staff.get(`${url}/cycles`).query({ filter: JSON.stringify({ customerId: quin.id }), sort: 'expectedOn' }).expect(200)).body as CycleList;
    expect(bySend.data.map(({ productId }) => productId)).toEqual([tea, filters]);
    expect(bySend.data[1] && bySend.data[0] && bySend.data[1].expectedOn > addDays(bySend.data[0].expectedOn, 12)).toBe(true);
  });

  it('nobody is asked to buy what is out of stock: it is held, and asked again when there is some', async () => {
    const mate = await desk.product('Mate', { from: 25, to: 35 });
    await desk.area.database.rows('UPDATE products SET stock = 0 WHERE id = $1', [mate]);
    const pia = await monthly('Pia', addDays(now().toISOString().slice(0, 10), -24), { product: mate });
    const { sendOn } = await only(pia);
    await desk.at(`${sendOn}T10:00:00Z`);
    expect(await only(pia)).toMatchObject({ status: 'held', heldBecause: 'out-of-stock' });
    await desk.area.database.rows('UPDATE products SET stock = 12 WHERE id = $1', [mate]);
    await desk.at(`${addDays(sendOn, 1)}T10:00:00Z`);
    expect(await desk.mail.waitFor(1, pia.email)).toHaveLength(1);
  });

  describe('what comes anyway', () => {
    const comes = async (customer: Shopper, entry: object) => (await desk.staff.put(`${url}/customers/${customer.id}/already-ordered`).send({ productId: tea, ...entry }).expect(200)).body as AlreadyOrdered;
    const ended = (customer: Shopper, { id }: AlreadyOrdered) => desk.staff.delete(`${url}/customers/${customer.id}/already-ordered/${id}`);
    const notPlanned = async () => ((await desk.staff.get(`${url}/reminders/projection`).expect(200)).body as Projection).notPlanned;
    const waiting = async (customer: Shopper) => (await desk.reminders(customer)).filter(({ status }) => status === 'planned' || status === 'held');
    const ago = (days: number) => addDays(now().toISOString().slice(0, 10), -days);

    it('nobody is reminded to buy what they already subscribe to, for as long as they do', async () => {
      const mia = await monthly('Mia', ago(24));
      const { sendOn } = await only(mia);
      const subscription = await comes(mia, { kind: 'subscription', reference: 'sub-1' });
      expect(await waiting(mia)).toEqual([]);
      expect(await notPlanned()).toContainEqual({ because: 'subscribed', cycles: 1 });
      await ended(mia, subscription).expect(204);
      expect(await only(mia)).toMatchObject({ status: 'planned', sendOn });
      expect((await ended(mia, subscription).expect(404)).body).toMatchObject({ code: 'not-found' });
      // One that ended yesterday is none; told again with another end it is the same one.
      const over = await comes(mia, { kind: 'subscription', reference: 'sub-2', until: ago(1) });
      expect(await only(mia)).toMatchObject({ status: 'planned' });
      expect((await comes(mia, { kind: 'subscription', reference: 'sub-2' })).id).toBe(over.id);
      expect(await waiting(mia)).toEqual([]);
      await desk.at(`${addDays(sendOn, 1)}T10:00:00Z`);
      expect(desk.mail.to(mia.email)).toEqual([]);
    });

    it('a subscription that begins when the mail is about to leave still stops it', async () => {
      const leo = await monthly('Leo', ago(19));
      await dueNow(leo);
      desk.mail.behaviour = { refuse: 451 };
      await send();
      expect(await only(leo)).toMatchObject({ status: 'queued' });
      await comes(leo, { kind: 'subscription', reference: 'sub-3' });
      desk.mail.behaviour = 'accept';
      await desk.at(new Date(now().getTime() + 7_200_000).toISOString());
      expect(desk.mail.to(leo.email)).toEqual([]);
      expect(await only(leo)).toMatchObject({ status: 'skipped', skippedBecause: 'subscribed' });
    });

    it('nobody is reminded of what lies in an order they have not paid yet; when it is cancelled, they are', async () => {
      const kim = await monthly('Kim', ago(24));
      const open = await comes(kim, { kind: 'open-order', reference: '1001' });
      const { sendOn } = await only(kim);
      await desk.at(`${sendOn}T10:00:00Z`);
      expect(await only(kim)).toMatchObject({ status: 'held', heldBecause: 'open-order' });
      await ended(kim, open).expect(204);
      await desk.at(`${addDays(sendOn, 1)}T10:00:00Z`);
      expect(await desk.mail.waitFor(1, kim.email)).toHaveLength(1);
    });

    it('what nobody knows is refused by name', async () => {
      const jo = await desk.customer('Jo');
      const put = (customerId: string, entry: object) => desk.staff.put(`${url}/customers/${customerId}/already-ordered`).send({ productId: tea, kind: 'subscription', reference: 'r', ...entry });
      expect((await put(jo.id, { productId: jo.id }).expect(404)).body).toMatchObject({ code: 'not-found' });
      expect((await put(tea, {}).expect(404)).body).toMatchObject({ code: 'not-found' });
      for (const entry of [{ kind: 'wish' }, { reference: ' ' }, { until: '0202-13-01' }]) expect((await put(jo.id, entry).expect(400)).body).toMatchObject({ code: 'invalid-input' });
      expect((await desk.staff.get(`${url}/customers/${jo.id}/already-ordered`).expect(200)).body).toEqual({ data: [], total: 0 });
    });
  });

  it('there is proof of each opt-in: who, to what, in which words, when, through which door', async () => {
    const iris = await desk.customer('Iris', { consent: false });
    await desk.staff.post(`${url}/consent-wordings`).send({ version: 'card-1', texts: { en: 'Yes, remind me.' } }).expect(201);
    await desk.staff.post(`${url}/customers/${iris.id}/consent-records`).send({ purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'card-1' }).expect(204);
    const proof = (await desk.staff.get(`${url}/consent-records/proof`).query({ customerId: iris.id }).expect(200)).body as ConsentProof;
    expect(JSON.stringify(proof)).toContain('Yes, remind me.');
    expect(JSON.stringify(proof)).toContain(iris.id);
  });

  it('erasing a customer leaves the evidence, and the address gets no mail when it comes back', async () => {
    const hugo = await monthly('Hugo', '2027-03-05');
    const erasure = (await desk.staff.post(`${url}/customers/${hugo.id}/erase`).expect(200)).body as Erasure;
    await desk.settled();
    expect((await desk.staff.get(`${url}/customers/${hugo.id}/erasure`).expect(200)).body).toMatchObject({ addresses: erasure.addresses, doneAt: expect.any(String) });
    const { data } = (await desk.staff.get(`${url}/customers/${hugo.id}/consent-records`).query({ sort: 'decidedAt' }).expect(200)).body as { data: object[] };
    expect(data).toMatchObject([{ decision: 'granted' }, { decision: 'withdrawn', evidence: 'erasure' }]);
    expect((await desk.staff.get(`${url}/consent-records/verification`).expect(200)).body).toMatchObject({ intact: true });
    const back = await monthly('Hugo', addDays(now().toISOString().slice(0, 10), -22));
    expect(back.id).not.toBe(hugo.id);
    await dueNow(back);
    await send();
    expect(await only(back)).toMatchObject({ status: 'skipped', skippedBecause: 'suppressed' });
    expect(desk.mail.to(back.email)).toEqual([]);
  });

  it('everything can be paused: what is due waits by name, and goes when it is resumed', async () => {
    const ola = await monthly('Ola', addDays(now().toISOString().slice(0, 10), -24));
    expect((await desk.staff.post(`${url}/reminder-settings/pause-all`).send({}).expect(200)).body).toMatchObject({ pausedAt: expect.stringMatching(/^2027-/) });
    const { sendOn } = await only(ola);
    await desk.at(`${addDays(sendOn, 1)}T10:00:00Z`);
    expect(await only(ola)).toMatchObject({ status: 'held', heldBecause: 'all-paused' });
  });

  it('"why was nobody sent today?" has an answer', async () => {
    const { days } = (await desk.staff.get(`${url}/reminders/days`).query({ days: 80 }).expect(200)).body as ReminderDays;
    expect(days[0]).toMatchObject({ day: now().toISOString().slice(0, 10), sent: 0 });
    expect(days[0]?.held.find(({ because }) => because === 'all-paused')?.reminders).toBeGreaterThan(0);
    const gates = new Set(days.flatMap(({ held, skipped }) => [...held, ...skipped].map(({ because }) => because)));
    for (const gate of ['quiet-hours', 'frequency-cap', 'out-of-stock', 'no-consent', 'all-paused']) expect(gates).toContain(gate);
    expect(days.find(({ day }) => day === '2027-03-25')?.sent).toBeGreaterThan(0);
    expect((await desk.staff.post(`${url}/reminder-settings/resume-all`).send({}).expect(200)).body).toMatchObject({ pausedAt: null });
    await desk.settled();
    await desk.at(new Date(now().getTime() + 120_000).toISOString());
    expect(((await desk.staff.get(`${url}/reminders/days`).expect(200)).body as ReminderDays).days[0]?.sent).toBeGreaterThan(0);
  });

  it('finding duplicates among 100,000 contacts looks at each once, and merging two of them leaves the others alone', async () => {
    await desk.area.database.rows(
      `INSERT INTO customers (workspace_id, name, email, phone, locale, created_at, updated_at)
       SELECT $1, 'Contact ' || n, CASE WHEN n % 2 = 0 THEN 'many' || n % 99998 || '@many.example' END, '+4420' || 10000000 + n % 99999, 'en', now(), now() FROM generate_series(1, 100000) AS n`,
      [desk.workspaceId],
    );
    const groups = async (page: number) => (await desk.staff.get(`${url}/duplicate-customers`).query({ perPage: 2, page }).expect(200)).body as { data: DuplicateGroup[]; total: number };
    const { data, total } = await groups(1);
    expect(total).toBe(2); // contact 2 and 100,000 by their address; 1 and 100,000 by their number
    const [one, other] = data[0]?.customers ?? [];
    await desk.staff.post(`${url}/customers/${other?.id}/merge`).send({ into: one?.id }).expect(200);
    expect((await groups(1)).total).toBeLessThan(2);
    expect(await desk.area.database.rows(`SELECT count(*)::int AS n FROM customers WHERE name LIKE 'Contact %'`)).toEqual([{ n: 99_999 }]);
  });
});
