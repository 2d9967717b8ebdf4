import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FollowUpTask, MessageChannels, StaffNoticeList } from '@perennial/contract/admin';
import MailComposer from 'nodemailer/lib/mail-composer';
import request from 'supertest';
import { every, openRhythmDesk, type RhythmDesk, type Shopper } from '../../../../test/builders/rhythm-desk.js';

interface Answer {
  readonly from?: string;
  readonly subject?: string;
  readonly text: string;
  readonly inReplyTo?: string;
  readonly references?: string;
  readonly messageId?: string;
  readonly headers?: Record<string, string>;
}

describe('answers to reminders', () => {
  let desk: RhythmDesk;
  let url: string;
  let repliesUrl: string;
  let tea: string;

  beforeAll(async () => {
    desk = await openRhythmDesk('2027-03-24T12:00:00Z');
    url = `/api/v1/workspaces/${desk.workspaceId}`;
    tea = await desk.product('Green tea 100 g', { from: 25, to: 35 });
    await desk.staff.post(`${url}/rules`).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email' }).expect(201);
    ({ repliesUrl } = (await desk.staff.get(`${url}/message-channels`).expect(200)).body as MessageChannels);
  });
  afterAll(() => desk?.close());

  const handIn = (mime: Buffer | string, to = repliesUrl) =>
    request(desk.area.app.getHttpServer()).post(new URL(to).pathname).set('Content-Type', 'message/rfc822').serialize(String).send(mime.toString());

  async function answers(customer: Shopper, { headers = {}, ...answer }: Answer): Promise<void> {
    const mime = await new MailComposer({
      from: `"${customer.email}" <${customer.email}>`, to: 'no-reply@perennial.example', subject: 'Re: Time for Green tea 100 g again?', messageId: `<${randomUUID()}@mail.example>`, headers, ...answer,
    }).compile().build();
    await handIn(mime).expect(204);
    await desk.settled();
  }

  /** Somebody who got a reminder just now, and the Message-ID of it. */
  async function reminded(name: string): Promise<{ customer: Shopper; inReplyTo: string }> {
    const customer = await desk.customer(name);
    await customer.buys(tea, ...every(30, { count: 4, last: '2027-02-24' }));
    await (await customer.portal()).post(`/api/v1/portal/shelf/${(await desk.cycle(customer)).id}/ran-out`).expect(204);
    now += 30;
    await desk.at(new Date(Date.parse('2027-03-24T12:00:00Z') + now * 60_000).toISOString());
    const [mail] = await desk.mail.waitFor(1, customer.email);
    return { customer, inReplyTo: mail?.parsed.messageId ?? '' };
  }
  let now = 0;

  const tasks = async (filter: object = {}) =>
    (await desk.staff.get(`${url}/follow-up-tasks`).query({ filter: JSON.stringify(filter) }).expect(200)).body as { data: FollowUpTask[]; total: number; open: number };
  const said = (customer: Shopper) => desk.area.database.rows(`SELECT kind, actor_kind FROM feedback WHERE customer_id = $1 AND kind <> 'ran-out' ORDER BY said_at, id`, [customer.id]);

  it('"stop" stops all reminders, as the button does, however often the mail is handed in', async () => {
    const { customer, inReplyTo } = await reminded('Ada');
    const answer = { text: 'Stop\r\n\r\nOn Wed, 24 Mar 2027, tea wrote:\r\n> Time for Green tea again?', inReplyTo, messageId: '<one@mail.example>' };
    await answers(customer, answer);
    await answers(customer, answer);
    expect(await said(customer)).toEqual([{ kind: 'stop-all', actor_kind: 'customer' }]);
    expect(await desk.area.database.rows(`SELECT granted FROM consents_in_force WHERE customer_id = $1`, [customer.id])).toEqual([{ granted: false }]);
    expect((await tasks({ customerId: customer.id })).total).toBe(0);
  });

  it('a mail program that unsubscribes by mail names the reminder in the subject, and answers nothing', async () => {
    const { customer, inReplyTo } = await reminded('Eve');
    await answers(customer, { text: 'unsubscribe', subject: inReplyTo });
    expect(await said(customer)).toEqual([{ kind: 'stop-all', actor_kind: 'customer' }]);
    expect(await desk.area.database.rows(`SELECT granted FROM consents_in_force WHERE customer_id = $1`, [customer.id])).toEqual([{ granted: false }]);
  });

  it('"还有一些" in answer to the last of several mails is said about what that mail was about', async () => {
    const { customer, inReplyTo } = await reminded('Bea');
    const before = (await desk.cycle(customer)).expectedOn;
    await answers(customer, { text: '我还有一些，谢谢', references: `<other@mail.example> ${inReplyTo}` });
    expect(await said(customer)).toEqual([{ kind: 'still-have-some', actor_kind: 'customer' }]);
    expect((await desk.cycle(customer)).expectedOn > before).toBe(true);
  });

  it('a question becomes a task and a notice, and is closed once', async () => {
    const { customer, inReplyTo } = await reminded('Cem');
    await answers(customer, { text: 'Do you also have the <b>black</b> one? 🍵', inReplyTo });
    expect(await said(customer)).toEqual([]);
    const { data, open } = await tasks({ customerId: customer.id });
    expect(data).toMatchObject([{ kind: 'reply', customerName: 'Cem', title: 'Re: Time for Green tea 100 g again?', words: 'Do you also have the <b>black</b> one? 🍵', closedAt: null }]);
    const notices = (await desk.staff.get(`${url}/staff-notices`).expect(200)).body as StaffNoticeList;
    expect(notices.data).toMatchObject([{ kind: 'reply-waiting', link: `/customers/${customer.id}/show`, readAt: null }]);
    const id = data[0]?.id ?? '';
    await desk.staff.post(`${url}/follow-up-tasks/${id}/close`).expect(204);
    expect((await desk.staff.post(`${url}/follow-up-tasks/${id}/close`).expect(409)).body).toMatchObject({ code: 'no-open-task' });
    expect((await tasks()).open).toBe(open - 1);
    expect((await tasks({ open: true })).data).toEqual([]);
  });

  it('what a machine wrote is nothing, and what somebody else wrote decides nothing', async () => {
    const { customer, inReplyTo } = await reminded('Dee');
    const before = (await tasks()).total;
    await answers(customer, { text: 'stop', inReplyTo, headers: { 'Auto-Submitted': 'auto-replied' } });
    await answers(customer, { text: '我在休假', subject: '自动回复：Re: Time', inReplyTo });
    expect((await tasks()).total).toBe(before);
    await answers(customer, { text: 'stop', inReplyTo, from: 'neighbour@elsewhere.example' });
    await answers(customer, { text: 'stop', inReplyTo: `<${randomUUID()}@perennial.example>` });
    expect(await said(customer)).toEqual([]);
    expect((await tasks()).data.slice(before)).toMatchObject([{ customerId: null, words: 'stop' }, { customerId: null, words: 'stop' }]);
  });

  it('nobody hands in at an address that is not ours, or what is no mail', async () => {
    await handIn('From: a@b.example\r\n\r\nstop', repliesUrl.replace(/.{4}$/, 'AAAA')).expect(404);
    await handIn('From: a@b.example\r\n\r\nstop', repliesUrl.replace(desk.workspaceId, randomUUID())).expect(404);
    expect((await handIn('no mail at all').expect(422)).body).toMatchObject({ code: 'not-a-mail' });
    await handIn(`From: a@b.example\r\nSubject: x\r\n\r\n${'x'.repeat(5_100_000)}`).expect(413);
  });
});
