import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@perennial/calendar';
import type { RuleSimulation, RuleSimulationResult } from '@perennial/contract/admin';
import { every, openRhythmDesk, type RhythmDesk, type Shopper } from '../../../../test/builders/rhythm-desk.js';
import { Database } from '../../platform/database/index.js';
import { SimulateRule } from './simulate-rule.js';

const TODAY = '2027-06-01';
const draft = { name: 'Draft', scope: { kind: 'everything' }, leadDays: 5, channel: 'email' } as const;

describe('simulating a draft rule', () => {
  let desk: RhythmDesk;
  let url: string;
  let tea: string;
  let steady: Shopper[];
  beforeAll(async () => {
    desk = await openRhythmDesk(`${TODAY}T12:00:00Z`);
    url = `/api/v1/workspaces/${desk.workspaceId}/rule-simulations`;
    tea = await desk.product('Green tea 100 g', { from: 25, to: 35 });
    steady = [];
    for (const [i, name] of ['Ada', 'Bo', 'Cem', 'Dee'].entries()) {
      const customer = await desk.customer(name);
      await customer.buys(tea, ...every(30, { count: 12, last: addDays(TODAY, -3 - 5 * i) }));
      steady.push(customer);
    }
    await desk.customer('Eli', { consent: false }).then((eli) => eli.buys(tea, ...every(30, { count: 12, last: addDays(TODAY, -10) })));
  });
  afterAll(() => desk?.close());

  async function simulated(body: object): Promise<RuleSimulationResult> {
    const { id } = (await desk.staff.post(url).send(body).expect(201)).body as RuleSimulation;
    await desk.settled();
    const { status, result } = (await desk.staff.get(`${url}/${id}`).expect(200)).body as RuleSimulation;
    expect(status).toBe('done');
    return result as RuleSimulationResult;
  }

  const everything = () =>
    Promise.all(['cycles', 'rules', 'reminders', 'reminder_decisions', 'error_grids', 'shop_rhythms', 'products', 'rule_versions'].map((table) => desk.area.database.rows(`SELECT * FROM ${table} ORDER BY 1, 2, 3`)));

  it('tells how many would have been sent and after how many the product was bought; by week and by gate', async () => {
    const result = await simulated({ rule: draft, assumeConsent: true });
    // Five customers, a reminder a month: some fifteen in ninety days, each with its purchase some five days later.
    expect(result.reminders).toBeGreaterThanOrEqual(13);
    expect(result.reminders).toBeLessThanOrEqual(16);
    expect(result.customers).toBe(5);
    expect(result.messages).toBe(result.reminders);
    expect(result.boughtWithin14Days + result.tooSoonToTell).toBe(result.reminders);
    expect(result.boughtWithin14Days).toBeGreaterThanOrEqual(12);
    expect(result.weeks.reduce((sum, { reminders }) => sum + reminders, 0)).toBe(result.reminders);
    expect(result.weeks.every(({ from }) => from >= addDays(TODAY, -90) && from < TODAY)).toBe(true);
  });

  it('asks who had agreed by then: consent that came later does not count for the past', async () => {
    const result = await simulated({ rule: draft, days: 45 });
    expect(result.reminders).toBe(0);
    expect(result.gates.find(({ because }) => because === 'no-consent')?.reminders).toBeGreaterThanOrEqual(5);
  });

  it('keeps to what the draft says: scope, lead, days after the purchase', async () => {
    expect(await simulated({ rule: { ...draft, scope: { kind: 'category', category: 'filters' } }, days: 21, assumeConsent: true })).toMatchObject({ reminders: 0, weeks: [] });
    const late = await simulated({ rule: { ...draft, timing: 'after-purchase', afterDays: 40 }, days: 45, assumeConsent: true });
    expect(late.reminders).toBe(0);
    expect(late.gates).toContainEqual({ verdict: 'superseded', because: 'bought-before', reminders: expect.any(Number) });
    expect((await desk.staff.post(url).send({ rule: { ...draft, timing: 'after-purchase' } }).expect(422)).body).toMatchObject({ code: 'rule-timing-incomplete' });
    await desk.staff.post(url).send({ rule: draft, days: 3 }).expect(400);
  });

  it('changes nothing', async () => {
    const before = await everything();
    await simulated({ rule: { ...draft, holdoutPercent: 20, followUp: true }, days: 30, assumeConsent: true });
    expect(await everything()).toEqual(before);
  });

  it('uses only what was known on each day: another future leaves it the same', async () => {
    const simulation = { rule: { ...draft, followUp: true }, from: addDays(TODAY, -60), to: addDays(TODAY, -20), assumeConsent: true };
    const run = async () => {
      const { reminders, messages, customers, gates, weeks } = await desk.area.app.get(SimulateRule).run(desk.workspaceId, simulation);
      return { reminders, messages, customers, gates, weeks: weeks.map((week) => [week.from, week.reminders]) };
    };
    const before = await run();
    expect(before.reminders).toBeGreaterThan(5);
    await desk.area.app.get(Database).inWorkspace(desk.workspaceId, (tx) => tx.query('DELETE FROM purchase_lines WHERE workspace_id = $1 AND ordered_on >= $2', [desk.workspaceId, simulation.to]));
    for (const [i, customer] of steady.entries()) await customer.buys(tea, addDays(simulation.to, i), addDays(simulation.to, 2 * i + 4));
    expect(await run()).toEqual(before);
  });
});
