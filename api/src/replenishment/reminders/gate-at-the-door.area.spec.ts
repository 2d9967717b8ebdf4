import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addDays } from '@perennial/calendar';
import { every, openRhythmDesk, type RhythmDesk } from '../../../../test/builders/rhythm-desk.js';
import type { DoorVerdict, EndedMessage, MessageAtTheDoor } from '../../messaging/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { ReminderGate } from './gate-at-the-door.js';

const TODAY = '2027-03-20';
const CUSTOMERS = 18;
/** What may happen between the moment a reminder is queued and the moment it leaves; $1 is the customer. */
const MEANWHILE = {
  nothing: null,
  'withdraws for one product': `UPDATE cycles SET stopped = true WHERE customer_id = $1 AND product_id = (SELECT min(product_id::text)::uuid FROM cycles WHERE customer_id = $1)`,
  'withdraws for all': `UPDATE cycles SET stopped = true WHERE customer_id = $1`,
  'wants one later': `UPDATE cycles SET not_before = '2027-04-20' WHERE customer_id = $1 AND product_id = (SELECT max(product_id::text)::uuid FROM cycles WHERE customer_id = $1)`,
  'has bought': `UPDATE cycles SET last_ordered_on = '2027-03-20' WHERE customer_id = $1`,
  'has no cycle any more': `DELETE FROM cycles WHERE customer_id = $1`,
  'lives where it is night': `UPDATE customers SET time_zone = 'Pacific/Auckland' WHERE id = $1`,
  'is called on by a person': `UPDATE customers SET owner_id = gen_random_uuid() WHERE id = $1`,
  'has no address': `UPDATE customers SET email = NULL WHERE id = $1`,
} as const;

describe('the reminders at the door', () => {
  let desk: RhythmDesk;
  let messages: MessageAtTheDoor[];

  beforeAll(async () => {
    desk = await openRhythmDesk(`${TODAY}T12:00:00Z`);
    const url = `/api/v1/workspaces/${desk.workspaceId}`;
    const products: string[] = [];
    for (const name of ['Tea', 'Filters']) products.push(await desk.product(name, { from: 25, to: 35 }));
    await desk.staff.post(`${url}/rules`).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email' }).expect(201);
    await desk.staff.post(`${url}/sending/pause`).send({ because: 'To look at what waits' }).expect(204);
    const shoppers = await Promise.all(Array.from({ length: CUSTOMERS }, (_, i) => desk.customer(`shopper${i}`)));
    for (const shopper of shoppers) for (const product of products) await shopper.buys(product, ...every(30, { count: 4, last: addDays(TODAY, -24) }));
    await desk.at(`${addDays(TODAY, 3)}T12:00:00Z`);
    const kinds = Object.values(MEANWHILE);
    for (const [i, { id }] of shoppers.entries()) {
      const sql = kinds[i % kinds.length];
      if (sql) await desk.rows(sql, [id]);
    }
    messages = await desk.rows<MessageAtTheDoor>(
      `SELECT id, workspace_id AS "workspaceId", purpose, channel, customer_id AS "customerId", variables FROM messages WHERE status = 'queued' ORDER BY id`,
    );
  });
  afterAll(() => desk?.close());

  /** What the work leaves behind, and how many questions it asked the database; all of it is undone. */
  async function tried<T>(work: (gate: ReminderGate, tx: Tx) => Promise<T>) {
    const undone = new Error('undone');
    let result: { said: T; queries: number; reminders: unknown[]; log: unknown[] } | undefined;
    await desk.area.app
      .get(Database)
      .inWorkspace(desk.workspaceId, async (tx) => {
        const asked = jest.spyOn(tx, 'query');
        const said = await work(desk.area.app.get(ReminderGate), tx);
        const queries = asked.mock.calls.length;
        asked.mockRestore();
        const log = await tx.query<unknown[]>('SELECT reminder_id, verdict, because FROM reminder_decisions ORDER BY reminder_id, decided_on');
        result = { said, queries, log, reminders: await tx.query<unknown[]>('SELECT id, status, held_because, skipped_because, release_at, message_id FROM reminders ORDER BY id') };
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error;
      });
    return result as NonNullable<typeof result>;
  }

  it('are decided together as each would be alone, without a question more', async () => {
    expect(messages).toHaveLength(CUSTOMERS);
    const together = await tried((gate, tx) => gate.decide(tx, desk.workspaceId, messages));
    const alone = await tried(async (gate, tx) => {
      const said = new Map<string, DoorVerdict>();
      for (const message of messages) for (const [id, verdict] of await gate.decide(tx, desk.workspaceId, [message])) said.set(id, verdict);
      return said;
    });
    expect([...together.said]).toEqual([...alone.said]);
    expect([...together.said.keys()]).toEqual(messages.map(({ id }) => id));
    expect(together.reminders).toEqual(alone.reminders);
    expect(together.log).toEqual(alone.log);
    const reasons = [...together.said.values()].map((verdict) => (verdict.kind === 'send' ? 'send' : verdict.because));
    expect([...new Set(reasons)].sort()).toEqual(['bought-since', 'cycle-gone', 'no-address', 'owned-by-rep', 'quiet-hours', 'send', 'stopped-product']);

    const one = await tried((gate, tx) => gate.decide(tx, desk.workspaceId, messages.slice(0, 1)));
    expect(together.queries).toBeLessThanOrEqual(one.queries + 2);
  });

  it('drop the product that may not be spoken of and keep the other', async () => {
    const { said } = await tried((gate, tx) => gate.decide(tx, desk.workspaceId, messages));
    const spokenOf = [...said.values()].map((verdict) => (verdict.kind === 'send' ? verdict.variables : { products: [] }));
    expect(new Set(spokenOf.map((variables) => (variables as { products: unknown[] }).products.length))).toEqual(new Set([0, 1, 2]));
  });

  it('are settled together as each would be alone', async () => {
    const ended = messages.map((message, i): EndedMessage => {
      const outcome = ([{ status: 'sent', at: new Date() }, { status: 'skipped', because: 'suppressed' }, { status: 'failed', because: '550' }] as const)[i % 3];
      return { message, outcome: outcome as EndedMessage['outcome'] };
    });
    const together = await tried((gate, tx) => gate.settled(tx, desk.workspaceId, ended));
    const alone = await tried(async (gate, tx) => {
      for (const one of ended) await gate.settled(tx, desk.workspaceId, [one]);
    });
    expect(together.reminders).toEqual(alone.reminders);
    expect(together.log).toEqual(alone.log);
    expect(new Set((together.reminders as { status: string }[]).map(({ status }) => status))).toEqual(new Set(['sent', 'skipped', 'failed']));
    expect(together.queries).toBe(3);
  });
});
