import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, daysBetween } from '@perennial/calendar';
import type { CycleList } from '@perennial/contract/admin';
import type { Shelf } from '@perennial/contract/portal';
import { lessOften } from '@perennial/replenishment';
import { every, openRhythmDesk, type RhythmDesk, type Shopper } from '../../../../test/builders/rhythm-desk.js';

describe('what customers say about one product', () => {
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

  /** Everybody here buys tea every thirty days. */
  const bought = async (name: string, { last = '2027-03-20', ...options }: Parameters<RhythmDesk['customer']>[1] & { last?: string } = {}): Promise<Shopper> => {
    const customer = await desk.customer(name, options);
    await customer.buys(tea, ...every(30, { count: 4, last }));
    return customer;
  };
  const onShelf = async (customer: Shopper, verb: string) => `/api/v1/portal/shelf/${(await desk.cycle(customer)).id}/${verb}`;
  const says = async (customer: Shopper, verb: string, status = 204) => (await (await customer.portal()).post(await onShelf(customer, verb)).expect(status)).body as unknown;
  const asks = async (customer: Shopper, weeks: number, status = 204) =>
    (await (await customer.portal()).put(await onShelf(customer, 'every-n-weeks')).send({ weeks }).expect(status)).body as unknown;
  const staffSay = async (customer: Shopper, verb: string) => desk.staff.post(`/api/v1/workspaces/${desk.workspaceId}/cycles/${(await desk.cycle(customer)).id}/${verb}`);
  const board = async ({ id: customerId }: Shopper): Promise<CycleList> => {
    const url = `/api/v1/workspaces/${desk.workspaceId}/cycles`;
    return (await desk.staff.get(url).query({ filter: JSON.stringify({ board: 'due', customerId }) }).expect(200)).body as CycleList;
  };

  describe('"I have run out"', () => {
    it('by day: it is due today, and the mail comes at once', async () => {
      const ada = await bought('Ada');
      expect(await desk.reminders(ada)).toMatchObject([{ status: 'planned' }]);
      await says(ada, 'ran-out');
      const cycle = await desk.cycle(ada);
      expect(cycle).toMatchObject({ expectedOn: '2027-03-24', windowTo: '2027-03-24', overrideBy: 'customer', because: { basis: 'ran-out', ranOutOn: '2027-03-24' } });
      expect(cycle.reason.en).toBe('You told us on March 24, 2027 that you had run out; last bought on March 20, 2027.');
      await desk.at('2027-03-24T12:30:00Z');
      const [mail] = await desk.mail.waitFor(1, ada.email);
      expect(mail?.parsed.text).toContain('that you had run out');
    });

    it('is taken back by having found some', async () => {
      const bea = await bought('Bea');
      await says(bea, 'ran-out');
      await says(bea, 'still-have-some');
      const { expectedOn, overrideBy } = await desk.cycle(bea);
      expect(overrideBy).toBeNull();
      expect(expectedOn >= '2027-03-31').toBe(true);
    });

    it('puts on the due board who was given up for late; staff may note it', async () => {
      const cem = await bought('Cem', { last: '2026-11-20' });
      expect((await board(cem)).data).toEqual([]);
      expect((await staffSay(cem, 'ran-out')).status).toBe(204);
      expect((await board(cem)).data).toMatchObject([{ expectedOn: '2027-03-24', overrideBy: 'staff' }]);
    });

    it('in the evening: planned for the morning, and the night between changes nothing', async () => {
      await desk.at('2027-03-24T21:00:00Z');
      const dee = await bought('Dee');
      await says(dee, 'ran-out');
      expect(await desk.reminders(dee)).toMatchObject([{ status: 'planned', sendOn: '2027-03-25', expectedOn: '2027-03-24' }]);
      await desk.at('2027-03-25T03:30:00Z');
      expect(await desk.cycle(dee)).toMatchObject({ asOf: '2027-03-25', expectedOn: '2027-03-24', because: { basis: 'ran-out' } });
      expect(await desk.reminders(dee)).toMatchObject([{ status: 'planned', sendOn: '2027-03-25' }]);
    });

    it('means the customer’s own today, wherever the shop is', async () => {
      const eli = await bought('Eli', { timeZone: 'America/Los_Angeles' });
      await says(eli, 'ran-out');
      expect(await desk.cycle(eli)).toMatchObject({ asOf: '2027-03-25', expectedOn: '2027-03-24' });
      expect(await desk.reminders(eli)).toMatchObject([{ status: 'planned', sendOn: '2027-03-25', sendAt: '2027-03-25T16:00:00.000Z' }]);
    });

    it('is an old story after two weeks', async () => {
      const fay = await bought('Fay', { consent: false });
      await says(fay, 'ran-out');
      await desk.at('2027-04-08T12:00:00Z');
      expect(await desk.cycle(fay)).toMatchObject({ because: { basis: 'ran-out' } });
      await desk.at('2027-04-09T12:00:00Z');
      expect(await desk.cycle(fay)).toMatchObject({ overrideBy: null, because: { basis: 'personal' } });
    });
  });

  // The clock stands at 9 April from here on.
  describe('"every so many weeks"', () => {
    it('sets the day of this cycle and moves the reminder; the usual rhythm brings both back', async () => {
      const gus = await bought('Gus', { last: '2027-04-01' });
      const [before, [planned]] = [await desk.cycle(gus), await desk.reminders(gus)];
      await asks(gus, 5);
      const cycle = await desk.cycle(gus);
      expect(cycle).toMatchObject({ expectedOn: '2027-05-06', windowFrom: '2027-05-06', overrideBy: 'customer', because: { basis: 'every-n-weeks', everyWeeks: 5 } });
      expect(cycle.reason.en).toBe('You asked for every 5 weeks; last bought on April 1, 2027.');
      expect(await desk.reminders(gus)).toMatchObject([{ status: 'planned', sendOn: '2027-05-01' }]);

      await says(gus, 'usual-rhythm');
      const { because, ...after } = await desk.cycle(gus);
      expect(after).toMatchObject({ expectedOn: before.expectedOn, predictedOn: before.predictedOn, overrideBy: null });
      expect(because).not.toHaveProperty('everyWeeks');
      expect(await desk.reminders(gus)).toMatchObject([{ status: 'planned', sendOn: planned?.sendOn }]);
    });

    it('means today when that day has passed, and gives way to a newer date', async () => {
      const hal = await bought('Hal', { last: '2027-03-20' });
      await asks(hal, 2);
      expect(await desk.cycle(hal)).toMatchObject({ expectedOn: '2027-04-09' });
      await (await hal.portal()).put(await onShelf(hal, 'expected-date')).send({ day: '2027-04-30' }).expect(204);
      expect(await desk.cycle(hal)).toMatchObject({ expectedOn: '2027-04-30', because: { basis: 'customer-date', everyWeeks: 2 } });
    });

    it('counts in the next cycle, until it is taken back', async () => {
      const [ida, usual] = [await bought('Ida', { last: '2027-03-10' }), await bought('Jon', { last: '2027-03-10' })];
      await asks(ida, 10);
      for (const customer of [ida, usual]) await customer.buys(tea, '2027-04-09');
      const [cycle, { expectedOn }] = [await desk.cycle(ida), await desk.cycle(usual)];
      expect(cycle).toMatchObject({ lastOrderedOn: '2027-04-09', overrideBy: null, because: { basis: 'personal', usualFromDays: 30, usualToDays: 30, everyWeeks: 10 } });
      expect(cycle.expectedOn > addDays(expectedOn, 7)).toBe(true);
      expect(cycle.reason.en).toBe('You bought it 5 times, usually every 30 days; last on April 9, 2027. You asked for every 10 weeks.');
      await says(ida, 'usual-rhythm');
      expect(await desk.cycle(ida)).toMatchObject({ expectedOn });
    });

    it('is refused unless it is a whole number of weeks up to a year', async () => {
      const kim = await bought('Kim', { last: '2027-04-01' });
      for (const weeks of [0, 2.5, 53]) expect(await asks(kim, weeks, 400)).toMatchObject({ code: 'invalid-input', fields: [{ path: 'weeks' }] });
    });
  });

  describe('"less often"', () => {
    it('says from how many weeks to how many, which the plan obeys', async () => {
      const lea = await bought('Lea', { last: '2027-03-20' });
      const { id, expectedOn } = await desk.cycle(lea);
      const { body } = await staffSay(lea, 'less-often');
      expect(body).toEqual(lessOften(daysBetween('2027-03-20', expectedOn)));
      const { fromWeeks, toWeeks: weeks } = body as { fromWeeks: number; toWeeks: number };
      const day = addDays('2027-03-20', 7 * weeks);
      expect(day > expectedOn).toBe(true);
      expect(await desk.cycle(lea)).toMatchObject({ expectedOn: day, overrideBy: 'staff', because: { basis: 'every-n-weeks', everyWeeks: weeks } });
      expect(await desk.reminders(lea)).toMatchObject([{ status: 'planned', sendOn: addDays(day, -5) }]);
      expect(await desk.area.database.rows(`SELECT command, details FROM audit_entries WHERE subject_id = $1`, [id])).toEqual([
        { command: 'ask-less-often', details: { kind: 'every-n-weeks', weeks, day, fromWeeks } },
      ]);
    });

    it('again and again, until it is once a year', async () => {
      const mia = await bought('Mia', { last: '2027-04-01' });
      const first = (await says(mia, 'less-often', 200)) as { toWeeks: number };
      expect(await says(mia, 'less-often', 200)).toMatchObject({ fromWeeks: first.toWeeks });
      await asks(mia, 52);
      expect(await says(mia, 'less-often', 409)).toMatchObject({ code: 'already-seldom' });
    });
  });

  it('a date later than predicted makes the next cycle a little longer', async () => {
    const [nan, usual] = [await bought('Nan', { last: '2027-03-10' }), await bought('Oli', { last: '2027-03-10' })];
    await (await nan.portal()).put(await onShelf(nan, 'expected-date')).send({ day: '2027-07-20' }).expect(204);
    for (const customer of [nan, usual]) await customer.buys(tea, '2027-04-09');
    const [cycle, { expectedOn }] = [await desk.cycle(nan), await desk.cycle(usual)];
    expect(cycle).toMatchObject({ overrideBy: null, because: { basis: 'personal' } });
    expect(cycle.expectedOn > expectedOn && cycle.expectedOn < addDays(expectedOn, 7)).toBe(true);
  });

  it('nobody speaks for a stranger, and the shelf tells what is in force', async () => {
    const [pia, quin] = [await bought('Pia', { last: '2027-04-01' }), await bought('Quin', { last: '2027-04-01' })];
    await asks(quin, 8);
    const [{ id }, portal] = [await desk.cycle(quin), await pia.portal()];
    for (const verb of ['ran-out', 'less-often', 'usual-rhythm']) await portal.post(`/api/v1/portal/shelf/${id}/${verb}`).expect(404);
    await portal.put(`/api/v1/portal/shelf/${id}/every-n-weeks`).send({ weeks: 3 }).expect(404);
    const { items } = (await (await quin.portal()).get('/api/v1/portal/shelf').expect(200)).body as Shelf;
    expect(items).toMatchObject([{ expectedOn: '2027-05-27', because: { everyWeeks: 8 } }]);
  });
});
