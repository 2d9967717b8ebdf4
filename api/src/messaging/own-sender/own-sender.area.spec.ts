import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MailSender } from '@perennial/contract/admin';
import { type MailDesk, openMailDesk } from '../../../../test/builders/mail-desk.js';
import { aPerson, aWorkspace, signedIn } from '../../../../test/builders/staff.js';
import { signatureOf } from '../../../../test/stage/dkim.js';
import { DnsServer } from '../../../../test/stage/dns-server.js';
import type { CaughtMail } from '../../../../test/stage/smtp-sink.js';
import { Memberships } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { SendAccountMail } from '../account-mail.job.js';
import { ProveSenderJob } from './prove-sender.job.js';
import { SendersSweep } from './senders.sweep.js';
import { TxtRecords } from './txt-records.js';

const HOUR_MS = 3_600_000;

describe('mails from the workspace’s own address', () => {
  let desk: MailDesk;
  let dns: DnsServer;
  let admin: Awaited<ReturnType<typeof signedIn>>;
  let staff: Awaited<ReturnType<typeof signedIn>>;
  let url: string;

  beforeAll(async () => {
    dns = await DnsServer.open();
    desk = await openMailDesk();
    const { app } = desk.area;
    app.get(TxtRecords).resolver.setServers([dns.address]);
    const [adam, sue] = [await aPerson(app, 'adam'), await aPerson(app, 'sue')];
    await app.get(Database).inWorkspace(desk.workspaceId, async (tx) => {
      await app.get(Memberships).add(tx, desk.workspaceId, adam.id, 'admin');
      await app.get(Memberships).add(tx, desk.workspaceId, sue.id, 'staff');
    });
    [admin, staff] = [await signedIn(app, adam), await signedIn(app, sue)];
    url = `/api/v1/workspaces/${desk.workspaceId}/mail-sender`;
  });
  afterAll(async () => {
    await desk?.close();
    await dns?.close();
  });
  beforeEach(async () => {
    dns.records.clear();
    dns.refusing = false;
    await admin.put(url).send({ address: null }).expect(200);
  });

  const wish = async (address: string) => (await admin.put(url).send({ address }).expect(200)).body as MailSender;
  const look = async () => (await admin.post(`${url}/look`).expect(200)).body as MailSender;
  const shown = async () => (await admin.get(url).expect(200)).body as MailSender;
  const publish = ({ own }: MailSender) => dns.records.set(own?.record.name ?? '', [own?.record.value ?? '']);
  async function reminder(): Promise<CaughtMail> {
    const [customerId] = await desk.queueReminders(1);
    await desk.send();
    const [mail] = await desk.sink.waitFor(1, `${customerId}@people.example`);
    return mail as CaughtMail;
  }

  it('come from the service, in the shop’s name, until the domain is shown to be theirs', async () => {
    expect(await shown()).toEqual({ address: 'no-reply@perennial.example', own: null });
    const wished = await wish('Hello@Teas.example');
    expect(wished).toMatchObject({ address: 'no-reply@perennial.example', own: { address: 'hello@teas.example', inUse: false, provenAt: null, found: null, record: { type: 'TXT', name: expect.stringMatching(/^perennial-[0-9a-f]{12}\._domainkey\.teas\.example$/) } } });
    expect(await look()).toMatchObject({ own: { inUse: false, found: 'no-record' } });
    const mail = await reminder();
    expect(mail.parsed.from).toEqual({ name: 'Mail desk', address: 'no-reply@perennial.example' });
    expect(signatureOf(mail.raw)).toBeNull();
  });

  it('come from it once it is, signed by the key in the DNS, and bounce to the service', async () => {
    const wished = await wish('hello@teas.example');
    publish(wished);
    const proven = await look();
    expect(proven).toMatchObject({ address: 'hello@teas.example', own: { inUse: true, found: 'our-key' } });
    const mail = await reminder();
    expect(mail.parsed.from).toEqual({ name: 'Mail desk', address: 'hello@teas.example' });
    expect(mail.from).toBe('no-reply@perennial.example');
    const signature = signatureOf(mail.raw);
    const record = wished.own?.record ?? { name: '', value: '' };
    expect(`${signature?.selector}._domainkey.${signature?.domain}`).toBe(record.name);
    // RFC 8058: without a signature over both, no mail program offers the one tap.
    expect(signature?.fields).toEqual(expect.arrayContaining(['from', 'subject', 'date', 'message-id', 'list-unsubscribe', 'list-unsubscribe-post']));
    expect(signature?.holds(record.value)).toBe(true);
    expect(signatureOf(mail.raw.replace('Mail desk', 'Mail disk'))?.holds(record.value)).toBe(false);
    expect(signatureOf(`${mail.raw}P.S. Pay here.\r\n`)?.holds(record.value)).toBe(false);
  });

  it('keep the proof for another address of the domain, and need a new one for another domain', async () => {
    publish(await wish('hello@teas.example'));
    const { own: before } = await look();
    expect(await wish('orders@teas.example')).toMatchObject({ address: 'orders@teas.example', own: { inUse: true, record: before?.record } });
    const other = await wish('orders@bank.example');
    expect(other).toMatchObject({ address: 'no-reply@perennial.example', own: { inUse: false, provenAt: null } });
    expect(other.own?.record.value).not.toBe(before?.record.value);
    // The proof of one domain, copied to another place, is none.
    dns.records.set(other.own?.record.name ?? '', [before?.record.value ?? '']);
    expect(await look()).toMatchObject({ own: { inUse: false, found: 'another-key' } });
  });

  it('another workspace’s proof is not one’s own', async () => {
    publish(await wish('hello@teas.example'));
    await look();
    const { app } = desk.area;
    const eve = await aPerson(app, 'eve');
    const evil = `/api/v1/workspaces/${await aWorkspace(app, 'evil', [[eve, 'admin']])}/mail-sender`;
    const browser = await signedIn(app, eve);
    await browser.put(evil).send({ address: 'hello@teas.example' }).expect(200);
    expect((await browser.post(`${evil}/look`).expect(200)).body).toMatchObject({ address: 'no-reply@perennial.example', own: { inUse: false, found: 'no-record' } });
    await browser.put(evil).send({ address: null }).expect(200);
    await browser.get(url).expect(403);
    await browser.put(url).send({ address: null }).expect(403);
  });

  it('fall back when the record goes, and not when the DNS is silent; the sweep looks', async () => {
    const { app } = desk.area;
    const sweepLooks = async () => {
      const due = (await app.get(SendersSweep).nextDue(new Date(0)))?.getTime() ?? 0;
      await app.get(SendersSweep).run(new Date(due));
      const [job] = await desk.area.database.rows(`SELECT 1 FROM graphile_worker.jobs WHERE key = $1`, [`prove-sender:${desk.workspaceId}`]);
      expect(job).toBeDefined();
      await app.get(ProveSenderJob).run({ workspaceId: desk.workspaceId });
      return Math.round(((await app.get(SendersSweep).nextDue(new Date(0)))?.getTime() ?? 0) / HOUR_MS - Date.now() / HOUR_MS);
    };
    publish(await wish('hello@teas.example'));
    expect(await sweepLooks()).toBe(24);
    expect(await shown()).toMatchObject({ own: { inUse: true } });
    dns.refusing = true;
    expect(await sweepLooks()).toBe(1);
    expect(await shown()).toMatchObject({ own: { inUse: true, found: 'no-answer' } });
    dns.refusing = false;
    dns.records.clear();
    expect(await sweepLooks()).toBe(1);
    expect(await shown()).toMatchObject({ address: 'no-reply@perennial.example', own: { inUse: false, provenAt: null, found: 'no-record' } });
    const entries = await desk.area.database.rows<{ details: object }>(`SELECT details FROM audit_entries WHERE workspace_id = $1 AND command = 'prove-mail-sender' AND actor_kind = 'system' ORDER BY at`, [desk.workspaceId]);
    expect(entries.map(({ details }) => details)).toMatchObject([{ proven: true }, { proven: false, found: 'no-record' }]);
  });

  it('are for customers only: the service writes to the workspace’s own people', async () => {
    publish(await wish('hello@teas.example'));
    await look();
    const { app } = desk.area;
    const account = { workspaceId: desk.workspaceId, locale: 'en', to: 'zoe@people.example' };
    await app.get(SendAccountMail).run({ ...account, template: 'portal-sign-in', variables: { url: 'http://perennial.test/portal/x' } });
    await app.get(SendAccountMail).run({ ...account, to: 'new@people.example', template: 'invitation', variables: { url: 'http://perennial.test/admin/x' } });
    expect((await desk.sink.waitFor(1, 'zoe@people.example'))[0]?.parsed.from?.address).toBe('hello@teas.example');
    expect((await desk.sink.waitFor(1, 'new@people.example'))[0]?.parsed.from?.address).toBe('no-reply@perennial.example');
  });

  it('the private key leaves the service nowhere and stands in no table as it is', async () => {
    const { own } = await wish('hello@teas.example');
    expect(JSON.stringify(own)).not.toContain('PRIVATE');
    const [row] = await desk.area.database.rows<{ key: Buffer }>('SELECT sealed_key AS key FROM mail_senders WHERE workspace_id = $1', [desk.workspaceId]);
    expect(row?.key.length).toBeGreaterThan(1000);
    expect(row?.key.toString('latin1')).not.toContain('PRIVATE KEY');
  });

  it('is for admins, and refuses what is no address', async () => {
    await staff.get(url).expect(403);
    await staff.put(url).send({ address: 'hello@teas.example' }).expect(403);
    for (const address of ['teas.example', 'a@b', 'a@teas.example\r\nBcc: b@teas.example', 'Teas <a@teas.example>']) {
      expect((await admin.put(url).send({ address }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
    }
    expect((await admin.post(`${url}/look`).expect(409)).body).toMatchObject({ code: 'no-own-sender' });
  });
});
