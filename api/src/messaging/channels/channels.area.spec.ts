import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MessageChannels } from '@perennial/contract/admin';
import { type MessageInbox, openMessageInbox } from '@perennial/launcher/message-inbox';
import { Webhook as Signature } from 'standardwebhooks';
import { aPerson, aWorkspace, signedIn } from '../../../../test/builders/staff.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { AccessModule } from '../../access/index.js';
import { SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { RecordConsent } from '../../privacy/index.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { MessagingModule, type NewMessage, QueueMessage } from '../index.js';
import { SendMessages } from '../send-messages.job.js';
import { ChangeChannels } from './change-channels.js';
import { Channels } from './channels.js';
import { PublicAddresses } from './public-addresses.js';
import { Sms } from './sms.js';
import { Webhooks } from './webhook.js';

const ACCOUNT = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'not-a-real-token', from: '+15005550006' };

const NOTHING = { newSecret: false, endOldSecret: false, newRepliesUrl: false, endOldRepliesUrl: false };

describe('channels other than mail', () => {
  let area: Area;
  let inbox: MessageInbox;
  let workspaceId: string;
  let url: string;
  let admin: Awaited<ReturnType<typeof signedIn>>;

  beforeAll(async () => {
    inbox = await openMessageInbox(0);
    area = await openArea([AccessModule, WorkspacesModule, MessagingModule], { smtpDeliveryLogUrl: `${inbox.url}/api/messages`, sms: { ...ACCOUNT, apiBase: inbox.url }, webhooksToPrivateAddresses: true });
    const adam = await aPerson(area.app, 'adam');
    workspaceId = await aWorkspace(area.app, 'teas', [[adam, 'admin']]);
    url = `/api/v1/workspaces/${workspaceId}`;
    admin = await signedIn(area.app, adam);
  });
  afterAll(async () => {
    await area?.close();
    await inbox?.close();
  });
  beforeEach(() => {
    (inbox.messages as unknown[]).length = 0;
    inbox.refuseWith = null;
  });

  const text = (over: object = {}) => ({ channel: 'sms', to: '+447700900123', body: 'Hello', statusCallback: null, ...over }) as const;

  async function queueReminder(channel: 'sms' | 'webhook', to: string, name: string): Promise<string> {
    const customerId = randomUUID();
    const message: NewMessage<'reminder'> = {
      workspaceId, purpose: 'reminder', channel, customerId, to, locale: 'zh-CN', template: 'reminder', dedupeKey: customerId,
      variables: { customerName: '王小明', products: [{ cycleId: randomUUID(), name, imageUrl: null, lastOrderedOn: '2026-11-01', expectedOn: '2026-12-03', windowFrom: null, windowTo: null, reason: '因为。', sensitive: false }] },
    };
    return area.app.get(Database).inWorkspace(workspaceId, async (tx) => {
      for (const consented of ['email', channel] as const) {
        await area.app.get(RecordConsent).run(tx, {
          workspaceId, customerIds: [customerId], purpose: 'replenishment-reminder', channel: consented, decision: 'granted', wordingVersion: 'checkout-1', source: 'checkout', actor: { kind: 'system', id: null },
        });
      }
      return (await area.app.get(QueueMessage).run(tx, message)) ?? '';
    });
  }
  const statusOf = async (id: string) => (await area.database.rows<{ status: string; version: number | null }>('SELECT status, template_version AS version FROM messages WHERE id = $1', [id]))[0];

  it('a reminder leaves as a text message in the reader’s language, in one line, with the way out', async () => {
    const id = await queueReminder('sms', '+447700900123', '乌龙茶\n🍵');
    await area.app.get(SendMessages).run({ workspaceId });
    expect(await statusOf(id)).toEqual({ status: 'sent', version: 1 });
    expect(inbox.messages).toMatchObject([{ kind: 'sms', to: '+447700900123', from: ACCOUNT.from }]);
    expect(inbox.messages[0]?.body).toMatch(/^【Shop teas】又到乌龙茶 🍵的时候了？ http:\/\/perennial\.test\S+ 回复“退订”停止提醒$/);
  });

  it('a text message in doubt waits for a person: a mail server’s log says nothing of it', async () => {
    const id = await queueReminder('sms', '+447700900124', 'Tea');
    inbox.refuseWith = { status: 500 };
    await area.app.get(SendMessages).run({ workspaceId });
    inbox.refuseWith = null;
    await area.database.rows(`UPDATE messages SET leased_until = now() - interval '1 minute' WHERE id = $1`, [id]);
    await area.app.get(SendMessages).run({ workspaceId });
    expect(await statusOf(id)).toMatchObject({ status: 'unknown' });
    expect(inbox.messages).toEqual([]);
  });

  it('a number that is none is refused when it is queued', async () => {
    await expect(queueReminder('sms', '07700 900123', 'Tea')).rejects.toThrow('must be a number such as');
  });

  it('what the provider answers is one of three ends, and never a blind second message', async () => {
    const { app } = area;
    expect(await app.get(Channels).handOver(text())).toEqual({ kind: 'accepted' });
    expect(inbox.messages).toHaveLength(1);
    for (const [refuseWith, end] of [
      [{ status: 503 }, { kind: 'refused', permanent: false }],
      [{ status: 429 }, { kind: 'refused', permanent: false }],
      [{ status: 401, code: 20003 }, { kind: 'refused', permanent: false }],
      [{ status: 400, code: 21211 }, { kind: 'refused', permanent: true, noSuchAddress: true }],
      [{ status: 400, code: 21610 }, { kind: 'refused', permanent: true, noSuchAddress: false }],
      [{ status: 500 }, { kind: 'unsure' }],
    ] as const) {
      inbox.refuseWith = refuseWith;
      expect(await app.get(Sms).handOver(text())).toMatchObject(end);
    }
    expect(inbox.messages).toHaveLength(1);
    expect(await app.get(Sms).handOver(text(), AbortSignal.abort())).toMatchObject({ kind: 'refused', permanent: false });
    expect(await new Sms({ sms: { ...ACCOUNT, apiBase: 'http://127.0.0.1:9' } }).handOver(text())).toMatchObject({ kind: 'refused', permanent: false, error: 'ECONNREFUSED' });
    expect(await new Sms({ sms: null }).handOver(text())).toMatchObject({ kind: 'refused', permanent: true });
  });

  it('a webhook carries the same as data, signed by a secret that can be replaced', async () => {
    const hook = `${inbox.url}/webhook`;
    const before = (await admin.patch(`${url}/message-channels`).send({ webhookUrl: hook }).expect(200)).body as MessageChannels;
    expect(before).toMatchObject({ sms: true, webhookUrl: hook, webhookSecret: expect.stringMatching(/^whsec_/) });
    const id = await queueReminder('webhook', hook, '<b>Oolong</b>');
    await area.app.get(SendMessages).run({ workspaceId });
    expect(await statusOf(id)).toEqual({ status: 'sent', version: null });
    const [call] = inbox.messages;
    expect(new Signature(before.webhookSecret).verify(call?.body ?? '', call?.headers ?? {})).toMatchObject({
      type: 'reminder',
      data: { messageId: id, locale: 'zh-CN', products: [{ name: '<b>Oolong</b>', expectedOn: '2026-12-03' }] },
    });
    expect(call?.headers['webhook-id']).toBe(id);
    const after = (await admin.patch(`${url}/message-channels`).send({ newSecret: true }).expect(200)).body as MessageChannels;
    expect(after.webhookUrl).toBe(hook);
    expect(() => new Signature(after.webhookSecret).verify(call?.body ?? '', call?.headers ?? {})).toThrow();
    await admin.patch(`${url}/message-channels`).send({ webhookUrl: 'file:///etc/passwd' }).expect(400);
    expect((await admin.get(`${url}/message-channels`).expect(200)).body).toEqual(after);
  });

  it('a replaced secret signs beside the new one for a day, or until it is ended', async () => {
    const { app } = area;
    const hook = `${inbox.url}/webhook`;
    const channels = async (change: object = {}) => (await admin.patch(`${url}/message-channels`).send(change).expect(200)).body as MessageChannels;
    const signers = async (...secrets: string[]) => {
      (inbox.messages as unknown[]).length = 0;
      await queueReminder('webhook', hook, 'Oolong');
      await app.get(SendMessages).run({ workspaceId });
      const [call] = inbox.messages;
      return secrets.map((secret) => {
        try {
          return Boolean(new Signature(secret).verify(call?.body ?? '', call?.headers ?? {}));
        } catch {
          return false;
        }
      });
    };
    const { webhookSecret: first } = await channels({ webhookUrl: hook, endOldSecret: true });
    const { webhookSecret: second, oldWebhookSecretUntil } = await channels({ newSecret: true });
    expect(Math.round((Date.parse(oldWebhookSecretUntil ?? '') - Date.now()) / 3_600_000)).toBe(24);
    expect(await signers(first, second)).toEqual([true, true]);
    await area.database.rows(`UPDATE channel_settings SET webhook_previous_until = now() - interval '1 second'`);
    expect(await signers(first, second)).toEqual([false, true]);
    expect(await channels()).toMatchObject({ oldWebhookSecretUntil: null });
    const { webhookSecret: third } = await channels({ newSecret: true });
    expect(await signers(first, second, third)).toEqual([false, true, true]);
    expect(await channels({ endOldSecret: true })).toMatchObject({ webhookSecret: third, oldWebhookSecretUntil: null });
    expect(await signers(second, third)).toEqual([false, true]);
    const { webhookSecret: fourth } = await channels({ newSecret: true, endOldSecret: true });
    expect(await signers(third, fourth)).toEqual([false, true]);
  });

  it('a replaced address for answers takes them for a day, or until it is ended; the other secret is not touched', async () => {
    const channels = async (change: object = {}) => (await admin.patch(`${url}/message-channels`).send(change).expect(200)).body as MessageChannels;
    const takes = async (...urls: string[]) => {
      const statuses: number[] = [];
      for (const to of urls) statuses.push((await admin.post(new URL(to).pathname).set('Content-Type', 'message/rfc822').serialize(String).send('From: a@b.example\r\n\r\nhello')).status);
      return statuses;
    };
    const before = await channels({ endOldSecret: true });
    const after = await channels({ newRepliesUrl: true });
    expect(after).toMatchObject({ webhookSecret: before.webhookSecret, oldWebhookSecretUntil: null, oldRepliesUrlUntil: expect.any(String) });
    expect(await takes(before.repliesUrl, after.repliesUrl)).toEqual([204, 204]);
    await area.database.rows(`UPDATE channel_settings SET replies_previous_until = now() - interval '1 second'`);
    expect(await takes(before.repliesUrl, after.repliesUrl)).toEqual([404, 204]);
    const third = await channels({ newRepliesUrl: true });
    expect(await takes(before.repliesUrl, after.repliesUrl, third.repliesUrl)).toEqual([404, 204, 204]);
    await channels({ endOldRepliesUrl: true });
    expect(await takes(after.repliesUrl, third.repliesUrl)).toEqual([404, 204]);
  });

  it('a replaced secret stays replaced when somebody changes the address meanwhile', async () => {
    const database = area.app.get(Database);
    const change = area.app.get(ChangeChannels);
    const before = (await admin.get(`${url}/message-channels`).expect(200)).body as MessageChannels;
    const elsewhere = `${inbox.url}/elsewhere`;
    let moved: Promise<unknown> = Promise.resolve();
    await database.inWorkspace(workspaceId, async (tx) => {
      await change.run(tx, workspaceId, { ...NOTHING, newSecret: true }, SYSTEM);
      moved = database.inWorkspace(workspaceId, (other) => change.run(other, workspaceId, { ...NOTHING, webhookUrl: elsewhere }, SYSTEM));
      const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      while ((await area.database.rows(waiting)).length === 0) await new Promise((resolve) => setImmediate(resolve));
    });
    await moved;
    const after = (await admin.get(`${url}/message-channels`).expect(200)).body as MessageChannels;
    expect(after.webhookUrl).toBe(elsewhere);
    expect(after.webhookSecret).not.toBe(before.webhookSecret);
  });

  it('a webhook is called again after a failure, ends with 410, and reaches nothing inside', async () => {
    const call = { channel: 'webhook', id: randomUUID(), url: `${inbox.url}/webhook`, secrets: [`whsec_${Buffer.from('x'.repeat(32)).toString('base64')}`], body: '{}' } as const;
    inbox.refuseWith = { status: 500 };
    expect(await area.app.get(Webhooks).handOver(call)).toMatchObject({ kind: 'refused', permanent: false, error: 'answered 500' });
    inbox.refuseWith = { status: 410 };
    expect(await area.app.get(Webhooks).handOver(call)).toMatchObject({ kind: 'refused', permanent: true });
    inbox.refuseWith = null;
    const careful = new Webhooks(area.app.get(Clock), new PublicAddresses({ webhooksToPrivateAddresses: false }));
    const { port } = new URL(inbox.url);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1', '169.254.169.254', '2130706433']) {
      expect(await careful.handOver({ ...call, url: `http://${host}:${port}/webhook` })).toMatchObject({ kind: 'refused', permanent: true, error: 'address-not-public' });
    }
    expect(inbox.messages).toHaveLength(0);
  });
});
