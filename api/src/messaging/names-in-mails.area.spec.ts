import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Area, openArea } from '../../../test/stage/open-area.js';
import { type CaughtMail, SmtpSink } from '../../../test/stage/smtp-sink.js';
import { AccessModule } from '../access/index.js';
import { SYSTEM } from '../platform/audit/index.js';
import { Database } from '../platform/database/index.js';
import { RecordConsent } from '../privacy/index.js';
import { CreateWorkspace, WorkspacesModule, WorkspaceSettings } from '../workspaces/index.js';
import { MessagingModule, type NewMessage, QueueMessage } from './index.js';
import { SendMessages } from './send-messages.job.js';

/** Every header our mails have. One more would be somebody else's. */
const HEADERS = new Set(
  ['from', 'to', 'reply-to', 'subject', 'message-id', 'date', 'mime-version', 'content-type', 'content-language', 'auto-submitted', 'list-unsubscribe', 'list-unsubscribe-post', 'content-transfer-encoding', 'feedback-id', 'x-pm-metadata-message', 'x-mailgun-variables', 'x-smtpapi'],
);
const DISGUISES = /[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]/u;

const TRICKS = [
  '\r\nBcc: all@evil.example', '\nX-Evil: 1', '\r\n\r\n<html>', '\u2028X-Evil: 1', '\u0085X-Evil: 1', '\u202Emoc.live\u202C', '\u200B', '\uFEFF', '\u0000', '=?utf-8?B?WC1FdmlsOiAx?=', '"; <evil@evil.example>,',
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><a href="https://evil.example">', "' onmouseover='x", '{{ shop.name }}', '{% raw %}', '</title></head>', '&lt;b&gt;', '\ud83d', '%0d%0aBcc:',
];
const PROPER = ['乌龙茶 🍵', 'شاي أخضر', 'קפה טרי', '王小明', 'Zoë Ångström', '👩‍👩‍👧‍👦', 'ไทย', '名'.repeat(200), 'x'.repeat(200), 'O’Brien & Söhne'];

describe('whatever customers, products and shops are called', () => {
  let area: Area;
  let sink: SmtpSink;
  let workspaceId: string;

  beforeAll(async () => {
    sink = await SmtpSink.open();
    area = await openArea([AccessModule, WorkspacesModule, MessagingModule], { smtpUrl: sink.url });
    workspaceId = await area.app.get(CreateWorkspace).run(SYSTEM, { slug: 'teas', name: 'Teas', senderName: 'Teas', replyTo: null, timeZone: 'UTC', locale: 'en', currency: 'USD' });
  });
  afterAll(async () => {
    await area?.close();
    await sink?.close();
  });

  async function mailWith(customerName: string, productName: string, senderName: string): Promise<CaughtMail> {
    const { app } = area;
    const customerId = randomUUID();
    const message: NewMessage<'reminder'> = {
      workspaceId, purpose: 'reminder', channel: 'email', customerId, to: `${customerId}@customers.example`, locale: 'en', template: 'reminder', dedupeKey: customerId,
      variables: {
        customerName,
        products: [{ cycleId: randomUUID(), name: productName, imageUrl: null, lastOrderedOn: '2026-11-01', expectedOn: '2026-12-03', windowFrom: null, windowTo: null, reason: `Because of ${productName}.`, sensitive: false }],
      },
    };
    await app.get(Database).inWorkspace(workspaceId, async (tx) => {
      await app.get(WorkspaceSettings).change(tx, workspaceId, { senderName });
      await app.get(RecordConsent).run(tx, {
        workspaceId, customerIds: [customerId], purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'checkout-1', source: 'checkout', actor: { kind: 'system', id: null },
      });
      await app.get(QueueMessage).run(tx, message);
    });
    await app.get(SendMessages).run({ workspaceId });
    const [mail] = sink.to(message.to);
    if (!mail) throw new Error('no mail came');
    return mail;
  }

  it('no name adds a header, breaks out of its place in the HTML, or turns a subject round', async () => {
    // PostgreSQL stores neither NUL nor half a character, so no name from the database has them; sender and names are tried as they can come.
    const storable = (text: string) => text.replaceAll('\u0000', '').toWellFormed();
    const name = fc
      .array(fc.oneof(fc.constantFrom(...TRICKS), fc.constantFrom(...PROPER), fc.string({ unit: 'grapheme', maxLength: 12 })), { minLength: 1, maxLength: 4 })
      .map((parts) => storable(parts.join('')).slice(0, 400))
      .map(storable);
    const sender = name.map((text) => storable([...text].slice(0, 150).join('')).trim() || 'Shop');
    await fc.assert(
      fc.asyncProperty(name, name, sender, async (customer, product, shop) => {
        const { raw, parsed, to } = await mailWith(customer, product, shop);
        expect(to).toHaveLength(1);
        expect(parsed.headers.map(({ key }) => key).filter((key) => !HEADERS.has(key))).toEqual([]);
        expect(parsed.headers.filter(({ key }) => key === 'from' || key === 'subject' || key === 'to')).toHaveLength(3);
        expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/^(bcc|x-evil)/im);
        expect(parsed.from?.address).toBe('no-reply@perennial.example');
        expect(parsed.subject).not.toMatch(DISGUISES);
        expect(parsed.from?.name).not.toMatch(DISGUISES);
        expect(parsed.html).not.toMatch(/<script|<img|onerror\s*=\s*alert\(1\)>|href="https:\/\/evil|<html>[\s\S]*<html>/i);
        expect(parsed.html?.match(/<a [^>]*href="(?!http:\/\/perennial\.test\/)/g) ?? []).toEqual([]);
        expect(parsed.html?.match(/<\/title>/g)).toHaveLength(1);
      }),
      { numRuns: 60, examples: TRICKS.map((trick) => [`Ana${storable(trick)}`, `Tea${storable(trick)}`, storable(`Shop${trick}`)]) },
    );
  });

  it.each(PROPER)('%s arrives in subject, sender and both bodies as it is written', async (name) => {
    const { parsed } = await mailWith(name, name, name);
    expect(parsed.subject).toBe(`Time for ${name} again?`);
    expect(parsed.from).toMatchObject({ name, address: 'no-reply@perennial.example' });
    expect(parsed.text).toContain(name);
    expect(parsed.html).toContain(name.replace('&', '&amp;'));
  });
});
