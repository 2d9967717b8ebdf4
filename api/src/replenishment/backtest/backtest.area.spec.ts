import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@perennial/calendar';
import type { Backtest, BacktestProductList } from '@perennial/contract/admin';
import { every, openRhythmDesk, type RhythmDesk } from '../../../../test/builders/rhythm-desk.js';

describe('how good the predictions would have been', () => {
  let desk: RhythmDesk;
  let url: string;
  beforeAll(async () => {
    desk = await openRhythmDesk('2027-03-24T12:00:00Z');
    url = `/api/v1/workspaces/${desk.workspaceId}/backtest`;
  });
  afterAll(() => desk?.close());

  const shown = async () => (await desk.staff.get(url).expect(200)).body as Backtest;

  it('is refused by name until it was looked into', async () => {
    const { body } = await desk.staff.get(url).expect(404);
    expect(body).toMatchObject({ code: 'no-backtest-yet' });
    await desk.staff.post(url).expect(202);
    await desk.settled();
    await desk.staff.get(url).expect(404); // an empty ledger teaches nothing
  });

  it('names what is good and what is not, beside the rules of thumb', async () => {
    const tea = await desk.product('Green tea 100 g', { from: 24, to: 32 });
    const candles = await desk.product('Candles', { from: 28, to: 42 });
    for (let i = 0; i < 16; i += 1) {
      const customer = await desk.customer(`Regular${i}`, { consent: false });
      await customer.buys(tea, ...every(27 + (i % 3), { count: 12, last: addDays('2027-03-20', -i) }));
      // Every customer's own fixed dates, wild to look at: three days, then two months, then a week.
      const wild = [0, 3, 64, 71, 160, 165, 220, 226, 310].map((day) => addDays('2026-04-01', day + 2 * i));
      await customer.buys(candles, ...wild);
    }
    await desk.staff.post(url).expect(202);
    await desk.settled();
    const backtest = await shown();
    const ours = backtest.scores.find(({ set, method }) => set === 'all' && method === 'ours');
    const methods = backtest.scores.filter(({ set }) => set === 'all').map(({ method }) => method);
    expect(methods).toEqual(['ours', 'fixed-30', 'default-interval', 'global-median', 'product-median', 'personal-mean', 'personal-median', 'last-gap']);
    expect(ours?.cases).toBe(16 * 11 + 16 * 8);
    expect(backtest.nights).toHaveLength(6);
    expect(backtest.sentence.en).toMatch(/^Would have been right within ±7 days for \d+ of 10 orders\.$/);
    const { data, total } = (await desk.staff.get(`${url}/products`).query({ sort: '-cases' }).expect(200)).body as BacktestProductList;
    expect(total).toBe(2);
    expect(data).toMatchObject([
      { id: tea, cases: 176, verdict: 'good' },
      { id: candles, cases: 128 },
    ]);
    expect(data[0]?.within7Days).toBeGreaterThan(0.9);
    expect(data[1]?.verdict).not.toBe('good');
    const good = (await desk.staff.get(`${url}/products`).query({ filter: JSON.stringify({ verdict: 'good' }) }).expect(200)).body as BacktestProductList;
    expect(good.data.map(({ id }) => id)).toEqual([tea]);
  });

  it('is made anew each night; the past nights are lived through again once a week', async () => {
    const before = await shown();
    await desk.at('2027-03-25T12:00:00Z');
    const after = await shown();
    expect(after.ranAt > before.ranAt).toBe(true);
    expect(after.nights).toEqual(before.nights);
    expect(after.scores).toEqual(before.scores); // nothing was bought
  });
});
