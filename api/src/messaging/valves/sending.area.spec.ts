import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SendingState } from '@perennial/contract/admin';
import request from 'supertest';
import { type MailDesk, openMailDesk } from '../../../../test/builders/mail-desk.js';
import { aPerson, signedIn } from '../../../../test/builders/staff.js';
import { Memberships, OperatorRoll } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { MessagesSweep } from '../messages.sweep.js';

// `npm run test:long` has more waiting when the mail server comes back.
const WAITING = process.env['PERENNIAL_LONG'] === '1' ? 10_000 : 100;

type Browser = Awaited<ReturnType<typeof signedIn>>;

describe('what keeps messages from leaving', () => {
  let desk: MailDesk;
  let admin: Browser;
  let operator: Browser;
  let url: string;

  beforeAll(async () => {
    desk = await openMailDesk();
    const { app } = desk.area;
    const [adam, oscar] = [await aPerson(app, 'adam'), await aPerson(app, 'oscar')];
    await app.get(Database).inWorkspace(desk.workspaceId, (tx) => app.get(Memberships).add(tx, desk.workspaceId, adam.id, 'admin'));
    await app.get(Database).global((tx) => app.get(OperatorRoll).add(tx, oscar.id));
    [admin, operator] = [await signedIn(app, adam), await signedIn(app, oscar)];
    url = `/api/v1/workspaces/${desk.workspaceId}/sending`;
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    desk.sink.mails.length = 0;
    desk.sink.delayMs = 0;
    await desk.area.database.rows('DELETE FROM messages');
  });

  const state = async () => (await admin.get(url).expect(200)).body as SendingState;
  /** What the health page says of the mail server, to whoever looks. */
  const mailNote = async () => ((await request(desk.area.app.getHttpServer()).get('/health/ready').expect(200)).body as { info: Record<string, unknown> }).info['mail'];

  describe('a pause', () => {
    it('of the workspace keeps its reminders until somebody resumes', async () => {
      await desk.queueReminders(3);
      await admin.post(`${url}/pause`).send({ because: 'Prices are wrong' }).expect(204);
      await desk.send();
      expect(desk.sink.mails).toHaveLength(0);
      expect(await state()).toMatchObject({ paused: { because: 'Prices are wrong', by: 'workspace' }, servicePaused: null, waiting: { due: 3, later: 0, inDoubt: 0 } });
      await admin.post(`${url}/resume`).expect(204);
      await desk.send();
      expect(desk.sink.mails).toHaveLength(3);
      expect((await state()).paused).toBeNull();
    });

    it('of the operator cannot be ended by the workspace', async () => {
      const operations = `/api/v1/operations/workspaces/${desk.workspaceId}/sending`;
      await operator.post(`${operations}/pause`).send({ because: 'Complaints' }).expect(204);
      for (const verb of ['pause', 'resume']) expect((await admin.post(`${url}/${verb}`).send({ because: 'mine' }).expect(409)).body).toMatchObject({ code: 'sending-paused-by-operator' });
      expect((await state()).paused).toMatchObject({ by: 'operator' });
      await operator.post(`${operations}/resume`).expect(204);
      expect((await state()).paused).toBeNull();
    });

    it('of everything is the operator’s, and takes effect on what is in hand', async () => {
      await desk.queueReminders(200);
      desk.sink.delayMs = 300;
      const sending = desk.send();
      await desk.sink.waitFor(5);
      await operator.post('/api/v1/operations/sending/pause').send({ because: 'The mail server burns' }).expect(204);
      await sending;
      const left = desk.sink.mails.length;
      expect(left).toBeLessThan(200);
      await desk.send();
      expect(desk.sink.mails).toHaveLength(left);
      expect(await desk.statuses()).toEqual({ sent: left, queued: 200 - left });
      expect((await state()).servicePaused).toMatchObject({ because: 'The mail server burns' });
      await admin.post('/api/v1/operations/sending/resume').expect(403);
      await operator.post('/api/v1/operations/sending/resume').expect(204);
      desk.sink.delayMs = 0;
      await desk.send();
      expect(await desk.statuses()).toEqual({ sent: 200 });
    });
  });

  it('a pace lets out so many a minute, in all and to one domain, and holds the others by name until the next', async () => {
    await desk.queueReminders(5, 'big.example');
    await desk.queueReminders(5, 'small.example');
    await admin.put(`${url}/pace`).send({ perMinute: 6, perDomainMinute: 4 }).expect(204);
    await admin.put(`${url}/pace`).send({ perMinute: 0, perDomainMinute: 4 }).expect(400);
    await desk.send();
    await desk.send();
    expect(await desk.statuses()).toEqual({ sent: 6, held: 4 });
    const perDomain = () => Map.groupBy(desk.sink.mails, ({ to }) => to[0]?.split('@')[1]).values();
    for (const mails of perDomain()) expect(mails.length).toBeLessThanOrEqual(4);
    const held = await desk.area.database.rows<{ because: string; wait: number }>(`SELECT held_because AS because, extract(second FROM next_attempt_at)::int AS wait FROM messages WHERE status = 'held'`);
    expect(held.every(({ because, wait: seconds }) => because === 'pace' && seconds === 0)).toBe(true);
    // The next minute: what the last one let out counts for nothing.
    await desk.area.database.rows(`UPDATE sending_minutes SET minute = minute - interval '1 minute'`);
    await desk.area.database.rows(`UPDATE messages SET next_attempt_at = now() WHERE status = 'held'`);
    await desk.send();
    expect(await desk.statuses()).toEqual({ sent: 10 });
    await admin.put(`${url}/pace`).send({ perMinute: null, perDomainMinute: null }).expect(204);
  });

  it('a mail server that is down for ten minutes: nothing is lost or worn out, everybody can see it, and then all of it leaves', async () => {
    const { app, database } = desk.area;
    const clock = app.get(Clock);
    await desk.queueReminders(WAITING);
    await desk.sink.goDown();
    for (let minute = 0; minute < 10; minute += 1) {
      await clock.moveTo(new Date(clock.now().getTime() + 60_000));
      await app.get(MessagesSweep).run(clock.now());
      await database.rows('UPDATE mail_server SET try_at = now()');
      await desk.send();
      expect(await desk.statuses()).toEqual({ queued: WAITING });
      expect(await mailNote()).toMatchObject({ delivering: false, downSince: expect.any(String), error: expect.any(String) });
      expect((await state()).mailServer.downSince).not.toBeNull();
    }
    const [worn] = await database.rows<{ most: number }>('SELECT max(attempts) AS most FROM messages');
    expect(worn?.most).toBeLessThanOrEqual(1);

    await desk.sink.comeUp();
    await desk.send();
    expect(desk.sink.mails).toHaveLength(0); // nobody has knocked yet
    await database.rows('UPDATE mail_server SET try_at = now()');
    await desk.send();
    expect(await desk.statuses()).toEqual({ sent: WAITING });
    expect(desk.sink.mails).toHaveLength(WAITING);
    expect(new Set(desk.sink.mails.map(({ parsed }) => parsed.messageId)).size).toBe(WAITING);
    expect(await mailNote()).toEqual({ status: 'up', delivering: true });
  });

  describe('somebody who unsubscribes while mails leave', () => {
    it('is answered although the mail server is slow, and a mail that waited for it does not leave any more', async () => {
      const customers = await desk.queueReminders(7);
      desk.sink.delayMs = 6_000;
      const sending = desk.send();
      while ((await desk.statuses())['sending'] !== 7) await wait(20);
      // Five have the connections; the others are on their way too and have not begun.
      await wait(1_000);
      const asked = Date.now();
      await Promise.all(customers.map((id) => request(desk.area.app.getHttpServer()).post(desk.unsubscribePath(id)).expect(200)));
      expect(Date.now() - asked).toBeLessThan(5_900);
      const answered = Date.now();
      await sending;
      expect(desk.sink.mails).toHaveLength(5);
      for (const { at } of desk.sink.mails) expect(at).toBeLessThan(answered);
      await desk.send();
      expect(await desk.statuses()).toEqual({ sent: 5, skipped: 2 });
      expect(await desk.area.database.rows(`SELECT DISTINCT skipped_because FROM messages WHERE status = 'skipped'`)).toEqual([{ skipped_because: 'no-consent' }]);
    });

    it('a thousand of them, in the middle of a run: no mail leaves after its unsubscribe was answered', async () => {
      const customers = await desk.queueReminders(1_000);
      const answeredAt = new Map<string, number>();
      const sending = Promise.all([desk.send(), desk.send()]);
      await desk.sink.waitFor(20);
      // From the last to the first: most of them overtake their mail.
      const waiting = [...customers].reverse();
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
            await request(desk.area.app.getHttpServer()).post(desk.unsubscribePath(id)).type('form').send('List-Unsubscribe=One-Click').expect(200);
            answeredAt.set(`${id}@people.example`, Date.now());
          }
        }),
      );
      await sending;
      await desk.send();
      const late = desk.sink.mails.filter(({ to, at }) => at > (answeredAt.get(to[0] ?? '') ?? 0));
      expect(late).toEqual([]);
      const { sent = 0, skipped = 0 } = await desk.statuses();
      expect(sent + skipped).toBe(1_000);
      expect(sent).toBe(desk.sink.mails.length);
      expect(skipped).toBeGreaterThan(0);
    });
  });
});
