import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreatedCalendarFeed, StaffNoticeList } from '@perennial/contract/admin';
import type { z } from 'zod';
import { type BillingDesk, GOOD_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

let desk: BillingDesk;
beforeAll(async () => {
  desk = await openBillingDesk('2027-02-01T12:00:00Z');
});
afterAll(() => desk?.close());

const at = (s: Subscriber, path: string) => `/api/v1/workspaces/${s.workspaceId}/billing/${path}`;
const noticesOf = async (s: Subscriber) =>
  ((await s.owner.get(at(s, 'notices')).query({ perPage: 100 }).expect(200)).body as { data: { kind: string; contact: string; givenAt: string; readAt: string | null }[] }).data.reverse();
const heardBy = async (s: Subscriber, contact: string) => (await noticesOf(s)).filter((notice) => notice.contact === contact).map(({ kind }) => kind);
const ann = { name: 'Ann', email: 'ann@tea.example', locale: 'en' as const, timeZone: null, phone: null };
const bob = { name: 'Bob', email: 'bob@tea.example', locale: 'en' as const, timeZone: 'America/New_York', phone: null };

describe('a workspace whose plan ends on 9 March', () => {
  let shop: Subscriber;

  it('chooses its days, its time and who hears', async () => {
    shop = await desk.subscribe('tea');
    expect((await shop.owner.get(at(shop, 'notice-settings')).expect(200)).body).toEqual({ daysBefore: [30, 15, 7, 3, 1, 0], sendAt: '09:00' });
    const choose = (daysBefore: number[], sendAt: string) => shop.owner.put(at(shop, 'notice-settings')).send({ daysBefore, sendAt });
    for (const [days, time] of [[[30], '09:00'], [[3, 3], '09:00'], [[3], '07:00'], [[3], '21:00'], [[-1, 0], '09:00'], [[], '09:00']] as const) await choose([...days], time).expect(400);
    await choose([20, 7, 3, 0], '10:30').expect(200);
    await shop.owner.put(at(shop, 'contacts')).send({ contacts: [] }).expect(400);
    await shop.owner.put(at(shop, 'contacts')).send({ contacts: [ann, { ...ann, email: 'ANN@tea.example' }] }).expect(400);
    expect((await shop.owner.put(at(shop, 'contacts')).send({ contacts: [ann, bob] }).expect(200)).body).toEqual({ contacts: [ann, bob] });
  });

  it('hears on those days, at that time of each reader’s own clock, each notice once', async () => {
    await desk.at('2027-02-17T10:29:00Z');
    expect(await noticesOf(shop)).toEqual([]);
    await desk.at('2027-02-17T10:31:00Z');
    expect(await heardBy(shop, 'ann@tea.example')).toEqual(['expiry-20']);
    await desk.at('2027-03-06T12:00:00Z');
    expect(await heardBy(shop, 'ann@tea.example')).toEqual(['expiry-20', 'expiry-7', 'expiry-3']);
    expect(await heardBy(shop, 'bob@tea.example')).toEqual([]);
    // 10:30 in New York is 15:30 in London.
    await desk.at('2027-03-06T15:31:00Z');
    expect(await heardBy(shop, 'bob@tea.example')).toEqual(['expiry-3']);
  });

  it('hears no more by the second contact once somebody has read them, until it is serious', async () => {
    expect((await shop.owner.post(at(shop, 'notices/read')).expect(200)).body).toEqual({ read: 4 });
    await desk.at('2027-03-09T23:00:00Z');
    expect(await heardBy(shop, 'ann@tea.example')).toEqual(['expiry-20', 'expiry-7', 'expiry-3', 'expiry-0']);
    expect(await heardBy(shop, 'bob@tea.example')).toEqual(['expiry-3']);
    await desk.at('2027-03-10T23:00:00Z');
    const dunning = (await desk.operator.get('/api/v1/operations/dunning').expect(200)).body as { data: object[]; total: number };
    expect(dunning).toMatchObject({ total: 1, data: [{ slug: 'tea', state: 'grace', paidThrough: '2027-03-09', daysOverdue: 1, lastNotice: 'grace-started', openPaymentId: null }] });
    await shop.owner.get('/api/v1/operations/dunning').expect(403);
    expect(await heardBy(shop, 'bob@tea.example')).toEqual(['expiry-3', 'grace-started']);
  });

  it('need not be heard by the second contact either when somebody has read one in the back office', async () => {
    const seen = await desk.subscribe('seen', { covered: { kind: 'paid', endsOn: '2027-03-25' } });
    await seen.owner.put(at(seen, 'contacts')).send({ contacts: [{ ...ann, email: 'ann@seen.example' }, { ...bob, email: 'bob@seen.example' }] }).expect(200);
    await desk.at('2027-03-19T12:00:00Z');
    const bell = `/api/v1/workspaces/${seen.workspaceId}/staff-notices`;
    const [any] = ((await seen.owner.get(bell).expect(200)).body as StaffNoticeList).data;
    await seen.owner.post(`${bell}/${any?.id}/read`).expect(204);
    await desk.at('2027-03-22T23:00:00Z');
    expect((await heardBy(seen, 'ann@seen.example')).at(-1)).toBe('expiry-3');
    expect(await heardBy(seen, 'bob@seen.example')).toEqual([]);
  });

  it('hears before it is suspended, and before its data goes', async () => {
    await desk.at('2027-05-15T12:00:00Z');
    expect((await heardBy(shop, 'ann@tea.example')).slice(-3)).toEqual(['grace-started', 'before-suspension', 'before-deletion']);
    const mails = await desk.mail.waitFor(7, 'ann@tea.example');
    expect(mails.slice(-3).map(({ parsed }) => parsed.subject)).toEqual([
      'Your plan has ended, everything still works through March 16, 2027',
      'Your workspace is read-only after March 16, 2027',
      'Your data is deleted after May 15, 2027',
    ]);
    expect(mails).toHaveLength(7);
  });

  it('hears nothing any more about an end that a payment has moved', async () => {
    const late = await desk.subscribe('late', { covered: { kind: 'paid', endsOn: '2027-06-10' } });
    await desk.at('2027-05-27T12:00:00Z');
    const payment = await late.openPayment();
    await desk.pay(payment, GOOD_CARD);
    await desk.settled();
    const before = (await noticesOf(late)).length;
    await desk.at('2027-06-10T12:00:00Z');
    expect(await noticesOf(late)).toHaveLength(before + 1);
    expect((await noticesOf(late)).at(-1)).toMatchObject({ kind: 'expiry-30' });
  });
});

describe('the calendar feed', () => {
  it('is read under a private address by anybody who has it, until it is revoked', async () => {
    const s = await desk.subscribe('dates', { locale: 'zh-CN', timeZone: 'Asia/Shanghai', currency: 'CNY', covered: { kind: 'paid', endsOn: '2027-07-10' } });
    const other = await desk.subscribe('other', { covered: { kind: 'paid', endsOn: '2027-07-10' } });
    const feed = (await s.owner.post(at(s, 'calendar-feeds')).send({ locale: 'zh-CN' }).expect(201)).body as z.infer<typeof CreatedCalendarFeed>;
    const answer = await fetch(feed.url);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = await answer.text();
    expect(text).toContain('BEGIN:VCALENDAR');
    expect(text).toContain('DTSTART;VALUE=DATE:20270709');
    expect(text.replaceAll('\r\n ', '')).toContain('已付费的最后一天');
    const uids = [...text.matchAll(/^UID:(.*)$/gm)].map(([, uid]) => uid);
    expect(uids.length).toBeGreaterThan(5);
    expect(new Set(uids).size).toBe(uids.length);
    expect(await (await fetch(feed.url)).text()).toBe(text);

    const list = (await s.owner.get(at(s, 'calendar-feeds')).expect(200)).body as { data: object[] };
    expect(JSON.stringify(list)).not.toContain(feed.url.split('/').at(-1)?.slice(30) ?? 'x');
    expect((await fetch(feed.url.replace('.ics', 'x.ics'))).status).toBe(404);
    expect((await fetch(`${desk.area.origin}/api/v1/calendar/nothing`)).status).toBe(400);
    await other.owner.delete(at(other, `calendar-feeds/${feed.id}`)).expect(404);
    await s.owner.delete(at(s, `calendar-feeds/${feed.id}`)).expect(204);
    const closed = await fetch(feed.url);
    expect(closed.status).toBe(404);
    expect(await closed.json()).toMatchObject({ code: 'no-such-calendar-feed' });
  });
});

describe('a contact who has given a number, and whoever manages the workspace', () => {
  let s: Subscriber;
  const wang = { name: '王芳', email: 'wang@pets.example', locale: 'zh-CN' as const, timeZone: null, phone: '+8613800138000' };
  const bell = async () => (await s.owner.get(`/api/v1/workspaces/${s.workspaceId}/staff-notices`).expect(200)).body as StaffNoticeList;

  it('hear by text message and in the back office, once each', async () => {
    s = await desk.subscribe('pets', { timeZone: 'Asia/Shanghai', locale: 'zh-CN', currency: 'CNY', covered: { kind: 'paid', endsOn: '2027-07-11' } });
    await s.owner.put(at(s, 'contacts')).send({ contacts: [{ ...wang, phone: '138 0013 8000' }] }).expect(400);
    await s.owner.put(at(s, 'contacts')).send({ contacts: [wang, { ...bob, email: 'bob@pets.example', phone: '+447700900123' }] }).expect(200);
    await desk.at('2027-07-07T12:00:00Z');
    // The inbox shows the newest first.
    expect(desk.texts.messages.map(({ to, body }) => [to, /还有(\d+)天/.exec(body)?.[1]])).toEqual([3, 7, 15].map((days) => [wang.phone, String(days)]));
    expect(desk.texts.messages[0]?.body).toMatch(/^【Perennial】Shop pets的团队版套餐还有3天到期。http/);
    expect(desk.mail.to(wang.email)).toHaveLength(3);
    const { unread, total, data } = await bell();
    expect({ unread, total }).toEqual({ unread: 1, total: 3 });
    expect(data.filter(({ readAt }) => readAt === null)).toMatchObject([{ kind: 'plan-ends', link: '/billing', title: { en: 'Your plan runs through July 10, 2027', 'zh-CN': '您的套餐有效期至2027年7月10日' } }]);
  });

  it('see one notice in the back office, the newest, and none once the plan is renewed', async () => {
    await desk.at('2027-07-11T12:00:00Z');
    const now = await bell();
    expect(now).toMatchObject({ unread: 1, data: expect.arrayContaining([expect.objectContaining({ readAt: null, title: expect.objectContaining({ en: 'Your plan has ended, everything still works through July 17, 2027' }) })]) });
    expect(now.total).toBeGreaterThan(2);
    await s.buy();
    await desk.settled();
    expect(await bell()).toMatchObject({ unread: 0, total: now.total });
    const [{ count } = { count: 0 }] = await desk.area.database.rows<{ count: number }>(`SELECT count(*) AS count FROM messages WHERE channel = 'sms' AND workspace_id = $1`, [s.workspaceId]);
    expect(desk.texts.messages).toHaveLength(count);
  });
});
