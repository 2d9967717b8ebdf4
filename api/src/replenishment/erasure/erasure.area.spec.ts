import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConnectedShop, Customer, Erasure } from '@perennial/contract/admin';
import { Webhook } from 'standardwebhooks';
import supertest from 'supertest';
import { everySo, type LedgerDesk, openLedgerDesk } from '../../../../test/builders/ledger-desk.js';
import { PortalSessions } from '../../access/index.js';
import { ApplyDelivery, ShopsModule } from '../../integrations/shops/index.js';
import { SYSTEM } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { type ErasedPerson, RecordConsent } from '../../privacy/index.js';
import { CustomerStore } from '../customers/index.js';
import { SendDueReminders } from '../reminders/index.js';
import { EraseTracesJob } from './erase-traces.job.js';

const NAME = 'Zephyrine Quillfeather';
const EMAIL = 'zephyrine@quillfeather.example';
const OLD_EMAIL = 'zq-before@quillfeather.example';
const PHONE = '+44 1632 960777';

describe('a customer who wants to be forgotten', () => {
  let desk: LedgerDesk;
  let id: string;
  let oldId: string;
  let cookie: string;
  let before: { totals: unknown; others: unknown; records: unknown[] };
  let erased: Erasure;

  beforeAll(async () => {
    desk = await openLedgerDesk('2029-06-20T12:00:00Z', [ShopsModule]);
    await desk.staff.post(`${desk.url}/rules`).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email' }).expect(201);
    await desk.import(
      Array.from({ length: 12 }, (_, n) => everySo(`other${n}`, 'tea', '2029-01-03', 25 + n, 6)).join('') +
        everySo('zq', 'tea', '2029-01-25', 30, 5).replaceAll('zq@customers.example', EMAIL) +
        `bad-1,zq,${EMAIL},tea,,2029-06-01,${EMAIL},5.00\nbad-2,zq,${EMAIL},tea,,${NAME},1,5.00\n`,
    );
    id = await idOf('zq');
    await desk.staff.patch(`${desk.url}/customers/${id}`).send({ name: NAME, phone: PHONE, tags: ['quillfeather-family'] }).expect(200);
    oldId = ((await desk.staff.post(`${desk.url}/customers`).send({ name: `${NAME} B.`, email: OLD_EMAIL }).expect(201)).body as Customer).id;
    await desk.staff.post(`${desk.url}/customers/${oldId}/merge`).send({ into: id }).expect(200);
    await orderAtTheShop();
    await consent(id, 'order 17');
    await desk.refresh();
    await written();
    cookie = await inWorkspace((tx) => desk.area.app.get(PortalSessions).begin(tx, desk.workspaceId, id));
    before = await aggregates();
    for (const text of [NAME, EMAIL, OLD_EMAIL, PHONE]) expect((await placesOf(text)).length).toBeGreaterThan(1);
    erased = (await erase().expect(200)).body as Erasure;
  });
  afterAll(() => desk.close());

  const inWorkspace: <T>(work: Parameters<Database['inWorkspace']>[1] extends (tx: infer X) => unknown ? (tx: X) => Promise<T> : never) => Promise<T> = (work) =>
    desk.area.app.get(Database).inWorkspace(desk.workspaceId, work);
  const erase = () => desk.staff.post(`${desk.url}/customers/${id}/erase`);
  const idOf = async (externalId: string) => (await desk.rows<{ id: string }>('SELECT id FROM customers WHERE external_id = $1', [externalId]))[0]?.id ?? '';
  const consent = (customerId: string, evidence: string) =>
    inWorkspace((tx) =>
      desk.area.app.get(RecordConsent).run(tx, {
        workspaceId: desk.workspaceId, customerIds: [customerId], purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'checkout-1',
        source: 'checkout', actor: SYSTEM, evidence,
      }),
    );

  async function orderAtTheShop(): Promise<void> {
    const shop = (await desk.staff.post(`${desk.url}/shops`).send({ kind: 'standard', name: 'Own' }).expect(201)).body as ConnectedShop;
    const order = {
      id: 'zq-web', orderedAt: '2029-05-01T10:00:00Z', updatedAt: '2029-05-01T10:00:00Z', currency: 'GBP', customer: { id: 'zq', email: EMAIL, name: NAME, phone: PHONE },
      lines: [{ id: 'l1', productId: 'soap', productName: 'Soap', quantity: 2, unitPriceMinor: 450 }],
    };
    // Escaped, as some shops write every letter that is not ASCII, and some any.
    const body = JSON.stringify({ type: 'order.created', timestamp: '2029-05-01T10:00:00Z', data: { order } }).replace('Zephyrine Q', '\\u005aephyrine Q');
    const [deliveryId, at] = [randomUUID(), new Date()];
    await supertest(desk.area.app.getHttpServer()).post(new URL(shop.webhookUrl).pathname)
      .set({ 'Content-Type': 'application/json', 'webhook-id': deliveryId, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': new Webhook(shop.secret).sign(deliveryId, at, body) })
      .send(body).expect(204);
    await desk.area.app.get(ApplyDelivery).run(desk.workspaceId, shop.id, deliveryId);
  }

  /** What was written to them and by them. */
  async function written(): Promise<void> {
    const [message] = await desk.rows<{ id: string }>(
      `INSERT INTO messages (workspace_id, purpose, customer_id, to_address, locale, template, variables, dedupe_key, status, error, next_attempt_at, created_at, sent_at)
       VALUES ($1, 'reminder', $2, $3, 'en', 'reminder', $4, 'r1', 'sent', $5, now(), now(), now()) RETURNING id`,
      [desk.workspaceId, id, EMAIL, JSON.stringify({ customerName: NAME, products: [], offer: null }), `450 <${EMAIL}> try later`],
    );
    await desk.rows(
      `INSERT INTO messages (workspace_id, purpose, customer_id, to_address, locale, template, variables, dedupe_key, status, next_attempt_at, created_at)
       VALUES ($1, 'sign-in', $2, $3, 'en', 'sign-in', $4, 's1', 'queued', now(), now())`,
      [desk.workspaceId, id, EMAIL, JSON.stringify({ link: `https://shop.example/?for=${EMAIL}` })],
    );
    await desk.rows(
      `INSERT INTO provider_events (workspace_id, provider, event_id, message_id, channel, address, kind, at, received_at, detail)
       VALUES ($1, 'ses', 'e1', $2, 'email', $3, 'soft-bounced', now(), now(), $3)`,
      [desk.workspaceId, message?.id, EMAIL],
    );
    const [reply] = await desk.rows<{ id: string }>(
      `INSERT INTO replies (workspace_id, mail_id, message_id, customer_id, from_address, subject, words, kind, received_at)
       VALUES ($1, $2, $3, $4, $5, 'Hello', $6, 'words', now()) RETURNING id`,
      [desk.workspaceId, `<1.${EMAIL}>`, message?.id, id, EMAIL, `Please call me, ${NAME}`],
    );
    await desk.rows(`INSERT INTO follow_up_tasks (workspace_id, kind, customer_id, title, words, source_id, created_at) VALUES ($1, 'reply', $2, $3, $4, $5, now())`, [
      desk.workspaceId, id, EMAIL, `Please call me, ${NAME}`, reply?.id,
    ]);
    await desk.rows(
      `INSERT INTO staff_notices (workspace_id, user_id, kind, title, text, link, dedupe_key, created_at)
       SELECT $1, user_id, 'reply-waiting', $2, $3, $4, $5, now() FROM workspace_members WHERE workspace_id = $1`,
      [desk.workspaceId, JSON.stringify({ en: `${EMAIL} has answered`, 'zh-CN': `${EMAIL} 回复了` }), JSON.stringify({ en: NAME, 'zh-CN': NAME }), `/customers/${id}/show`, `reply:${reply?.id}`],
    );
    await desk.staff.post(`${desk.url}/suppressions`).send({ channel: 'email', address: OLD_EMAIL }).expect(204);
  }

  /** Every table, of every schema, in which a row says it. */
  async function placesOf(text: string): Promise<string[]> {
    const tables = await desk.rows<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    );
    const places: string[] = [];
    for (const { name } of tables) {
      const [found] = await desk.rows(`SELECT 1 FROM ${name} t WHERE position(lower($1) IN lower(replace(to_jsonb(t)::text, '\\\\u005a', 'Z'))) > 0 LIMIT 1`, [text]);
      if (found) places.push(name);
    }
    return places;
  }

  async function aggregates() {
    const [totals] = await desk.rows(
      `SELECT count(*)::int AS lines, count(DISTINCT purchase_id)::int AS orders, count(DISTINCT customer_id)::int AS buyers, sum(quantity)::int AS units, sum(quantity * unit_price_minor)::int AS money FROM purchase_lines`,
    );
    const others = (await desk.projections()).cycles.filter((row) => String((row as { customer: string | null }).customer).startsWith('other'));
    const records = await desk.rows('SELECT seq, hash FROM consent_records WHERE customer_id = $1 ORDER BY seq', [id]);
    return { totals, others, records };
  }

  it('is found in no text of the database, nor in a kept file, once the job has run', async () => {
    const [job] = await desk.rows<{ id: string; payload: ErasedPerson }>(
      `SELECT j.id, j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'erase-traces'`,
    );
    expect(job?.payload).toMatchObject({ customerId: id, emails: expect.arrayContaining([EMAIL, OLD_EMAIL]), phones: [PHONE] });
    expect((await desk.rows('SELECT file_path FROM imports WHERE file_path IS NOT NULL')).length).toBe(1);
    await desk.area.app.get(EraseTracesJob).run(job?.payload as ErasedPerson);
    // The worker removes a job that has ended.
    await desk.rows('DELETE FROM graphile_worker._private_jobs WHERE id = $1', [job?.id]);
    for (const text of [NAME, 'quillfeather', EMAIL, OLD_EMAIL, PHONE, '960777']) expect([text, await placesOf(text)]).toEqual([text, []]);
    expect(await desk.rows('SELECT file_path FROM imports WHERE file_path IS NOT NULL')).toEqual([]);
    expect((await desk.staff.get(`${desk.url}/customers/${id}/erasure`).expect(200)).body).toMatchObject({ doneAt: expect.stringMatching(/^2029-06-20T/) });
  });

  it('takes nothing out of ledger, money and the rhythms of others', async () => {
    await desk.refresh();
    const after = await aggregates();
    expect(after.totals).toEqual(before.totals);
    expect(after.others).toEqual(before.others);
    expect(after.records.slice(0, before.records.length)).toEqual(before.records);
  });

  it('leaves the proof of consent: the chain verifies, and who has the address can show whose it is', async () => {
    expect((await desk.staff.get(`${desk.url}/consent-records/verification`).expect(200)).body).toMatchObject({ intact: true });
    const { data } = (await desk.staff.get(`${desk.url}/customers/${id}/consent-records`).query({ sort: '-decidedAt' }).expect(200)).body as { data: object[] };
    expect(data).toMatchObject([{ decision: 'withdrawn', evidence: 'erasure' }, { decision: 'granted', wordingVersion: 'checkout-1', evidence: 'order 17' }]);
    const hidden = (address: string) => `sha256:${createHash('sha256').update(`perennial-address-1:${desk.workspaceId}:email:${address}`).digest('hex')}`;
    expect(erased.addresses).toEqual(expect.arrayContaining([hidden(EMAIL), hidden(OLD_EMAIL)]));
    expect(erased.addresses).toHaveLength(3);
  });

  it('is signed out, is planned for no more, and is gone by name', async () => {
    expect(await desk.area.app.get(PortalSessions).recognise(cookie)).toBeNull();
    expect(await desk.rows(`SELECT 1 FROM reminders WHERE customer_id = $1 AND status IN ('planned', 'held')`, [id])).toEqual([]);
    const gone = { code: 'customer-erased' };
    expect((await desk.staff.get(`${desk.url}/customers/${id}`).expect(410)).body).toMatchObject(gone);
    expect((await desk.staff.get(`${desk.url}/customers/${id}`).set('Accept-Language', 'zh-CN').expect(410)).body).toMatchObject(gone);
    expect((await desk.staff.patch(`${desk.url}/customers/${id}`).send({ name: 'x' }).expect(410)).body).toMatchObject(gone);
    expect((await desk.staff.post(`${desk.url}/customers/${await idOf('other1')}/merge`).send({ into: id }).expect(410)).body).toMatchObject(gone);
    const order = { externalId: 'late', orderedAt: '2029-06-01T10:00:00Z', lines: [{ productExternalId: 'tea' }], customerId: id };
    expect((await desk.staff.post(`${desk.url}/purchases`).send(order).expect(410)).body).toMatchObject(gone);
    expect((await desk.staff.post(`${desk.url}/customers/${id}/consent-records`).send({ purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'x' }).expect(404)).body).toMatchObject({ code: 'not-found' });
    expect((await desk.staff.get(`${desk.url}/customers`).query({ perPage: 200 }).expect(200)).body).toMatchObject({ total: 12 });
    const shown = await desk.rows<{ id: string }>(`SELECT id FROM messages WHERE customer_id = $1 AND purpose = 'reminder'`, [id]);
    await desk.staff.get(`${desk.url}/messages/${shown[0]?.id}`).expect(200);
    expect(await desk.rows(`SELECT status, skipped_because FROM messages WHERE customer_id = $1 AND purpose = 'sign-in'`, [id])).toEqual([{ status: 'skipped', skipped_because: 'no-address' }]);
  });

  it('whoever had read them before they were erased does not write them back', async () => {
    const stale = (await desk.staff.post(`${desk.url}/customers`).send({ name: 'Yolande Marchbanks', email: 'yolande@marchbanks.example' }).expect(201)).body as Customer;
    const store = desk.area.app.get(CustomerStore);
    const late = inWorkspace(async (tx) => {
      const customer = await store.known(tx, desk.workspaceId, stale.id);
      await desk.staff.post(`${desk.url}/customers/${stale.id}/erase`).expect(200);
      return store.update(tx, desk.workspaceId, customer, { phone: '+44 1632 960778' }, new Date());
    });
    await expect(late).rejects.toMatchObject({ code: 'customer-erased' });
    expect(await desk.rows('SELECT name, email, phone FROM customers WHERE id = $1', [stale.id])).toEqual([{ name: '', email: null, phone: null }]);
  });

  it('a second erasure changes nothing; one of nobody is refused by name', async () => {
    const again = (await erase().expect(200)).body as Erasure;
    expect(again).toMatchObject({ erasedAt: erased.erasedAt, addresses: erased.addresses });
    expect(await desk.rows(`SELECT actor_kind FROM audit_entries WHERE command = 'erase-customer' AND subject_id = $1`, [id])).toEqual([{ actor_kind: 'member' }]);
    expect((await desk.staff.post(`${desk.url}/customers/${oldId}/erase`).expect(410)).body).toMatchObject({ code: 'customer-merged', details: { into: id } });
    expect((await desk.staff.post(`${desk.url}/customers/${randomUUID()}/erase`).expect(404)).body).toMatchObject({ code: 'not-found' });
    expect((await desk.staff.get(`${desk.url}/customers/${oldId}/erasure`).expect(404)).body).toMatchObject({ code: 'not-found' });
  });

  it('the address stays suppressed when it is imported again, even with a consent, until it is released by its hash', async () => {
    await desk.import(everySo('zq-again', 'tea', '2029-01-20', 30, 6).replaceAll('zq-again@customers.example', OLD_EMAIL));
    const again = await idOf('zq-again');
    expect(again).not.toBe(id);
    await consent(again, 'order 18');
    await desk.refresh();
    const at = (await desk.rows<{ at: Date }>(`SELECT send_at AS at FROM reminders WHERE customer_id = $1 AND status = 'planned'`, [again]))[0]?.at;
    await desk.at(new Date(Math.max(Date.parse('2029-06-20T12:00:00Z'), at?.getTime() ?? 0) + 3_600_000).toISOString());
    await desk.area.app.get(SendDueReminders).run(desk.workspaceId);
    expect(await desk.rows(`SELECT status, skipped_because FROM reminders WHERE customer_id = $1 AND status <> 'superseded'`, [again])).toEqual([{ status: 'skipped', skipped_because: 'suppressed' }]);

    const listed = async (address: string) => ((await desk.staff.get(`${desk.url}/suppressions`).query({ filter: JSON.stringify({ address }) }).expect(200)).body as { data: { id: string; address: string; reason: string }[] }).data;
    const [entry] = await listed(OLD_EMAIL);
    expect(entry).toMatchObject({ address: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), reason: 'staff' });
    expect(await listed(EMAIL)).toMatchObject([{ reason: 'erasure' }]);
    const exported = await desk.staff.get(`${desk.url}/suppressions/export`).expect(200);
    expect((await desk.staff.post(`${desk.url}/suppressions/import`).type('text/csv').send(exported.text).expect(200)).body).toMatchObject({ added: 0, refused: 0 });
    await desk.staff.post(`${desk.url}/suppressions/${entry?.id}/release`).send({ because: 'Asked for reminders again at the counter' }).expect(204);
    expect(await desk.rows(`SELECT 1 FROM suppressed_addresses WHERE address = $1`, [entry?.address])).toEqual([]);
  });
});
