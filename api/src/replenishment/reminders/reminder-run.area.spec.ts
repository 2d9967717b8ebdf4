import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { every, openRhythmDesk, type RhythmDesk } from '../../../../test/builders/rhythm-desk.js';
import { Entitlements } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';

describe('the reminders of a day', () => {
  let desk: RhythmDesk;
  let url: string;
  let limit: number | null = null;

  beforeAll(async () => {
    desk = await openRhythmDesk('2027-03-24T12:00:00Z');
    url = `/api/v1/workspaces/${desk.workspaceId}`;
    desk.area.app.get(Entitlements).use({
      of: async () => ({ access: 'full', limits: { contacts: null, remindersAMonth: limit, seats: null } }),
      lifting: async () => null,
    });
    const tea = await desk.product('Green tea 100 g', { from: 25, to: 35 });
    await desk.staff.post(`${url}/rules`).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email' }).expect(201);
    for (const name of ['Ada', 'Bo', 'Cem']) await (await desk.customer(name)).buys(tea, ...every(30, { count: 4, last: '2027-03-01' }));
    await (await desk.customer('Dee', { consent: false })).buys(tea, ...every(30, { count: 4, last: '2027-03-01' }));
  });
  afterAll(() => desk?.close());

  const run = async (day: string) => (await desk.staff.get(`${url}/reminders/run`).query({ day }).expect(200)).body as Record<string, unknown>;
  const sendDay = async () => (await desk.area.database.rows<{ day: string }>('SELECT DISTINCT send_on AS day FROM reminders'))[0]?.day ?? '';

  it('are counted before, by gate while they leave, and the plan’s limit holds what is too much until the next month', async () => {
    const day = await sendDay();
    expect(await run(day)).toMatchObject({ day, planned: 4, waiting: 4, sent: 0, done: false });
    limit = 2;
    await desk.at(`${day}T12:00:00Z`);
    const after = await run(day);
    expect(after).toMatchObject({ waiting: 0, leaving: 0, sent: 2, failed: 0, inDoubt: 0, skipped: [{ because: 'no-consent', reminders: 1 }] });
    expect(after['planned']).toBe(3 + (after['held'] as { reminders: number }[]).reduce((sum, { reminders }) => sum + reminders, 0));
    expect(await desk.area.database.rows(`SELECT held_because FROM reminders WHERE status = 'held'`)).toEqual([{ held_because: 'plan-limit' }]);
    const used = await desk.area.app.get(Database).inWorkspace(desk.workspaceId, (tx) => desk.area.app.get(Entitlements).used(tx, desk.workspaceId, 'remindersAMonth'));
    expect(used).toBe(2);
    expect((await desk.staff.get(`${url}/reminders/run`).query({ day: 'yesterday' }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
  });

  it('are told as they change, as events that staff alone may hear', async () => {
    const day = await sendDay();
    const read = desk.staff.get(`${url}/reminders/run/events`).query({ day }).buffer(true).parse((res, done) => {
      res.on('data', (chunk: Buffer) => {
        const event = chunk.toString();
        if (event.includes('data:')) {
          done(null, event);
          (res as unknown as { destroy(): void }).destroy();
        }
      });
    });
    const { headers, body } = await read;
    expect(headers['content-type']).toContain('text/event-stream');
    expect(JSON.parse(String(body).match(/data: (.*)/)?.[1] ?? '{}')).toMatchObject({ day, sent: 2 });
    await supertest(desk.area.app.getHttpServer()).get(`${url}/reminders/run/events`).expect(401);
  });
});
