import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dayIn, timeIn } from '@perennial/calendar';
import type { CycleList } from '@perennial/contract/admin';
import { Clock } from '../../api/src/platform/clock/index.js';
import { every, openRhythmDesk, type RhythmDesk, type Shopper } from '../builders/rhythm-desk.js';

const ZONES = [
  'Pacific/Kiritimati', // +14
  'Pacific/Auckland',
  'Australia/Lord_Howe', // its clocks move by half an hour
  'Asia/Tokyo',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Europe/Berlin',
  'Europe/London',
  'America/Sao_Paulo',
  'America/New_York',
  'America/Los_Angeles',
  'Pacific/Pago_Pago', // -11
] as const;

/** Days on which something happens to the calendar somewhere. */
const AUTUMN = [
  ['2027-10-31', 'Europe puts its clocks back'],
  ['2027-11-07', 'America puts its clocks back'],
];
const SPRING = [
  ['2028-02-29', 'the day that comes every four years'],
  ['2028-03-12', 'America puts its clocks forward'],
  ['2028-03-26', 'Europe puts its clocks forward'],
];

describe.each([
  ['autumn', '2027-10-28T12:00:00Z', AUTUMN],
  ['spring', '2028-02-26T12:00:00Z', SPRING],
] as const)('customers in twelve zones, in %s', (_season, startsAt, days) => {
  let desk: RhythmDesk;
  let tea: string;
  const customers: { readonly zone: string; readonly shopper: Shopper }[] = [];
  beforeAll(async () => {
    desk = await openRhythmDesk(startsAt);
    tea = await desk.product('Green tea 100 g', { from: 25, to: 35 });
    await desk.staff
      .post(`/api/v1/workspaces/${desk.workspaceId}/rules`)
      .send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email' })
      .expect(201);
    for (const zone of ZONES) {
      const shopper = await desk.customer(zone.replace('/', '-').toLowerCase(), { timeZone: zone });
      await shopper.buys(tea, ...every(30, { count: 3, last: addDays(startsAt.slice(0, 10), -60) }));
      customers.push({ zone, shopper });
    }
  });
  afterAll(() => desk?.close());

  const now = () => desk.area.app.get(Clock).now();

  /** Buys two days before and says for when: so the reminder is for exactly that day. */
  async function dueOn(shopper: Shopper, day: string): Promise<void> {
    await shopper.buys(tea, addDays(day, -3));
    const url = `/api/v1/workspaces/${desk.workspaceId}/cycles`;
    const { body } = await desk.staff.get(url).query({ filter: JSON.stringify({ customerId: shopper.id }) }).expect(200);
    await desk.staff.put(`${url}/${(body as CycleList).data[0]?.id}/expected-date`).send({ day: addDays(day, 5) }).expect(204);
  }

  const sentTo = ({ id }: Shopper) => desk.area.database.rows<{ at: Date }>(`SELECT sent_at AS at FROM messages WHERE customer_id = $1 AND status = 'sent' ORDER BY sent_at`, [id]);

  it.each(days)('each get their reminder once, on their own %s, at nine in their morning: %s', async (day) => {
    if (dayIn(now(), 'UTC') < addDays(day, -2)) await desk.at(`${addDays(day, -2)}T06:00:00Z`);
    const before = new Map(await Promise.all(customers.map(async ({ shopper }) => [shopper.id, (await sentTo(shopper)).length] as const)));
    for (const { shopper } of customers) await dueOn(shopper, day);
    // From the first morning of that day on earth to the end of the last.
    await desk.at(`${addDays(day, -1)}T18:00:00Z`);
    await desk.at(`${addDays(day, 1)}T11:30:00Z`);
    for (const { zone, shopper } of customers) {
      const mails = (await sentTo(shopper)).slice(before.get(shopper.id));
      expect(mails.map(({ at }) => [zone, dayIn(at, zone), timeIn(at, zone).slice(0, 3)])).toEqual([[zone, day, '09:']]);
      expect(desk.mail.to(shopper.email)).toHaveLength((before.get(shopper.id) ?? 0) + 1);
    }
  });
});
