import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@perennial/calendar';
import type { Projection } from '@perennial/contract/admin';
import type { Shelf } from '@perennial/contract/portal';
import { every, openRhythmDesk, type RhythmDesk, type Shopper } from '../builders/rhythm-desk.js';

let desk: RhythmDesk;
let tea: string;
beforeAll(async () => {
  desk = await openRhythmDesk('2027-03-24T12:00:00Z');
  tea = await desk.product('Green tea 100 g', { from: 25, to: 35 });
  await desk.staff
    .post(`/api/v1/workspaces/${desk.workspaceId}/rules`)
    .send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email' })
    .expect(201);
});
afterAll(() => desk?.close());

const planNow = async (): Promise<unknown> => (await desk.staff.post(`/api/v1/workspaces/${desk.workspaceId}/reminders/plan`).send({}).expect(200)).body;
const plan = () => desk.area.database.rows(`SELECT customer_id, send_at, expected_on, status FROM reminders WHERE status = 'planned' ORDER BY customer_id`);
const changeDate = (cycleId: string, browser: Awaited<ReturnType<Shopper['portal']>>, date: object) => browser.put(`/api/v1/portal/shelf/${cycleId}/expected-date`).send(date);

describe('Ada buys green tea every thirty days', () => {
  let ada: Shopper;

  it('so the next one is expected thirty days after the last, with the reason', async () => {
    ada = await desk.customer('Ada');
    await ada.buys(tea, ...every(30, { count: 4, last: '2027-03-01' }));
    const cycle = await desk.cycle(ada);
    expect(cycle).toMatchObject({ lastOrderedOn: '2027-03-01', cycleNo: 4, rhythm: 'reliable', overrideBy: null, stopped: false, because: { basis: 'personal', purchases: 4 } });
    expect(cycle.expectedOn >= '2027-03-29' && cycle.expectedOn <= '2027-04-02').toBe(true);
    expect(cycle.windowFrom <= cycle.expectedOn && cycle.expectedOn <= cycle.windowTo).toBe(true);
    expect(cycle.reason.en).toBe('You bought it 4 times, usually every 30 days; last on March 1, 2027.');
    expect(cycle.reason['zh-CN']).toContain('您买过 4 次');
  });

  it('and one reminder is planned, five days before', async () => {
    const [reminder, ...others] = await desk.reminders(ada);
    expect(others).toEqual([]);
    expect(reminder).toMatchObject({ status: 'planned', cycleOpenedOn: '2027-03-01', ruleName: 'Everything' });
    expect(reminder?.sendAt).toBe(`${reminder?.sendOn}T09:00:00.000Z`);
  });

  it('which stands on its day among the next month’s, those without any included', async () => {
    const [{ sendOn }] = (await desk.reminders(ada)) as unknown as [{ sendOn: string }];
    const { from, to, days } = (await desk.staff.get(`/api/v1/workspaces/${desk.workspaceId}/reminders/projection`).expect(200)).body as Projection;
    expect([from, to]).toEqual(['2027-03-24', '2027-04-23']);
    expect(days.map(({ day }) => day)).toEqual(Array.from({ length: 31 }, (_, i) => addDays(from, i)));
    expect(days.filter(({ reminders }) => reminders > 0)).toEqual([{ day: sendOn, reminders: 1, customers: 1 }]);
  });

  it('once: planning again adds nothing, and a plan thrown away comes back the same', async () => {
    expect(await planNow()).toEqual({ planned: 0, moved: 0, superseded: 0, withdrawn: 0 });
    const before = await plan();
    await desk.area.database.rows('DELETE FROM reminders');
    expect(await planNow()).toMatchObject({ planned: 1 });
    expect(await plan()).toEqual(before);
  });

  it('a mail comes in the morning of that day, and none before', async () => {
    const [{ sendOn }] = (await desk.reminders(ada)) as unknown as [{ sendOn: string }];
    await desk.at(`${sendOn}T08:00:00Z`);
    expect(desk.mail.to(ada.email)).toEqual([]);
    await desk.at(`${sendOn}T10:00:00Z`);
    const [mail] = await desk.mail.waitFor(1, ada.email);
    expect(mail?.parsed.subject).toBe('Time for Green tea 100 g again?');
    expect(mail?.parsed.text).toContain('You bought it 4 times');
    await desk.settled();
    expect(await desk.reminders(ada)).toMatchObject([{ status: 'sent' }]);
  });

  it('leads to her shelf, where she sees the product and why', async () => {
    const shelf = (await (await ada.portal()).get('/api/v1/portal/shelf').expect(200)).body as Shelf;
    expect(shelf.items).toMatchObject([{ product: { name: 'Green tea 100 g' }, lastOrderedOn: '2027-03-01', stopped: false }]);
  });

  it('is not repeated in this cycle, whatever day she chooses', async () => {
    const { id } = await desk.cycle(ada);
    await changeDate(id, await ada.portal(), { day: '2027-04-02' }).expect(204);
    expect(await desk.cycle(ada)).toMatchObject({ expectedOn: '2027-04-02', overrideBy: 'customer' });
    await desk.at('2027-03-29T12:00:00Z');
    expect(desk.mail.to(ada.email)).toHaveLength(1);
  });

  it('and the next purchase opens the next cycle, without her old date', async () => {
    await ada.buys(tea, '2027-03-29');
    expect(await desk.cycle(ada)).toMatchObject({ lastOrderedOn: '2027-03-29', cycleNo: 5, overrideBy: null });
    expect((await desk.reminders(ada)).map(({ status }) => status).sort()).toEqual(['planned', 'sent']);
  });
});

