import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { type Area, openArea } from '../../../test/stage/open-area.js';
import type { TestDatabase } from '../../../test/stage/open-database.js';
import { SmtpSink } from '../../../test/stage/smtp-sink.js';
import { AccessModule } from '../access/index.js';
import { SYSTEM } from '../platform/audit/index.js';
import { Database } from '../platform/database/index.js';
import { RecordConsent } from '../privacy/index.js';
import { CreateWorkspace, WorkspacesModule } from '../workspaces/index.js';
import { Attachments, Door, type DoorVerdict, type MessageOutcome, MessagingModule, type NewMessage, QueueMessage } from './index.js';
import { ResolveMessage } from './resolve-message.js';
import { SENDING_LEASE_SECONDS } from './leases.js';
import { SendMessages } from './send-messages.job.js';

const NO_REPLY = 'perennial.example';
const HOURS_AGO = new Date(Date.now() - 3_600_000);

describe('the send path', () => {
  let area: Area;
  let database: TestDatabase;
  let sink: SmtpSink;
  let app: NestExpressApplication;
  let workspaceId: string;
  let verdict: (message: { id: string }) => DoorVerdict | Promise<DoorVerdict>;
  let outcomes: { id: string; outcome: MessageOutcome }[];
  let cannotBeSettled: string | null;

  beforeAll(async () => {
    sink = await SmtpSink.open();
    area = await openArea([AccessModule, WorkspacesModule, MessagingModule], { smtpUrl: sink.url, smtpDeliveryLogUrl: sink.deliveryLogUrl });
    ({ app, database } = area);
    workspaceId = await app.get(CreateWorkspace).run(SYSTEM, {
      slug: 'leaf-and-skin',
      name: 'Leaf & Skin',
      senderName: '茶 & Skin 🌿',
      replyTo: 'hello@leaf.example',
      timeZone: 'Europe/London',
      locale: 'en',
      currency: 'GBP',
    });
    app.get(Door).register('reminder', {
      decide: async (_tx, _workspace, messages) => new Map(await Promise.all(messages.map(async (message) => [message.id, await verdict(message)] as const))),
      settled: async (_tx, _workspace, ended) => {
        if (ended.some(({ message }) => message.id === cannotBeSettled)) throw new Error('its owner stumbles');
        outcomes.push(...ended.map(({ message: { id }, outcome }) => ({ id, outcome })));
      },
    });
    app.get(Attachments).register('receipt', async (_tx, _workspace, { invoiceNumber }) => [
      { filename: `${invoiceNumber}.pdf`, contentType: 'application/pdf', content: Buffer.from('%PDF-1.7') },
    ]);
  });

  afterAll(async () => {
    await area.close();
    await sink.close();
  });

  beforeEach(() => {
    sink.mails.length = 0;
    sink.behaviour = 'accept';
    sink.delayMs = 0;
    verdict = () => ({ kind: 'send' });
    outcomes = [];
    cannotBeSettled = null;
  });

  describe('a message', () => {
    it('leaves once: a real mail with text, links, its own Message-ID and one-click unsubscribe', async () => {
      const customerId = await aConsentingCustomer();
      const message = aReminder(customerId, { customerName: 'Zoë\r\nBcc: all@evil.example', productName: '乌龙茶 🍵 '.repeat(20) });
      const id = await queue(message);
      expect(await queue(message)).toBeNull();
      await send();
      await send();

      expect(sink.mails).toHaveLength(1);
      const { parsed, raw, to } = sink.mails[0]!;
      expect(to).toEqual([message.to]);
      expect(parsed.messageId).toBe(`<${id}@${NO_REPLY}>`);
      expect(parsed.from).toMatchObject({ name: '茶 & Skin 🌿', address: `no-reply@${NO_REPLY}` });
      expect(parsed.replyTo?.[0]?.address).toBe('hello@leaf.example');
      expect(parsed.subject).toContain('乌龙茶 🍵 乌龙茶');
      expect(parsed.text).toContain('Because you usually buy it every 30 to 36 days.');
      expect(parsed.html).toContain('Look at my shelf');
      expect(parsed.text?.match(/\/api\/v1\/clicks\/[\w-]+#token=[\w-]+/g)).toHaveLength(3);
      expect(header(parsed.headers, 'list-unsubscribe')).toMatch(/^<http.*\/api\/v1\/unsubscribe\/[\w-]+>, <mailto:hello@leaf\.example\?subject=%3C[0-9a-f-]{36}%40perennial\.example%3E&body=unsubscribe>$/);
      expect(header(parsed.headers, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
      expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/^bcc:/im);
      expect(outcomes).toMatchObject([{ id, outcome: { status: 'sent' } }]);
    });

    it('gives its links thirty days: the mail may be read long after it came', async () => {
      const customerId = await aConsentingCustomer();
      await queue(aReminder(customerId));
      await send();
      const lives = await database.rows(`SELECT DISTINCT expires_at - created_at = interval '30 days' AS month FROM portal_links WHERE customer_id = $1`, [customerId]);
      expect(lives).toEqual([{ month: true }]);
    });

    it('does not exist when its transaction was rolled back', async () => {
      const message = aReceipt();
      await expect(
        app.get(Database).inWorkspace(workspaceId, async (tx) => {
          await app.get(QueueMessage).run(tx, message);
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');
      await send();
      expect(sink.to(message.to)).toHaveLength(0);
    });

    it('carries the files its template is registered for, made when it leaves', async () => {
      const message = aReceipt();
      await queue(message);
      await send();
      expect(sink.mails[0]!.parsed.attachments).toMatchObject([{ filename: 'INV-7.pdf', mimeType: 'application/pdf' }]);
      expect(sink.mails[0]!.parsed.subject).toContain('INV-7');
    });

    it('is refused at the desk when a variable is missing or the address is none', async () => {
      await expect(queue({ ...aReceipt(), to: 'a@b.example\r\nBcc: c@d.example' })).rejects.toThrow();
      await expect(queue({ ...aReceipt(), variables: {} as NewMessage<'receipt'>['variables'] })).rejects.toThrow();
    });
  });

  describe('the door', () => {
    it('lets no reminder out without consent, whoever queued it', async () => {
      const message = aReminder(randomUUID());
      const id = await queue(message);
      await send();
      expect(sink.mails).toHaveLength(0);
      expect(await statusOf(id)).toMatchObject({ status: 'skipped', skipped_because: 'no-consent' });
      expect(outcomes).toEqual([{ id, outcome: { status: 'skipped', because: 'no-consent' } }]);
    });

    it('asks the gate at the last moment: skip, hold until, or say it differently', async () => {
      const customerId = await aConsentingCustomer();
      verdict = () => ({ kind: 'skip', because: 'bought-since' });
      const skipped = await queue(aReminder(customerId));
      await send();
      expect(await statusOf(skipped)).toMatchObject({ status: 'skipped', skipped_because: 'bought-since' });

      verdict = () => ({ kind: 'hold', because: 'quiet-hours', until: new Date(Date.now() + 3_600_000) });
      const held = await queue(aReminder(customerId));
      await send();
      expect(await statusOf(held)).toMatchObject({ status: 'held', held_because: 'quiet-hours' });
      await send();
      expect(sink.mails).toHaveLength(0);

      const { variables } = aReminder(customerId, { productName: 'Rice toner' });
      verdict = () => ({ kind: 'send', variables });
      await makeDue(held);
      await send();
      expect(sink.mails).toHaveLength(1);
      expect(sink.mails[0]!.parsed.subject).toContain('Rice toner');
      expect(await statusOf(held)).toMatchObject({ status: 'sent', held_because: null });
    });
  });

  describe('a mail server in trouble', () => {
    it('is asked again later after a 4xx and never after a 5xx', async () => {
      sink.behaviour = { refuse: 451 };
      const later = await queue(aReceipt());
      await send();
      expect(await statusOf(later)).toMatchObject({ status: 'queued', attempts: 1 });
      await send();
      expect(await statusOf(later)).toMatchObject({ attempts: 1 });

      sink.behaviour = { refuse: 550 };
      const never = await queue(aReceipt());
      await makeDue(later);
      await send();
      expect(await statusOf(never)).toMatchObject({ status: 'failed', error: expect.stringContaining('550') });
      expect(await statusOf(later)).toMatchObject({ status: 'failed', attempts: 2 });
    });

    it('leaves a doubt when it hangs up after the mail: the delivery log tells, and no second mail leaves', async () => {
      sink.behaviour = 'hang-up-after-data';
      const id = await queue(aReceipt());
      await send();
      expect(await statusOf(id)).toMatchObject({ status: 'unknown' });
      sink.behaviour = 'accept';
      await send();
      expect(sink.mails).toHaveLength(1);
      await leaseRunsOut();
      await send();
      expect(await statusOf(id)).toMatchObject({ status: 'sent' });
      expect(sink.mails).toHaveLength(1);
    });

    it('leaves a doubt when it dies while a run was sending: what is not in the log leaves again, once', async () => {
      const [delivered, lost] = [await queue(aReceipt()), await queue(aReceipt())];
      await send();
      sink.mails.splice(sink.mails.findIndex((mail) => mail.parsed.messageId === `<${lost}@${NO_REPLY}>`), 1);
      await database.rows(`UPDATE messages SET status = 'sending', sent_at = NULL, leased_until = $2 WHERE id = ANY($1)`, [[delivered, lost], HOURS_AGO]);
      await send();
      await leaseRunsOut();
      await send();
      expect(await statusOf(delivered)).toMatchObject({ status: 'sent' });
      expect(await statusOf(lost)).toMatchObject({ status: 'sent' });
      expect(sink.mails.map((mail) => mail.parsed.messageId).sort()).toEqual([`<${delivered}@${NO_REPLY}>`, `<${lost}@${NO_REPLY}>`].sort());
    });

    it('is given its full time however long the mail took to make: nobody takes it over meanwhile', async () => {
      const customerId = await aConsentingCustomer();
      let made: Date | undefined;
      verdict = async () => {
        await database.rows('SELECT pg_sleep(2)');
        [{ made }] = (await database.rows('SELECT clock_timestamp() AS made')) as unknown as [{ made: Date }];
        return { kind: 'send' };
      };
      sink.delayMs = 5_000;
      const id = await queue(aReminder(customerId));
      const sending = send();
      await untilSending(id);
      const [row] = await database.rows<{ leased_until: Date }>('SELECT leased_until FROM messages WHERE id = $1', [id]);
      expect(row!.leased_until.getTime() - made!.getTime()).toBeGreaterThanOrEqual(SENDING_LEASE_SECONDS * 1000);
      await sending;
      expect(await statusOf(id)).toMatchObject({ status: 'sent' });
    });

    it('whose answer comes after another run took over changes nothing, unless it took the mail', async () => {
      for (const [behaviour, status] of [[{ refuse: 451 }, 'queued'], ['hang-up-after-data', 'queued'], ['accept', 'sent']] as const) {
        sink.behaviour = behaviour;
        sink.delayMs = 5_000;
        const id = await queue(aReceipt());
        const sending = send();
        await untilSending(id);
        await database.rows(`UPDATE messages SET status = 'queued', leased_by = NULL, leased_until = NULL, next_attempt_at = now() + interval '1 hour' WHERE id = $1`, [id]);
        await sending;
        expect(await statusOf(id)).toMatchObject({ status, error: null });
      }
    });

    it('waits for a person where no log can tell', async () => {
      const id = await queue(aReceipt());
      await database.rows(`UPDATE messages SET status = 'unknown', leased_until = NULL WHERE id = $1`, [id]);
      await send();
      expect(await statusOf(id)).toMatchObject({ status: 'unknown' });
      await app.get(ResolveMessage).run(workspaceId, id!, { outcome: 'send-again' }, SYSTEM);
      await send();
      expect(await statusOf(id)).toMatchObject({ status: 'sent' });
      await expect(app.get(ResolveMessage).run(workspaceId, id!, { outcome: 'sent' }, SYSTEM)).rejects.toMatchObject({ code: 'message-not-in-doubt' });
    });

    it('and a message whose end its owner cannot take keep no other message’s end from being written', async () => {
      const ids: (string | null)[] = [];
      for (let i = 0; i < 8; i += 1) ids.push(await queue(aReminder(await aConsentingCustomer())));
      cannotBeSettled = ids[3] ?? null;
      await send();
      expect(sink.mails).toHaveLength(8);
      for (const id of ids) expect(await statusOf(id)).toMatchObject({ status: id === cannotBeSettled ? 'sending' : 'sent' });
      // Nobody takes it for unsent: it is looked up like any other that was leaving when something broke.
      cannotBeSettled = null;
      await database.rows(`UPDATE messages SET leased_until = $2 WHERE id = $1`, [ids[3], HOURS_AGO]);
      await send();
      await leaseRunsOut();
      await send();
      expect(await statusOf(ids[3] ?? null)).toMatchObject({ status: 'sent' });
      expect(sink.mails).toHaveLength(8);
    });

    it('gets each message from one of many runs only', async () => {
      const ids = await app.get(Database).inWorkspace(workspaceId, (tx) => app.get(QueueMessage).runAll(tx, workspaceId, Array.from({ length: 120 }, () => aReceipt())));
      await Promise.all([send(), send(), send(), send()]);
      expect(new Set(sink.mails.map((mail) => mail.parsed.messageId))).toEqual(new Set(ids.map((id) => `<${id}@${NO_REPLY}>`)));
      expect(sink.mails).toHaveLength(120);
    });
  });

  describe('the unsubscribe link', () => {
    it('changes nothing when opened, stops reminders when posted to, with any body, as often as one likes', async () => {
      const customerId = await aConsentingCustomer();
      await queue(aReminder(customerId));
      await send();
      const link = new URL(header(sink.mails[0]!.parsed.headers, 'list-unsubscribe').match(/<(http[^>]+)>/)?.[1] ?? '').pathname;

      const page = await request(app.getHttpServer()).get(link).set('Accept-Language', 'zh-CN').expect(200);
      expect(page.text).toContain('是否停止接收茶 &#38; Skin 🌿的邮件提醒');
      expect(await withdrawals(customerId)).toBe(0);

      await request(app.getHttpServer()).post(link).type('form').send('List-Unsubscribe=One-Click').expect(200);
      await request(app.getHttpServer()).post(link).field('List-Unsubscribe', 'One-Click').expect(200);
      await request(app.getHttpServer()).post(link).expect(200);
      expect(await withdrawals(customerId)).toBeGreaterThan(0);

      const next = await queue(aReminder(customerId));
      await send();
      expect(await statusOf(next)).toMatchObject({ status: 'skipped', skipped_because: 'no-consent' });
      expect(sink.mails).toHaveLength(1);
    });

    it('cannot be made up', async () => {
      await request(app.getHttpServer()).post(`/api/v1/unsubscribe/${Buffer.alloc(52, 7).toString('base64url')}`).expect(404);
    });

    it('answers only when a reminder already under way has landed', async () => {
      const customerId = await aConsentingCustomer();
      const id = await queue(aReminder(customerId));
      await database.rows(`UPDATE messages SET status = 'sending', leased_until = now() + interval '1 minute' WHERE id = $1`, [id]);
      const link = await unsubscribeLinkOf(customerId);
      let answered = false;
      const answer = request(app.getHttpServer()).post(link).expect(200).then(() => (answered = true));
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(answered).toBe(false);
      await database.rows(`UPDATE messages SET status = 'sent', leased_until = NULL WHERE id = $1`, [id]);
      await answer;
    });
  });

  async function queue(message: NewMessage): Promise<string | null> {
    return app.get(Database).inWorkspace(workspaceId, (tx) => app.get(QueueMessage).run(tx, message));
  }

  async function send(): Promise<void> {
    await app.get(SendMessages).run({ workspaceId });
  }

  async function statusOf(id: string | null): Promise<Record<string, unknown> | undefined> {
    const [row] = await database.rows('SELECT status, held_because, skipped_because, attempts, error FROM messages WHERE id = $1', [id]);
    return row;
  }

  async function untilSending(id: string | null): Promise<void> {
    while ((await statusOf(id))?.['status'] !== 'sending') await wait(100);
  }

  async function makeDue(id: string | null): Promise<void> {
    await database.rows('UPDATE messages SET next_attempt_at = $2 WHERE id = $1', [id, HOURS_AGO]);
  }

  async function leaseRunsOut(): Promise<void> {
    await database.rows(`UPDATE messages SET leased_until = $1 WHERE status = 'unknown'`, [HOURS_AGO]);
  }

  async function aConsentingCustomer(): Promise<string> {
    const customerId = randomUUID();
    await database.rows(`INSERT INTO customers (workspace_id, id, name, email, locale, created_at, updated_at) VALUES ($1, $2, 'Zoë', $3, 'en', $4, $4)`, [
      workspaceId,
      customerId,
      `${customerId}@people.example`,
      HOURS_AGO,
    ]);
    await app.get(Database).inWorkspace(workspaceId, (tx) =>
      app.get(RecordConsent).run(tx, {
        workspaceId,
        customerIds: [customerId],
        purpose: 'replenishment-reminder',
        channel: 'email',
        decision: 'granted',
        wordingVersion: 'checkout-1',
        source: 'checkout',
        actor: SYSTEM,
      }),
    );
    return customerId;
  }

  async function withdrawals(customerId: string): Promise<number> {
    return (await database.rows(`SELECT 1 FROM consent_records WHERE customer_id = $1 AND decision = 'withdrawn' AND source = 'one-click'`, [customerId])).length;
  }

  async function unsubscribeLinkOf(customerId: string): Promise<string> {
    const { UnsubscribeLinks } = await import('./unsubscribe-links.js');
    return new URL(app.get(UnsubscribeLinks).urlFor(workspaceId, customerId)).pathname;
  }

  function header(headers: readonly { key: string; value: string }[], name: string): string {
    return headers.find(({ key }) => key === name)?.value ?? '';
  }

  function aReminder(customerId: string, { customerName = 'Zoë', productName = 'Oolong' } = {}): NewMessage<'reminder'> {
    return {
      workspaceId,
      purpose: 'reminder',
      channel: 'email',
      customerId,
      to: `${customerId}@people.example`,
      locale: 'en',
      template: 'reminder',
      dedupeKey: randomUUID(),
      variables: {
        customerName,
        products: [
          {
            cycleId: randomUUID(),
            name: productName,
            imageUrl: null,
            lastOrderedOn: '2026-11-01',
            expectedOn: '2026-12-03',
            windowFrom: null,
            windowTo: null,
            reason: 'Because you usually buy it every 30 to 36 days.',
            sensitive: false,
          },
        ],
      },
    };
  }

  function aReceipt(): NewMessage<'receipt'> {
    return {
      workspaceId,
      purpose: 'receipt',
      channel: 'email',
      customerId: null,
      to: `${randomUUID()}@people.example`,
      locale: 'zh-CN',
      template: 'receipt',
      dedupeKey: randomUUID(),
      variables: {
        workspaceName: 'Leaf & Skin',
        planName: 'Growth',
        invoiceId: randomUUID(),
        invoiceNumber: 'INV-7',
        total: { amount: 29900, currency: 'CNY' },
        periodFrom: '2026-12-01',
        paidThrough: '2027-11-30',
        billingUrl: 'https://perennial.example/admin/',
      },
    };
  }
});
