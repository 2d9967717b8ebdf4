import { createHmac, createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import localhost from 'smtp-server/lib/tls-options.js';
import request from 'supertest';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { SmtpSink } from '../../../../test/stage/smtp-sink.js';
import { AccessModule } from '../../access/index.js';
import { SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { CreateWorkspace, WorkspacesModule } from '../../workspaces/index.js';
import { MessagingModule, QueueMessage } from '../index.js';
import { SendMessages } from '../send-messages.job.js';
import { type SnsMessage, textToSign } from './ses/sns-message.js';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:deliveries';
const LOGIN = 'postmark:a long password';
const MAILGUN_KEY = 'key-of-mailgun';
const TWILIO_TOKEN = 'token-of-twilio';
const PUBLIC = 'http://perennial.test';

const sendgridKeys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
// A certificate and its key, as a mail server on loopback has them.
const { key, cert } = localhost() as { key: string; cert: string };

describe('what providers say became of mails', () => {
  let area: Area;
  let sink: SmtpSink;
  let amazon: Server;
  const asked: string[] = [];
  let workspaceId: string;
  let message: { id: string; to: string; reference: string };

  beforeAll(async () => {
    sink = await SmtpSink.open();
    amazon = createServer((req, res) => {
      asked.push(req.url ?? '');
      res.end(req.url?.endsWith('.pem') ? cert : '<ok/>');
    }).listen(0, '127.0.0.1');
    await once(amazon, 'listening');
    area = await openArea([AccessModule, WorkspacesModule, MessagingModule], {
      smtpUrl: sink.url,
      sesTopicArns: [TOPIC],
      snsApiBase: `http://127.0.0.1:${(amazon.address() as AddressInfo).port}`,
      postmarkWebhookLogin: LOGIN,
      mailgunSigningKey: MAILGUN_KEY,
      sendgridPublicKey: sendgridKeys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      twilioAuthToken: TWILIO_TOKEN,
    });
    const profile = { slug: 'told', name: 'Told', senderName: 'Told', replyTo: null, timeZone: 'UTC', locale: 'en', currency: 'EUR' } as const;
    workspaceId = await area.app.get(CreateWorkspace).run(SYSTEM, profile);
  });
  afterAll(async () => {
    amazon.close();
    await area.close();
    await sink.close();
  });
  beforeEach(async () => {
    message = await aSentMail();
  });

  describe('Amazon SES', () => {
    it('is believed on our topic with a signature of its certificate, in both versions; a copy changes nothing', async () => {
      for (const version of ['1', '2'] as const) {
        message = await aSentMail();
        const delivered = fromSns(sesEvent('Delivery', { delivery: { timestamp: '2027-01-01T10:00:00Z', smtpResponse: '250 ok' } }), version);
        await deliver('ses', delivered).expect(204);
        await deliver('ses', delivered).expect(204);
        expect(await known()).toEqual({ status: 'sent', delivery: 'delivered', events: 1 });
      }
      expect(asked.filter((url) => url.endsWith('.pem'))).toHaveLength(1);
    });

    it('names our message although it replaces the Message-ID: by its tag, or by our header', async () => {
      const headers = new Map(sink.to(message.to)[0]?.parsed.headers.map(({ key: name, value }) => [name, value]));
      expect(headers.get('x-ses-message-tags')).toBe(`message=${message.reference}`);
      expect(headers.get('x-perennial-message')).toBe(message.reference);
      expect(JSON.parse(headers.get('x-smtpapi') ?? '')).toMatchObject({ unique_args: { perennial_message: message.reference } });
      expect(JSON.parse(headers.get('x-mailgun-variables') ?? '')).toEqual({ message: message.reference });
      expect(headers.get('x-pm-metadata-message')).toBe(message.reference);
      const event = { notificationType: 'Bounce', mail: { timestamp: '2027-01-01T10:00:00Z', headers: [{ name: 'x-perennial-message', value: message.reference }] }, bounce: bounce('Permanent') };
      await deliver('ses', fromSns(event)).expect(204);
      expect(await known()).toMatchObject({ delivery: 'hard-bounced' });
    });

    it('is not believed with another topic, another text, another place for its certificate', async () => {
      const honest = fromSns(sesEvent('Complaint', { complaint: { timestamp: '2027-01-01T10:00:00Z' } }));
      const foreign = signedBySns({ ...honest, TopicArn: `${TOPIC}-of-somebody` });
      for (const forged of [
        foreign,
        { ...honest, Message: honest.Message.replace('Complaint', 'Delivery') },
        signedBySns({ ...honest, SigningCertURL: 'https://sns.eu-west-1.amazonaws.com.evil.example/cert.pem' }),
        signedBySns({ ...honest, SigningCertURL: 'http://sns.eu-west-1.amazonaws.com/cert.pem' }),
        signedBySns({ ...honest, SigningCertURL: 'https://evil.example/sns.eu-west-1.amazonaws.com/cert.pem' }),
        signedBySns({ ...honest, SigningCertURL: 'https://sns.eu-west-1.amazonaws.com:8443/cert.pem' }),
      ]) {
        const before = asked.length;
        expect((await deliver('ses', forged).expect(400)).body).toMatchObject({ code: 'signature-not-valid' });
        expect(asked.length).toBe(before);
      }
      expect(await known()).toMatchObject({ delivery: null, events: 0 });
    });

    it('has its subscription confirmed by asking Amazon, and nobody else', async () => {
      const confirmation = { Type: 'SubscriptionConfirmation', Token: 't', Message: 'You have chosen to subscribe' } as const;
      await deliver('ses', fromSns({}, '1', { ...confirmation, SubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t' })).expect(204);
      expect(asked.at(-1)).toBe('/?Action=ConfirmSubscription&Token=t');
      await deliver('ses', fromSns({}, '1', { ...confirmation, SubscribeURL: 'https://evil.example/?Action=ConfirmSubscription' })).expect(400);
    });

    it('may say that something is no spam: that is no complaint', async () => {
      await deliver('ses', fromSns(sesEvent('Complaint', { complaint: { timestamp: '2027-01-01T10:00:00Z', complaintFeedbackType: 'not-spam' } }))).expect(204);
      expect(await suppressed()).toEqual([]);
    });
  });

  it('are asked to count neither opens nor clicks: links lead straight to us, and nobody is watched while reading', () => {
    const headers = new Map(sink.to(message.to)[0]?.parsed.headers.map(({ key: name, value }) => [name, value]));
    const off = { settings: { enable: 0 } };
    expect(JSON.parse(headers.get('x-smtpapi') ?? '')).toMatchObject({ filters: { clicktrack: off, opentrack: off } });
    expect(headers.get('x-mailgun-track')).toBe('no');
    expect([headers.get('x-pm-trackopens'), headers.get('x-pm-tracklinks')]).toEqual(['false', 'None']);
  });

  it('Postmark signs in with a name and a password, and keeps our Message-ID', async () => {
    const raw = sink.to(message.to)[0]?.raw ?? '';
    expect(raw).toMatch(/^X-PM-KeepID: true/im);
    const event = { RecordType: 'Bounce', ID: 42, Type: 'HardBounce', BouncedAt: '2027-01-01T10:00:00Z', Details: '550 no such user', Metadata: { message: message.reference } };
    await deliver('postmark', event).expect(400);
    await deliver('postmark', event).auth('postmark', 'another password').expect(400);
    await deliver('postmark', event).auth('postmark', 'a long password').expect(204);
    expect(await known()).toMatchObject({ delivery: 'hard-bounced' });
    expect(await suppressed()).toEqual(['hard-bounce']);
    const complaint = { ...event, RecordType: 'SpamComplaint', ID: 43, Type: 'SpamComplaint' };
    await deliver('postmark', complaint).auth('postmark', 'a long password').expect(204);
    expect(await known()).toMatchObject({ delivery: 'complained' });
    await deliver('postmark', { ...event, ID: 44, Type: 'AutoResponder' }).auth('postmark', 'a long password').expect(204);
    for (const RecordType of ['Open', 'Click']) await deliver('postmark', { RecordType, MessageID: 'm', ReceivedAt: '2027-01-01T10:00:00Z', Metadata: { message: message.reference } }).auth('postmark', 'a long password').expect(204);
    expect(await known()).toMatchObject({ events: 2 });
  });

  it('Mailgun signs moment and token', async () => {
    const now = Math.floor(area.app.get(Clock).now().getTime() / 1000);
    const signed = (data: object, mac = MAILGUN_KEY, moment = now) => {
      const [timestamp, token] = [String(moment), randomUUID()];
      const signature = createHmac('sha256', mac).update(timestamp + token).digest('hex');
      return { signature: { timestamp, token, signature }, 'event-data': { id: randomUUID(), timestamp: 1_800_000_000.5, 'user-variables': { message: message.reference }, ...data } };
    };
    await deliver('mailgun', signed({ event: 'complained' }, 'a wrong key')).expect(400);
    // The signature does not cover the event: an old one must not carry a new event.
    await deliver('mailgun', signed({ event: 'complained' }, MAILGUN_KEY, now - 13 * 3600)).expect(400);
    await deliver('mailgun', signed({ event: 'complained' }, MAILGUN_KEY, now + 13 * 3600)).expect(400);
    expect(await suppressed()).toEqual([]);
    for (const event of ['opened', 'clicked']) await deliver('mailgun', signed({ event, 'client-info': { 'client-type': 'browser' }, url: 'https://shop.example/' })).expect(204);
    await deliver('mailgun', signed({ event: 'failed', severity: 'permanent', reason: 'generic' })).expect(204);
    expect([await known(), await suppressed()]).toEqual([{ status: 'sent', delivery: 'failed', events: 1 }, []]);
    await deliver('mailgun', signed({ event: 'failed', severity: 'permanent', reason: 'bounce' })).expect(204);
    expect(await suppressed()).toEqual(['hard-bounce']);
  });

  it('SendGrid signs the bytes it posts, many events at a time', async () => {
    const event = (kind: string, rest: object = {}) => ({ event: kind, sg_event_id: randomUUID(), timestamp: 1_800_000_000, perennial_message: message.reference, ...rest });
    const post = (events: object[], by = sendgridKeys.privateKey, timestamp = '1800000000') => {
      const body = JSON.stringify(events);
      return request(area.app.getHttpServer())
        .post('/api/v1/webhooks/delivery/sendgrid')
        .type('json')
        .set('X-Twilio-Email-Event-Webhook-Timestamp', '1800000000')
        .set('X-Twilio-Email-Event-Webhook-Signature', sign('sha256', Buffer.from(timestamp + body), by).toString('base64'))
        .send(body);
    };
    await post([event('spamreport')], generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey).expect(400);
    await post([event('spamreport')], sendgridKeys.privateKey, '1700000000').expect(400);
    await post([event('processed'), event('open', { sg_machine_open: true }), event('click', { url: 'https://shop.example/' }), event('deferred'), event('delivered'), event('bounce', { type: 'blocked' })]).expect(204);
    expect([await known(), await suppressed()]).toEqual([{ status: 'sent', delivery: 'delivered', events: 2 }, []]);
    await post([event('dropped', { reason: 'Bounced Address' }), event('delivered')]).expect(204);
    expect([await known(), await suppressed()]).toEqual([{ status: 'sent', delivery: 'hard-bounced', events: 4 }, ['hard-bounce']]);
  });

  it('Twilio signs the address and the fields', async () => {
    await area.database.rows(`UPDATE messages SET channel = 'sms', to_address = $2, template_version = NULL WHERE id = $1`, [message.id, `+4416329${message.id.replace(/\D/g, '').slice(0, 5)}`]);
    const path = `/api/v1/webhooks/delivery/twilio?message=${message.reference}`;
    const post = (fields: Record<string, string>, token = TWILIO_TOKEN) => {
      const text = PUBLIC + path + Object.keys(fields).sort().map((name) => name + fields[name]).join('');
      return request(area.app.getHttpServer()).post(path).type('form').set('X-Twilio-Signature', createHmac('sha1', token).update(text).digest('base64')).send(fields);
    };
    await post({ MessageSid: 'SM1', MessageStatus: 'delivered' }, 'a wrong token').expect(400);
    await post({ MessageSid: 'SM1', MessageStatus: 'sent' }).expect(204);
    await post({ MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30003' }).expect(204);
    expect([(await known()).delivery, await suppressed()]).toEqual(['soft-bounced', []]);
    await post({ MessageSid: 'SM1', MessageStatus: 'failed', ErrorCode: '30005' }).expect(204);
    expect([(await known()).delivery, await suppressed()]).toEqual(['hard-bounced', ['hard-bounce']]);
  });

  it('a provider nobody has set up is not there', async () => {
    await request(area.app.getHttpServer()).post('/api/v1/webhooks/delivery/somebody').send({}).expect(400);
    const other = await openArea([AccessModule, WorkspacesModule, MessagingModule]);
    try {
      for (const provider of ['ses', 'postmark', 'mailgun', 'sendgrid', 'twilio']) await request(other.app.getHttpServer()).post(`/api/v1/webhooks/delivery/${provider}`).send({}).expect(404);
    } finally {
      await other.close();
    }
  });

  it('an event about a mail that is none of ours, or of a message long gone, is answered and changes nothing', async () => {
    for (const reference of ['', 'something-else', `${workspaceId}_${randomUUID()}`, `${randomUUID()}_${message.id}`]) {
      message = { ...message, reference };
      await deliver('ses', fromSns(sesEvent('Complaint', { complaint: { timestamp: '2027-01-01T10:00:00Z' } }))).expect(204);
    }
    expect([await known(), await suppressed()]).toEqual([{ status: 'sent', delivery: null, events: 0 }, []]);
  });

  it('five mails that bounce softly in two weeks end it, unless one arrived meanwhile or a person took the address back', async () => {
    const { to } = message;
    const soft = async () => {
      message = await aSentMail(to);
      await deliver('ses', fromSns(sesEvent('Bounce', { bounce: bounce('Transient') }))).expect(204);
    };
    for (let i = 0; i < 4; i += 1) await soft();
    await deliver('ses', fromSns(sesEvent('Delivery', { delivery: { timestamp: '2027-01-01T10:00:00Z' } }))).expect(204);
    for (let i = 0; i < 4; i += 1) await soft();
    expect(await suppressed()).toEqual([]);
    await soft();
    expect(await suppressed()).toEqual(['soft-bounces']);
    await area.database.rows(`UPDATE suppressions SET released_at = now(), released_because = 'she cleaned up' WHERE address = $1`, [to]);
    await soft();
    expect(await suppressed()).toEqual([]);
  });

  it('settles what nobody knew: a mail that bounced or arrived has left', async () => {
    await area.database.rows(`UPDATE messages SET status = 'unknown', sent_at = NULL, leased_until = NULL WHERE id = $1`, [message.id]);
    await deliver('ses', fromSns(sesEvent('Delivery', { delivery: { timestamp: '2027-01-01T10:00:00Z' } }))).expect(204);
    expect(await known()).toMatchObject({ status: 'sent' });

    message = await aSentMail();
    await area.database.rows(`UPDATE messages SET status = 'sending', sent_at = NULL, leased_until = now() - interval '1 hour' WHERE id = $1`, [message.id]);
    await deliver('ses', fromSns(sesEvent('Delivery', { delivery: { timestamp: '2027-01-01T10:00:00Z' } }))).expect(204);
    await area.app.get(SendMessages).run({ workspaceId });
    expect(await known()).toMatchObject({ status: 'sent' });
    expect(sink.to(message.to)).toHaveLength(1);
  });

  async function aSentMail(to = `${randomUUID()}@people.example`): Promise<typeof message> {
    const id = await area.app.get(Database).inWorkspace(workspaceId, (tx) =>
      area.app.get(QueueMessage).run(tx, {
        workspaceId,
        purpose: 'notice',
        channel: 'email',
        customerId: null,
        to,
        locale: 'en',
        template: 'notice-expiry',
        dedupeKey: randomUUID(),
        variables: { workspaceName: 'Told', planName: 'Growth', paidThrough: '2027-01-31', daysLeft: 30, graceThrough: null, dataKeptThrough: null, autoRenew: false, renewUrl: 'http://perennial.test/admin/' },
      }),
    );
    await area.app.get(SendMessages).run({ workspaceId });
    return { id: id ?? '', to, reference: `${workspaceId}_${id}` };
  }

  async function known(): Promise<{ status: string; delivery: string | null; events: number }> {
    const [row] = await area.database.rows<{ status: string; delivery: string | null; events: number }>(
      `SELECT status, delivery, (SELECT count(*)::int FROM provider_events e WHERE e.message_id = m.id) AS events FROM messages m WHERE id = $1`,
      [message.id],
    );
    return row as { status: string; delivery: string | null; events: number };
  }

  async function suppressed(): Promise<string[]> {
    const rows = await area.database.rows<{ reason: string }>(
      `SELECT s.reason FROM suppressions s JOIN messages m ON m.workspace_id = s.workspace_id AND lower(m.to_address) = s.address AND m.channel = s.channel
       WHERE m.id = $1 AND released_at IS NULL`,
      [message.id],
    );
    return rows.map(({ reason }) => reason);
  }

  function deliver(provider: string, body: object): request.Test {
    const post = request(area.app.getHttpServer()).post(`/api/v1/webhooks/delivery/${provider}`);
    return provider === 'ses' ? post.type('text/plain').send(JSON.stringify(body)) : post.send(body);
  }

  function sesEvent(eventType: string, rest: object): object {
    return { eventType, mail: { timestamp: '2027-01-01T10:00:00Z', tags: { message: [message.reference] } }, ...rest };
  }
});

function bounce(bounceType: string): object {
  return { timestamp: '2027-01-01T10:00:00Z', bounceType, bouncedRecipients: [{ diagnosticCode: 'smtp; 550 5.1.1' }] };
}

function fromSns(event: object, version: '1' | '2' = '2', rest: Partial<SnsMessage> = {}): SnsMessage {
  return signedBySns({
    Type: 'Notification',
    MessageId: randomUUID(),
    TopicArn: TOPIC,
    Message: JSON.stringify(event),
    Timestamp: '2027-01-01T10:00:01.000Z',
    SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem',
    ...rest,
    SignatureVersion: version,
    Signature: '',
  });
}

function signedBySns(message: SnsMessage): SnsMessage {
  const algorithm = message.SignatureVersion === '1' ? 'sha1' : 'sha256';
  return { ...message, Signature: sign(algorithm, Buffer.from(textToSign(message)), createPrivateKey(key)).toString('base64') };
}
