import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { type MailDesk, openMailDesk } from '../../../../test/builders/mail-desk.js';
import type { Area } from '../../../../test/stage/open-area.js';
import { tenantTables } from '../../../../test/stage/tenant-tables.js';
import { Clock } from '../../platform/clock/index.js';
import { Broadcast, Database } from '../../platform/database/index.js';
import { type ClickLink, ClickLinks } from './click-links.js';
import { ClickWatch } from './click-watch.js';

const PHONE = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36';
const IDLE = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

describe('links of mails', () => {
  let desk: MailDesk;
  let area: Area;
  let workspaceId: string;

  beforeAll(async () => {
    desk = await openMailDesk({ trustProxy: 1 });
    ({ area, workspaceId } = desk);
  });
  afterAll(() => desk?.close());
  beforeEach(() => void desk.sink.mails.splice(0));

  it('lead on to the portal; the secret behind the # is the browser’s to carry, and a click of a person is noted', async () => {
    const [links] = await sentReminders(1);
    await anHourPasses();
    const link = new URL(links?.[0] ?? '');
    expect(link.hash).toMatch(/^#token=perennial_link_/);
    const answer = await follow(link).expect(302);
    expect(answer.headers).toMatchObject({ location: '/portal/enter', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(await clicks()).toEqual([]);
    await afterWatching();
    expect(await clicks()).toEqual([{ link: 'date' }]);
  });

  it('that a browser or a provider fetches ahead of the person count as no click, in whichever header it says so', async () => {
    const mails = await sentReminders(5);
    await anHourPasses();
    const before = await clicks();
    const flags = [['Sec-Purpose', 'prefetch;prerender'], ['Purpose', 'prefetch'], ['X-Purpose', 'preview'], ['X-Moz', 'prefetch'], ['Sec-Fetch-Mode', 'no-cors']] as const;
    for (const [i, [header, value]] of flags.entries()) await follow(new URL(mails[i]?.[0] ?? '')).set(header, value).expect(302);
    await afterWatching();
    expect(await clicks()).toEqual(before);
    await follow(new URL(mails[0]?.[0] ?? '')).set('Sec-Fetch-Mode', 'navigate').expect(302);
    await afterWatching();
    expect(await clicks()).toHaveLength(before.length + 1);
  });

  it('that a scanner follows, all of a hundred mails and on to where they lead, change no row and count as no click', async () => {
    const mails = await sentReminders(100);
    await anHourPasses();
    const before = await everything();
    for (const link of mails.flat()) {
      for (let url: URL | null = new URL(link); url; ) {
        const { headers } = await follow(url, IDLE);
        url = headers['location'] ? new URL(headers['location'], url) : null;
      }
      await request(area.app.getHttpServer()).head(new URL(link).pathname);
    }
    for (const mail of desk.sink.mails) {
      const header = mail.parsed.headers.find(({ key }) => key === 'list-unsubscribe')?.value.match(/<(https?:[^>]+)>/)?.[1] ?? '';
      await follow(new URL(header), IDLE).expect(200);
    }
    expect(mails.flat()).toHaveLength(300);
    await afterWatching();
    expect(await everything()).toEqual(before);
  });

  describe('when several processes answer', () => {
    let other: Broadcast;
    let beside: ClickWatch;
    const hit = { method: 'GET', userAgent: PHONE, fetchMode: 'navigate', purpose: null };

    beforeEach(async () => {
      const { app } = area;
      other = new Broadcast(app.get(Database), area.database.settings);
      beside = new ClickWatch(app.get(Database), app.get(Clock), other);
      await other.onApplicationBootstrap();
      await area.database.rows('DELETE FROM clicks');
    });
    afterEach(() => other.beforeApplicationShutdown());

    /** Until each of the two knows of as many hits on the mail. */
    const bothKnow = async (link: ClickLink, count: number) => {
      const known = (watch: ClickWatch) => watch['watched'].get(link.messageId)?.hits.length ?? 0;
      while ([beside, area.app.get(ClickWatch)].some((watch) => known(watch) < count)) await wait(20);
    };
    const settleBoth = async () => {
      await beside.settle(Number.POSITIVE_INFINITY);
      await afterWatching();
    };

    it('a scanner is known for one though each of them sees but a part of it', async () => {
      const [links] = await sentReminders(1);
      await anHourPasses();
      for (const [i, link] of (links ?? []).entries()) (i === 0 ? beside : area.app.get(ClickWatch)).note(clickOf(link), { ...hit, ip: '192.0.2.8' });
      await bothKnow(clickOf(links?.[0]), 3);
      await settleBoth();
      expect(await clicks()).toEqual([]);
    });

    it('a person who taps twice has clicked once', async () => {
      const [links] = await sentReminders(1);
      await anHourPasses();
      beside.note(clickOf(links?.[0]), { ...hit, ip: '192.0.2.9' });
      await bothKnow(clickOf(links?.[0]), 1);
      area.app.get(ClickWatch).note(clickOf(links?.[0]), { ...hit, ip: '192.0.2.9' });
      await bothKnow(clickOf(links?.[0]), 2);
      await settleBoth();
      expect(await clicks()).toHaveLength(1);
    });
  });

  it('cannot be made to lead elsewhere', async () => {
    const token = (url: string) => new URL(url).pathname.split('/').at(-1) ?? '';
    const message = { workspaceId, id: randomUUID() };
    const honest = area.app.get(ClickLinks).through(message, 'shop', 'https://shop.example/tea?size=100#leaves');
    expect((await follow(new URL(honest)).expect(302)).headers['location']).toBe('https://shop.example/tea?size=100');
    expect(new URL(honest).hash).toBe('#leaves');
    const bytes = Buffer.from(token(honest), 'base64url');
    const elsewhere = Buffer.concat([bytes.subarray(0, 48), Buffer.from('shop https://evil.example/')]).toString('base64url');
    for (const forged of [elsewhere, 'x', Buffer.alloc(60).toString('base64url')]) {
      expect((await follow(new URL(`http://perennial.test/api/v1/clicks/${forged}`)).expect(404)).body).toMatchObject({ code: 'no-such-link' });
    }
    for (const odd of ['javascript:alert(1)', '//evil.example/', 'data:text/html,x']) {
      await follow(new URL(area.app.get(ClickLinks).through(message, 'shop', odd))).expect(404);
    }
  });

  const follow = (url: URL, userAgent = PHONE, ip = '192.0.2.7') =>
    request(area.app.getHttpServer()).get(url.pathname + url.search).set('User-Agent', userAgent).set('X-Forwarded-For', ip).redirects(0);
  const clickOf = (link = '') => area.app.get(ClickLinks).read(new URL(link).pathname.split('/').at(-1) ?? '') as ClickLink;
  const afterWatching = () => area.app.get(ClickWatch).settle(Number.POSITIVE_INFINITY);
  const anHourPasses = () => area.database.rows(`UPDATE messages SET sent_at = sent_at - interval '1 hour'`);
  const clicks = () => area.database.rows(`SELECT c.link FROM clicks c ORDER BY c.link`);

  async function everything(): Promise<Record<string, string>> {
    const tables = await tenantTables(area.database);
    const hashes = await Promise.all(
      tables.map(async (table) => [table, (await area.database.rows<{ hash: string }>(`SELECT coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') AS hash FROM ${table} t`))[0]?.hash ?? '']),
    );
    return Object.fromEntries(hashes) as Record<string, string>;
  }

  /** The links in the text of as many reminders, each to a customer of its own. */
  async function sentReminders(count: number): Promise<string[][]> {
    const customers = await desk.queueReminders(count);
    await desk.send();
    return customers.map((id) => [...new Set(desk.sink.to(`${id}@people.example`)[0]?.parsed.text?.match(/http\S+\/api\/v1\/clicks\/\S+/g))]);
  }
});
