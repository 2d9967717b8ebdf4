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

  it('a replaced secret stays replaced when somebody changes the address meanwhile', async () => {
    const database = area.app.get(Database);
    const change = area.app.get(ChangeChannels);
    const before = (await admin.get(`${url}/message-channels`).expect(200)).body as MessageChannels;
    const elsewhere = `${inbox.url}/elsewhere`;
    let moved: Promise<unknown> = Promise.resolve();
    await database.inWorkspace(workspaceId, async (tx) => {
      await change.run(tx, workspaceId, { newSecret: true }, SYSTEM);
      moved = database.inWorkspace(workspaceId, (other) => change.run(other, workspaceId, { webhookUrl: elsewhere, newSecret: false }, SYSTEM));
      const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      while ((await area.database.rows(waiting)).length === 0) await new Promise((resolve) => setImmediate(resolve));
    });
    await moved;
    const after = (await admin.get(`${url}/message-channels`).expect(200)).body as MessageChannels;
    expect(after.webhookUrl).toBe(elsewhere);
    expect(after.webhookSecret).not.toBe(before.webhookSecret);
  });

  it('a webhook is called again after a failure, ends with 410, and reaches nothing inside', async () => {
    const call = { channel: 'webhook', id: randomUUID(), url: `${inbox.url}/webhook`, secret: `whsec_${Buffer.from('x'.repeat(32)).toString('base64')}`, body: '{}' } as const;
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
