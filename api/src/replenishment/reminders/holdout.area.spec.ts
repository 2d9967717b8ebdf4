import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@perennial/calendar';
import type { Reminder, Rule } from '@perennial/contract/admin';
import { type Arm, armOf, experimentKey } from '@perennial/replenishment';
import fc from 'fast-check';
import { every, openRhythmDesk, type RhythmDesk, type Shopper } from '../../../../test/builders/rhythm-desk.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { DRAW } from './holdout.sql.js';
import { HoldoutStore } from './holdout.store.js';
import { SendDueReminders } from './send-due-reminders.js';

describe('customers held back for comparison', () => {
  let desk: RhythmDesk;
  let tea: string;
  let rules: string;
  let rule: Rule;
  let ada: Shopper;
  let bo: Shopper;
  let cem: Shopper;
  let dee: Shopper;
  let sendOn: string;

  beforeAll(async () => {
    desk = await openRhythmDesk('2027-03-24T12:00:00Z');
    tea = await desk.product('Green tea 100 g', { from: 25, to: 35 });
    rules = `/api/v1/workspaces/${desk.workspaceId}/rules`;
    rule = (await desk.staff.post(rules).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email', holdoutPercent: 50 }).expect(201)).body as Rule;
    ada = await customerIn('treated', 'ada');
    bo = await customerIn('control', 'bo');
    cem = await desk.customer('cem', { consent: false });
    dee = await desk.customer('dee');
    await desk.area.database.rows(`INSERT INTO suppressions (workspace_id, channel, address, reason, source, created_at) VALUES ($1, 'email', $2, 'staff', 'test', $3)`, [
      desk.workspaceId,
      dee.email,
      desk.area.app.get(Clock).now(),
    ]);
    for (const customer of [ada, bo, cem, dee]) await customer.buys(tea, ...every(30, { count: 4, last: '2027-03-01' }));
    ({ sendOn } = await newest(ada));
    await desk.at(`${sendOn}T10:00:00Z`);
    await desk.mail.waitFor(1, ada.email);
    await desk.settled();
  });
  afterAll(() => desk?.close());

  /** The first of some customers whom the hash puts into this arm. */
  async function customerIn(arm: Arm, name: string): Promise<Shopper> {
    for (let n = 1; ; n += 1) {
      const customer = await desk.customer(`${name}${n}`);
      if (armOf(experimentKey(desk.workspaceId, rule.id, rule.experimentNo), customer.id, rule.holdoutPercent) === arm) return customer;
    }
  }

  const newest = async (customer: Shopper) => (await desk.reminders(customer)).sort((a, b) => (a.sendAt < b.sendAt ? 1 : -1))[0] as Reminder;
  const assignments = () =>
    desk.area.database.rows(
      `SELECT customer_id AS "customerId", experiment_no AS "experimentNo", arm, percent FROM holdout_assignments WHERE workspace_id = $1 ORDER BY arm, experiment_no`,
      [desk.workspaceId],
    );

  it('the treated get their mail, and it is written down that they were drawn', async () => {
    expect(await newest(ada)).toMatchObject({ status: 'sent', wouldHaveSentAt: null });
    expect(await assignments()).toContainEqual({ customerId: ada.id, experimentNo: 1, arm: 'treated', percent: 50 });
  });

  it('the control gets none, and it is written down when it would have come', async () => {
    const reminder = await newest(bo);
    expect(reminder).toMatchObject({ status: 'skipped', skippedBecause: 'holdout', messageId: null });
    expect(reminder.wouldHaveSentAt).toBe(reminder.decidedAt);
    expect(reminder.wouldHaveSentAt?.slice(0, 10)).toBe(sendOn);
    expect(desk.mail.to(bo.email)).toEqual([]);
    expect(await assignments()).toContainEqual({ customerId: bo.id, experimentNo: 1, arm: 'control', percent: 50 });
  });

  it('whoever would get none anyway is drawn for nothing: without consent, or on the do-not-write list', async () => {
    expect(await newest(cem)).toMatchObject({ status: 'skipped', skippedBecause: 'no-consent', wouldHaveSentAt: null });
    expect(await newest(dee)).toMatchObject({ status: 'skipped', skippedBecause: 'suppressed', wouldHaveSentAt: null });
    expect(await assignments()).toHaveLength(2);
  });

  it('a second run decides nothing anew', async () => {
    const before = [await newest(ada), await newest(bo), await assignments()];
    await desk.area.app.get(SendDueReminders).run(desk.workspaceId);
    await desk.settled();
    expect([await newest(ada), await newest(bo), await assignments()]).toEqual(before);
    expect(desk.mail.to(ada.email)).toHaveLength(1);
  });

  it('the next reminder of the same customer keeps the arm', async () => {
    const bought = sendOn;
    for (const customer of [ada, bo]) await customer.buys(tea, bought);
    const next = await newest(ada);
    expect(next).toMatchObject({ status: 'planned', cycleOpenedOn: bought });
    // The nights on the way may move it by a day or two.
    await desk.at(`${addDays(next.sendOn, 5)}T10:00:00Z`);
    await desk.mail.waitFor(2, ada.email);
    await desk.settled();
    expect(await newest(ada)).toMatchObject({ status: 'sent', cycleOpenedOn: bought });
    expect(await newest(bo)).toMatchObject({ status: 'skipped', skippedBecause: 'holdout', cycleOpenedOn: bought });
    expect(desk.mail.to(bo.email)).toEqual([]);
    expect(await assignments()).toHaveLength(2);
  });

  describe('the draw', () => {
    const draw = (...eligible: { ruleId: string; experimentNo: number; customerId: string; holdoutPercent: number }[]) =>
      desk.area.app.get(Database).inWorkspace(desk.workspaceId, async (tx) => {
        const armOfReminder = await desk.area.app.get(HoldoutStore).draw(tx, desk.workspaceId, desk.area.app.get(Clock).now(), eligible);
        return eligible.map(armOfReminder);
      });

    it('is made once, also when runs meet: the first share counts within an experiment', async () => {
      const eligible = [ada, bo, cem, dee].map(({ id }) => ({ ruleId: rule.id, experimentNo: 7, customerId: id, holdoutPercent: 30 }));
      const runs = await Promise.all([draw(...eligible), draw(...eligible.toReversed(), ...eligible), draw(...eligible)]);
      expect(runs[0]).toEqual(eligible.map(({ customerId }) => armOf(experimentKey(desk.workspaceId, rule.id, 7), customerId, 30)));
      expect(runs[1]).toEqual([...(runs[0] ?? []).toReversed(), ...(runs[0] ?? [])]);
      expect(runs[2]).toEqual(runs[0]);
      expect(await desk.area.database.rows('SELECT 1 FROM holdout_assignments WHERE experiment_no = 7')).toHaveLength(4);
      expect(await draw(...eligible.map((reminder) => ({ ...reminder, holdoutPercent: 50 })))).toEqual(runs[0]);
    });

    it('is not made for a rule that holds nobody back', async () => {
      expect(await draw({ ruleId: rule.id, experimentNo: 8, customerId: ada.id, holdoutPercent: 0 })).toEqual([null]);
      expect(await desk.area.database.rows('SELECT 1 FROM holdout_assignments WHERE experiment_no = 8')).toEqual([]);
    });

    it('comes out the same in SQL and in the rule', async () => {
      const drawn = fc.record({
        workspace_id: fc.uuid(),
        rule_id: fc.uuid(),
        experiment_no: fc.integer({ min: 1, max: 2_000_000 }),
        customer_id: fc.uuid(),
        percent: fc.integer({ min: 0, max: 50 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(drawn, { minLength: 1, maxLength: 100 }), async (rows) => {
          const sql = await desk.area.database.rows<{ arm: Arm }>(
            `SELECT drawn.arm FROM jsonb_to_recordset($1::jsonb) AS e (n int, workspace_id uuid, rule_id uuid, experiment_no int, customer_id uuid, percent int)
             ${DRAW} ORDER BY e.n`,
            [JSON.stringify(rows.map((row, n) => ({ ...row, n })))],
          );
          expect(sql.map(({ arm }) => arm)).toEqual(rows.map((row) => armOf(experimentKey(row.workspace_id, row.rule_id, row.experiment_no), row.customer_id, row.percent)));
        }),
        { numRuns: 20, seed: 20270301 },
      );
    });
  });

  describe('the share of a rule', () => {
    const aRule = async (rest: object) => (await desk.staff.post(rules).send({ name: 'Another', leadDays: 5, channel: 'email', ...rest }).expect(201)).body as Rule;
    const change = async (id: string, body: object) => (await desk.staff.patch(`${rules}/${id}`).send(body).expect(200)).body as Rule;

    it('is nobody unless it is set; another share is another experiment, anything else is not', async () => {
      const plain = await aRule({ scope: { kind: 'product', productId: tea } });
      expect(plain).toMatchObject({ holdoutPercent: 0, experimentNo: 1 });
      expect(await change(plain.id, { holdoutPercent: 10 })).toMatchObject({ holdoutPercent: 10, experimentNo: 2 });
      expect(await change(plain.id, { holdoutPercent: 10, name: 'Tea' })).toMatchObject({ holdoutPercent: 10, experimentNo: 2 });
      expect((await desk.staff.post(`${rules}/${plain.id}/pause`).send({}).expect(200)).body).toMatchObject({ holdoutPercent: 10, experimentNo: 2, paused: true });
      expect((await desk.staff.get(`${rules}/${plain.id}`).expect(200)).body).toMatchObject({ name: 'Tea', holdoutPercent: 10, experimentNo: 2 });
    });

    it('stays when a new experiment is started, which a rule that holds nobody back refuses', async () => {
      const { id } = await aRule({ scope: { kind: 'category', category: 'filters' }, holdoutPercent: 5 });
      expect((await desk.staff.post(`${rules}/${id}/start-experiment`).send({}).expect(200)).body).toMatchObject({ holdoutPercent: 5, experimentNo: 2 });
      const audited = await desk.area.database.rows(`SELECT command FROM audit_entries WHERE subject_id = $1 ORDER BY at, id`, [id]);
      expect(audited).toEqual([{ command: 'create-rule' }, { command: 'start-experiment' }]);
      await change(id, { holdoutPercent: 0 });
      expect((await desk.staff.post(`${rules}/${id}/start-experiment`).send({}).expect(409)).body).toMatchObject({ code: 'rule-has-no-holdout' });
    });

    it('is a whole number up to a half', async () => {
      for (const holdoutPercent of [51, -1, 2.5]) {
        expect((await desk.staff.patch(`${rules}/${rule.id}`).send({ holdoutPercent }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
      }
    });
  });
});
