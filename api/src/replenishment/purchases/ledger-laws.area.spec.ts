import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { everySo, type LedgerDesk, openLedgerDesk } from '../../../../test/builders/ledger-desk.js';

const TODAY = '2029-06-20';

describe('what follows from the ledger', () => {
  let desk: LedgerDesk;
  beforeAll(async () => {
    desk = await openLedgerDesk(`${TODAY}T12:00:00Z`);
    await desk.staff.post(`${desk.url}/rules`).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email', holdoutPercent: 0 }).expect(201);
    await desk.import(Array.from({ length: 15 }, (_, n) => everySo(`usual${n}`, 'tea', '2029-01-03', 26 + (n % 7), 6)).join(''));
    await desk.refresh();
  });
  afterAll(() => desk.close());

  const buy = async (customer: string, externalId: string): Promise<string> => {
    const { body } = await desk.staff.post(`${desk.url}/purchases`).send({ externalId, customerExternalId: customer, orderedAt: `${TODAY}T10:00:00Z`, lines: [{ productExternalId: 'tea' }] }).expect(200);
    return (body as { purchase: { id: string } }).purchase.id;
  };
  const open = (customer: string) =>
    desk.rows(`SELECT m.cycle_opened_on, m.send_on FROM reminders m JOIN customers k ON k.id = m.customer_id WHERE k.external_id = $1 AND m.status IN ('planned', 'held')`, [customer]);

  it('a purchase today leaves no reminder of before planned; its return brings the plan back as it was, and a full run agrees', async () => {
    let nth = 0;
    const planned: number[] = [];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 5, max: 45 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 60 }), async (gap, times, since) => {
        nth += 1;
        const customer = `law${nth}`;
        const first = new Date(Date.parse(`${TODAY}T12:00:00Z`) - (since + 1 + gap * (times - 1)) * 86_400_000).toISOString().slice(0, 10);
        await desk.import(everySo(customer, 'tea', first, gap, times));
        const id = (await desk.rows<{ id: string }>(`SELECT id FROM customers WHERE external_id = $1`, [customer]))[0]?.id ?? '';
        await desk.refresh([id]);
        const before = { all: await desk.projections(), own: await open(customer) };
        planned.push(before.own.length);

        const purchase = await buy(customer, `today-${nth}`);
        await desk.refresh([id]);
        for (const reminder of await open(customer)) {
          expect(reminder).toMatchObject({ cycle_opened_on: TODAY });
          expect(String(reminder['send_on']) > TODAY).toBe(true);
        }

        await desk.staff.post(`${desk.url}/purchases/${purchase}/return`).send({ externalId: `back-${nth}` }).expect(200);
        await desk.refresh([id]);
        expect({ all: await desk.projections(), own: await open(customer) }).toEqual(before);
      }),
      { numRuns: 8 },
    );
    expect(planned.some((count) => count > 0)).toBe(true);

    await desk.refresh();
    const rebuilt = await desk.projections();
    const everybody = await desk.rows<{ id: string }>('SELECT id FROM customers');
    await desk.refresh(everybody.map(({ id }) => id));
    expect(await desk.projections()).toEqual(rebuilt);
  });
});