describe('what customers say changes the plan at once', () => {
  const bought = async (name: string, { last = '2027-03-20', ...options }: Parameters<RhythmDesk['customer']>[1] & { last?: string } = {}): Promise<Shopper> => {
    const customer = await desk.customer(name, options);
    await customer.buys(tea, ...every(30, { count: 4, last }));
    return customer;
  };

  it('another date moves the reminder; a range counts from its middle', async () => {
    const bo = await bought('Bo');
    const { id } = await desk.cycle(bo);
    const portal = await bo.portal();
    await changeDate(id, portal, { day: '2027-04-10', dayTo: '2027-04-20' }).expect(204);
    expect(await desk.cycle(bo)).toMatchObject({ expectedOn: '2027-04-15', windowFrom: '2027-04-10', windowTo: '2027-04-20' });
    expect(await desk.reminders(bo)).toMatchObject([{ status: 'planned', sendOn: '2027-04-10' }]);
    await changeDate(id, portal, { day: '2027-03-28' }).expect(422);
    await changeDate(id, portal, { day: '2027-04-20', dayTo: '2027-04-10' }).expect(400);
  });

  it('staff may note the day a customer named', async () => {
    const cem = await bought('Cem');
    await desk.staff.put(`/api/v1/workspaces/${desk.workspaceId}/cycles/${(await desk.cycle(cem)).id}/expected-date`).send({ day: '2027-04-12' }).expect(204);
    expect(await desk.cycle(cem)).toMatchObject({ expectedOn: '2027-04-12', overrideBy: 'staff', because: { basis: 'staff-date' } });
  });

  it('"I still have some" waits for a week at least', async () => {
    const dee = await bought('Dee', { last: '2027-02-26' });
    const { id, expectedOn } = await desk.cycle(dee);
    expect(expectedOn < '2027-04-05').toBe(true);
    await (await dee.portal()).post(`/api/v1/portal/shelf/${id}/still-have-some`).expect(204);
    const after = await desk.cycle(dee);
    expect(after.expectedOn >= '2027-04-05').toBe(true);
    expect(after.reason.en).toContain('On March 29, 2027 you still had some.');
  });

  it('stop for a product withdraws its reminder, resume brings it back', async () => {
    const eli = await bought('Eli');
    const { id } = await desk.cycle(eli);
    const portal = await eli.portal();
    await portal.post(`/api/v1/portal/shelf/${id}/stop`).expect(204);
    expect(await desk.reminders(eli)).toEqual([]);
    expect((await portal.get('/api/v1/portal/reminder-choices').expect(200)).body).toEqual({ stoppedAll: false, stoppedProducts: [{ cycleId: id, productName: 'Green tea 100 g' }] });
    await portal.post(`/api/v1/portal/shelf/${id}/resume`).expect(204);
    expect(await desk.reminders(eli)).toMatchObject([{ status: 'planned' }]);
  });

  it('stop all holds for everything, and withdraws the consent', async () => {
    const fay = await bought('Fay');
    const portal = await fay.portal();
    await portal.post('/api/v1/portal/reminder-choices/stop-all').expect(204);
    expect(await desk.reminders(fay)).toEqual([]);
    expect((await portal.get('/api/v1/portal/reminder-choices').expect(200)).body).toMatchObject({ stoppedAll: true });
    await portal.post('/api/v1/portal/reminder-choices/resume-all').expect(204);
    expect(await desk.reminders(fay)).toMatchObject([{ status: 'planned' }]);
  });

  it('a purchase supersedes what was planned', async () => {
    const gus = await bought('Gus');
    await gus.buys(tea, '2027-03-29');
    expect((await desk.reminders(gus)).map(({ status, cycleOpenedOn }) => `${status} ${cycleOpenedOn}`).sort()).toEqual(['planned 2027-03-29', 'superseded 2027-03-20']);
  });

  it('nobody reaches a stranger’s shelf', async () => {
    const [hal, ida] = [await bought('Hal'), await bought('Ida')];
    await (await hal.portal()).post(`/api/v1/portal/shelf/${(await desk.cycle(ida)).id}/stop`).expect(404);
    expect(await desk.reminders(ida)).toMatchObject([{ status: 'planned' }]);
  });

  it('without consent the reminder is skipped by name when its hour comes; a paused rule holds', async () => {
    const jo = await bought('Jo', { consent: false, last: '2027-03-03' });
    const kim = await bought('Kim', { last: '2027-03-03' });
    const [{ ruleId }] = (await desk.reminders(kim)) as unknown as [{ ruleId: string }];
    const rule = `/api/v1/workspaces/${desk.workspaceId}/rules/${ruleId}`;
    await desk.staff.post(`${rule}/pause`).send({}).expect(200);
    await desk.at('2027-03-29T12:30:00Z');
    expect(await desk.reminders(jo)).toMatchObject([{ status: 'skipped', skippedBecause: 'no-consent' }]);
    expect(await desk.reminders(kim)).toMatchObject([{ status: 'held', heldBecause: 'rule-paused' }]);
    expect(desk.mail.to(kim.email)).toEqual([]);
    await desk.staff.post(`${rule}/resume`).send({}).expect(200);
    await desk.at('2027-03-30T10:00:00Z');
    expect(await desk.mail.waitFor(1, kim.email)).toHaveLength(1);
    expect(desk.mail.to(jo.email)).toEqual([]);
  });
});
