import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TemplateDetail, TemplatePreview, TemplateSource } from '@perennial/contract/admin';
import { aPerson, aWorkspace, signedIn } from '../../../../test/builders/staff.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { SmtpSink } from '../../../../test/stage/smtp-sink.js';
import { AccessModule } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { RecordConsent } from '../../privacy/index.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { MessagingModule, type NewMessage, QueueMessage, TemplateFacts } from '../index.js';
import { SendMessages } from '../send-messages.job.js';
import { TestMail } from './send-test-mail.js';
import { starterOf, TEMPLATE_KEYS } from './starter-templates.js';

type Browser = Awaited<ReturnType<typeof signedIn>>;
const ID = 'reminder.email.en';
const STARTER = starterOf({ name: 'reminder', channel: 'email', locale: 'en' });

describe('templates of a workspace', () => {
  let area: Area;
  let sink: SmtpSink;
  let workspaceId: string;
  let url: string;
  let clerk: Browser;
  let admin: Browser;

  beforeAll(async () => {
    sink = await SmtpSink.open();
    area = await openArea([AccessModule, WorkspacesModule, MessagingModule], { smtpUrl: sink.url });
    const [carl, adam] = [await aPerson(area.app, 'carl'), await aPerson(area.app, 'adam')];
    workspaceId = await aWorkspace(area.app, 'teas', [[carl, 'staff'], [adam, 'admin']]);
    url = `/api/v1/workspaces/${workspaceId}/templates`;
    [clerk, admin] = [await signedIn(area.app, carl), await signedIn(area.app, adam)];
    area.app.get(TemplateFacts).register({
      sensitiveNamesIn: async (_tx, _workspace, text) => (text.includes('Ointment') ? ['Ointment'] : []),
      reminderOf: async (_tx, _workspace, customerId) => (customerId === known ? { customerName: '王 <b>小明</b>', products: [aProduct('Green tea')] } : null),
    });
  });
  afterAll(async () => {
    await area?.close();
    await sink?.close();
  });
  beforeEach(() => void (sink.mails.length = 0));

  const known = randomUUID();
  const aProduct = (name: string) => ({
    cycleId: randomUUID(), name, imageUrl: null, lastOrderedOn: '2026-11-01', expectedOn: '2026-12-03', windowFrom: null, windowTo: null, reason: 'Because.', sensitive: false,
  });
  const draft = (change: Partial<TemplateSource>, id = ID) => clerk.put(`${url}/${id}/draft`).send({ ...STARTER, ...change }).expect(200);
  const show = async (id = ID) => (await clerk.get(`${url}/${id}`).expect(200)).body as TemplateDetail;

  async function sendReminder(): Promise<{ id: string; version: number; subject: string | undefined }> {
    const customerId = randomUUID();
    const id = await area.app.get(Database).inWorkspace(workspaceId, async (tx) => {
      await area.app.get(RecordConsent).run(tx, {
        workspaceId, customerIds: [customerId], purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'checkout-1', source: 'checkout', actor: { kind: 'system', id: null },
      });
      const message: NewMessage<'reminder'> = {
        workspaceId, purpose: 'reminder', channel: 'email', customerId, to: `${customerId}@customers.example`, locale: 'en', template: 'reminder',
        variables: { customerName: 'Ana', products: [aProduct('Oolong')] }, dedupeKey: customerId,
      };
      return area.app.get(QueueMessage).run(tx, message);
    });
    await area.app.get(SendMessages).run({ workspaceId });
    const [row] = await area.database.rows<{ version: number }>('SELECT template_version AS version FROM messages WHERE id = $1', [id]);
    return { id: id ?? '', version: row?.version ?? 0, subject: sink.to(`${customerId}@customers.example`)[0]?.parsed.subject };
  }

  it('begin as the starters, all of them in both languages, with what they may name', async () => {
    const { data, total } = (await clerk.get(url).query({ perPage: 100 }).expect(200)).body as { data: { id: string; origin: string; version: number | null }[]; total: number };
    expect(total).toBe(TEMPLATE_KEYS.length);
    expect(data.filter(({ origin, version }) => origin !== 'starter' || version !== null)).toEqual([]);
    const filtered = await clerk.get(url).query({ filter: JSON.stringify({ name: 'reminder', locale: 'zh-CN' }), sort: '-id' }).expect(200);
    expect((filtered.body as { data: { id: string }[] }).data.map(({ id }) => id)).toEqual(['reminder.sms.zh-CN', 'reminder.email.zh-CN']);
    const one = await show();
    expect(one).toMatchObject({ marketing: true, draft: null, faults: [], inForce: STARTER });
    expect(one.variables).toEqual(expect.arrayContaining(['customer.first_name', 'product.name', 'products[].name', 'days_since_last_order', 'expected_date', 'window', 'offer.code', 'reason']));
    await clerk.get(`${url}/reminder.fax.en`).expect(404);
  });

  it('are sent as they were published, each message with its version, and the versions never change', async () => {
    const first = await sendReminder();
    expect(first).toMatchObject({ version: 1, subject: 'Time for Oolong again?' });
    await draft({ subject: 'Dear {{ customer.first_name }}' });
    expect(await sendReminder()).toMatchObject({ version: 1, subject: 'Time for Oolong again?' });
    expect((await clerk.post(`${url}/${ID}/publish`).expect(403)).body).toMatchObject({ code: 'role-too-low' });
    expect((await admin.post(`${url}/${ID}/publish`).expect(200)).body).toEqual({ version: 2 });
    expect(await sendReminder()).toMatchObject({ version: 2, subject: 'Dear Ana' });
    expect((await admin.post(`${url}/${ID}/publish`).expect(409)).body).toMatchObject({ code: 'no-draft' });
    expect((await admin.post(`${url}/${ID}/revert`).expect(200)).body).toEqual({ version: 3 });
    expect(await sendReminder()).toMatchObject({ version: 3, subject: 'Time for Oolong again?' });
    // What a message said stays what it said.
    const messages = `/api/v1/workspaces/${workspaceId}/messages`;
    expect((await clerk.get(`${messages}/${first.id}`).expect(200)).body).toMatchObject({ templateVersion: 1, subject: 'Time for Oolong again?' });
    const { data } = (await clerk.get(`${url}/${ID}/versions`).expect(200)).body as { data: { version: number; origin: string }[] };
    expect(data.map(({ version, origin }) => [version, origin])).toEqual([[3, 'starter'], [2, 'own'], [1, 'starter']]);
    const change = area.app.get(Database).inWorkspace(workspaceId, (tx) => tx.query(`UPDATE template_versions SET html = ''`));
    await expect(change).rejects.toThrow('permission denied');
  });

  it('are refused at publication by name, with field and line, and stay drafts', async () => {
    for (const [change, code, what] of [
      [{ subject: '{{ customer.shoe_size }}' }, 'template-unknown-variable', 'customer.shoe_size'],
      [{ footer: 'Bye' }, 'template-without-unsubscribe-link', 'links.stop'],
      [{ preheader: 'For {{ product.name }}' }, 'template-names-sensitive-product', 'product.name'],
      [{ subject: 'Ointment again?' }, 'template-names-sensitive-product', 'Ointment'],
      [{ body: '<mj-section><mj-oops /></mj-section>' }, 'template-broken', "Element mj-oops doesn't exist or is not registered"],
      [{ text: '{{ links.stop }}\n{% if x' }, 'template-broken', undefined],
      [{ body: '<mj-raw><iframe src="https://x.example"></iframe></mj-raw>' }, 'template-active-content', '<iframe'],
      [{ body: ' ' }, 'template-part-missing', 'body'],
    ] as const) {
      await draft(change);
      const refused = (await admin.post(`${url}/${ID}/publish`).expect(422)).body as { code: string; details: { field: string; line: number; what: string } };
      expect(refused.code).toBe(code);
      if (what) expect(refused.details).toMatchObject({ what });
      expect((await show()).faults).toMatchObject([expect.objectContaining({ code })]);
    }
    const chinese = await admin.post(`${url}/${ID}/publish`).set('Accept-Language', 'zh-CN').expect(422);
    expect((chinese.body as { title: string }).title).toContain('body');
    await clerk.delete(`${url}/${ID}/draft`).expect(204);
    await clerk.delete(`${url}/${ID}/draft`).expect(409);
    await clerk.put(`${url}/${ID}/draft`).send({ ...STARTER, subject: 'a\r\nBcc: b@c.example' }).expect(400);
  });

  it('can be looked at with a real customer or sample data, saved or not, broken or not', async () => {
    const preview = async (body: object, id = ID) => (await clerk.post(`${url}/${id}/preview`).send(body).expect(200)).body as TemplatePreview;
    const real = await preview({ customerId: known });
    expect(real).toMatchObject({ subject: 'Time for Green tea again?', segments: null, faults: [] });
    expect(real.preheader).toContain('Expected around');
    expect(real.html).toContain('王 &lt;b&gt;小明');
    expect((await preview({ source: { ...STARTER, subject: 'Unsaved {{ product.expected_date }}' } })).subject).toBe('Unsaved December 3, 2026');
    expect(await preview({ source: { ...STARTER, body: '<mj-section>' } })).toMatchObject({ html: '', faults: [{ code: 'template-broken', field: 'body', line: 1 }] });
    expect(await preview({}, 'reminder.sms.zh-CN')).toMatchObject({ html: '', segments: 1 });
    expect((await clerk.post(`${url}/${ID}/preview`).send({ customerId: randomUUID() }).expect(409)).body).toMatchObject({ code: 'nothing-to-preview' });
    expect(sink.mails).toHaveLength(0);
  });

  it('can be tried on oneself, and on nobody else', async () => {
    await clerk.post(`${url}/${ID}/test`).send({ source: { ...STARTER, subject: 'Try me' }, to: 'somebody@else.example' }).expect(202);
    expect((await clerk.post(`${url}/reminder.sms.en/test`).send({}).expect(409)).body).toMatchObject({ code: 'test-by-email-only' });
    const [job] = await area.database.rows<{ payload: unknown }>(`SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'subject' = 'Try me'`);
    await area.app.get(TestMail).run(job?.payload);
    expect(sink.mails.map(({ to, parsed }) => [to, parsed.subject])).toEqual([[['carl@shop.example'], '[Test] Try me']]);
  });
});
