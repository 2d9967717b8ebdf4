import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Customer, DuplicateGroup } from '@perennial/contract/admin';
import { everySo, type LedgerDesk, openLedgerDesk } from '../../../../test/builders/ledger-desk.js';
import { Database } from '../../platform/database/index.js';
import { SYSTEM } from '../../platform/audit/index.js';
import { CustomerDirectory, PortalSessions } from '../../access/index.js';
import { RecordConsent } from '../../privacy/index.js';
import { ENDED, KEPT, MOVED, REBUILT, RECONCILED } from './moving.sql.js';

describe('customers who are one person', () => {
  let desk: LedgerDesk;
  beforeAll(async () => {
    desk = await openLedgerDesk('2029-06-20T12:00:00Z');
    await desk.staff.post(`${desk.url}/rules`).send({ name: 'Everything', scope: { kind: 'everything' }, leadDays: 5, channel: 'email', holdoutPercent: 10 }).expect(201);
    await desk.import(Array.from({ length: 12 }, (_, n) => everySo(`other${n}`, 'tea', '2029-01-03', 25 + n, 6)).join(''));
    await desk.refresh();
  });
  afterAll(() => desk.close());

  const add = async (customer: object) => (await desk.staff.post(`${desk.url}/customers`).send(customer).expect(201)).body as Customer;
  const known = async (externalId: string) => (await desk.rows<{ id: string }>(`SELECT id FROM customers WHERE external_id = $1`, [externalId]))[0]?.id ?? '';
  const merge = (from: string, into: string) => desk.staff.post(`${desk.url}/customers/${from}/merge`).send({ into });
  const said = (customerId: string, productId: string | null, kind: string, at: string) =>
    desk.rows(`INSERT INTO feedback (workspace_id, customer_id, product_id, kind, actor_kind, said_at, said_on) VALUES ($1, $2, $3, $4, 'customer', $5, $5::timestamptz::date)`, [desk.workspaceId, customerId, productId, kind, at]);
  const consent = (customerId: string, decision: 'granted' | 'withdrawn') =>
    desk.area.app.get(Database).inWorkspace(desk.workspaceId, (tx) =>
      desk.area.app.get(RecordConsent).run(tx, { workspaceId: desk.workspaceId, customerIds: [customerId], purpose: 'replenishment-reminder', channel: 'email', decision, wordingVersion: 'test-1', source: 'checkout', actor: SYSTEM }),
    );
  const inForce = (customerId: string) => desk.rows(`SELECT channel, granted FROM consents_in_force WHERE customer_id = $1`, [customerId]);

  it('are found by the same address, and by the same number however it is written', async () => {
    const ids = [
      await add({ name: 'Ida', email: 'ida@found.example', phone: '+44 20 7946 0001' }),
      await add({ name: 'Ida B.', phone: '0044-2079460001' }),
      await add({ name: 'I. Brown', email: 'IDA@found.example', phone: '555' }),
      await add({ name: 'Somebody', phone: '5 55' }),
    ].map(({ id }) => id);
    const { data, total } = (await desk.staff.get(`${desk.url}/duplicate-customers`).expect(200)).body as { data: DuplicateGroup[]; total: number };
    expect(total).toBe(2);
    expect(data.map(({ by, value, customers }) => [by, value, customers.map(({ id }) => id)])).toEqual([
      ['phone', '442079460001', [ids[0], ids[1]]],
      ['email', 'ida@found.example', [ids[0], ids[2]]],
    ]);
    expect((await desk.staff.get(`${desk.url}/duplicate-customers`).query({ perPage: 1, page: 2 }).expect(200)).body).toMatchObject({ total: 2, data: [{ by: 'email' }] });
  });

  it('become the customer who would be there had all orders been theirs', async () => {
    const odd = everySo('ann', 'tea', '2029-01-05', 56, 3);
    const even = everySo('ann', 'tea', '2029-02-02', 56, 3) + everySo('ann', 'soap', '2029-03-01', 40, 2);
    await desk.import(odd + even);
    await desk.refresh();
    const one = ({ cycles, reminders }: Awaited<ReturnType<LedgerDesk['projections']>>, customer: string) =>
      [cycles, reminders].map((rows) => (rows as { customer: string }[]).filter((row) => row.customer === customer).map(({ customer: _, ...row }) => row));
    await desk.import((odd.replaceAll('ann', 'bea') + even.replaceAll('ann', 'beatrice')));
    await desk.refresh();
    const [from, into] = [await known('beatrice'), await known('bea')];
    await merge(from, into).expect(200);
    expect(await desk.rows('SELECT l.purchase_id FROM purchase_lines l JOIN purchases p ON p.id = l.purchase_id WHERE l.customer_id <> p.customer_id')).toEqual([]);
    const merged = await desk.projections();
    expect(one(merged, 'bea')[0]).toHaveLength(2);
    expect(one(merged, 'bea')).toEqual(one(merged, 'ann'));
    await desk.refresh();
    const rebuilt = await desk.projections();
    expect(one(rebuilt, 'bea')).toEqual(one(rebuilt, 'ann'));
    expect(await desk.rows(`SELECT 1 FROM purchases WHERE customer_id = $1`, [into])).toHaveLength(8);
  });

  it('answer under the old id that they are gone and who they are, to whoever asks; the same merge again changes nothing', async () => {
    const [old, now] = [await add({ name: 'Cy', externalId: 'cy-old', email: 'cy@old.example' }), await add({ name: '', externalId: 'cy-new', phone: '+1 555 010 7788' })];
    expect((await merge(old.id, now.id).expect(200)).body).toMatchObject({ id: now.id, name: 'Cy', email: 'cy@old.example', externalId: 'cy-new', phone: '+1 555 010 7788' });
    const entries = () => desk.rows(`SELECT command, details FROM audit_entries WHERE subject_id = $1 AND command = 'merge-customers'`, [now.id]);
    await merge(old.id, now.id).expect(200);
    expect(await entries()).toEqual([{ command: 'merge-customers', details: { merged: old.id } }]);
    const gone = { code: 'customer-merged', details: { into: now.id } };
    expect((await desk.staff.get(`${desk.url}/customers/${old.id}`).expect(410)).body).toMatchObject(gone);
    expect((await desk.staff.patch(`${desk.url}/customers/${old.id}`).send({ name: 'x' }).expect(410)).body).toMatchObject(gone);
    const order = { externalId: 'cy-1', orderedAt: '2029-06-01T10:00:00Z', lines: [{ productExternalId: 'tea' }] };
    expect((await desk.staff.post(`${desk.url}/purchases`).send({ ...order, customerId: old.id }).expect(410)).body).toMatchObject(gone);
    expect((await desk.staff.post(`${desk.url}/purchases`).send({ ...order, customerExternalId: 'cy-old' }).expect(200)).body).toMatchObject({ purchase: { customerId: now.id } });
    expect((await desk.staff.post(`${desk.url}/customers`).send({ externalId: 'cy-old' }).expect(409)).body).toMatchObject({ code: 'external-id-taken' });
    const imported = await desk.import('cy-2,cy-old,,tea,,2029-06-02,1,5.00\n');
    expect(imported.result).toMatchObject({ booked: 1, newCustomers: 0 });
    expect(await desk.rows(`SELECT customer_id FROM purchases WHERE external_id = 'cy-2'`)).toEqual([{ customer_id: now.id }]);

    const third = await add({ name: 'Cyril' });
    await merge(now.id, third.id).expect(200);
    expect((await desk.staff.get(`${desk.url}/customers/${old.id}`).expect(410)).body).toMatchObject({ details: { into: third.id } });
    expect((await merge(old.id, now.id).expect(410)).body).toMatchObject({ code: 'customer-merged', details: { into: third.id } });
    expect((await merge(third.id, third.id).expect(422)).body).toMatchObject({ code: 'merge-into-itself' });
    expect((await merge(third.id, randomUUID()).expect(404)).body).toMatchObject({ code: 'not-found' });
  });

  it.each([
    ['a withdrawal beats a consent', 'withdrawn', 'granted', true, [{ channel: 'email', granted: false }]],
    ['a consent does not lift a withdrawal', 'granted', 'withdrawn', true, [{ channel: 'email', granted: false }]],
    ['a consent for the same address goes along', 'granted', null, true, [{ channel: 'email', granted: true }]],
    ['a consent for another address does not', 'granted', null, false, []],
  ] as const)('have the stricter consent: %s', async (_, theirs, own, sameAddress, expected) => {
    const email = `${randomUUID()}@consent.example`;
    const [from, into] = [await add({ name: 'Dee', email }), await add({ name: 'Dee', email: sameAddress ? null : `other-${email}` })];
    await consent(from.id, theirs);
    if (own) await consent(into.id, own);
    await merge(from.id, into.id).expect(200);
    expect(await inForce(into.id)).toEqual(expected);
    expect((await desk.staff.get(`${desk.url}/consent-records/verification`).expect(200)).body).toMatchObject({ intact: true });
    expect(await desk.rows(`SELECT 1 FROM consent_records WHERE customer_id = $1`, [from.id])).toHaveLength(1);
  });

  it('stay without reminders where either wanted none, though the other said otherwise later', async () => {
    const tea = (await desk.rows<{ id: string }>(`SELECT id FROM products WHERE external_id = 'tea'`))[0]?.id ?? '';
    const [from, into] = [await add({ name: 'Eve' }), await add({ name: 'Eve' })];
    await said(from.id, tea, 'stop-product', '2029-05-01T10:00:00Z');
    await said(into.id, tea, 'resume-product', '2029-05-02T10:00:00Z');
    await said(from.id, null, 'stop-all', '2029-05-03T10:00:00Z');
    await said(from.id, null, 'resume-all', '2029-05-04T10:00:00Z');
    await merge(from.id, into.id).expect(200);
    expect(await desk.rows(`SELECT product_id, kind, actor_kind FROM feedback WHERE customer_id = $1 AND said_at > '2029-06-01'`, [into.id])).toEqual([{ product_id: tea, kind: 'stop-product', actor_kind: 'staff' }]);
  });

  it('keep what was sent, are not reminded twice for it, and keep one arm in each experiment', async () => {
    await desk.import(everySo('fay', 'tea', '2029-04-01', 28, 3) + everySo('fay2', 'tea', '2029-05-27', 28, 1));
    await desk.refresh();
    const [from, into] = [await known('fay'), await known('fay2')];
    await desk.rows(`UPDATE reminders SET status = 'sent', decided_at = '2029-06-19T09:00:00Z' WHERE customer_id = $1`, [from]);
    const [sent] = await desk.rows<{ n: number }>(`SELECT count(*)::int AS n FROM reminders WHERE customer_id = $1 AND status = 'sent'`, [from]);
    expect(sent).toEqual({ n: 1 });
    const [rule] = await desk.rows<{ id: string }>(`SELECT id FROM rules`);
    for (const [customer, experiment, arm] of [[from, 1, 'treated'], [into, 1, 'control'], [from, 2, 'treated']] as const) {
      await desk.rows(`INSERT INTO holdout_assignments (workspace_id, rule_id, experiment_no, customer_id, arm, percent, assigned_at) VALUES ($1, $2, $3, $4, $5, 10, now())`, [desk.workspaceId, rule?.id, experiment, customer, arm]);
    }
    await merge(from, into).expect(200);
    expect(await desk.rows(`SELECT step, status FROM reminders WHERE customer_id = $1 AND cycle_opened_on = '2029-05-27' AND status <> 'superseded' AND step = 1`, [into])).toEqual([{ step: 1, status: 'sent' }]);
    expect(await desk.rows(`SELECT experiment_no, arm FROM holdout_assignments WHERE customer_id = $1 ORDER BY 1`, [into])).toEqual([{ experiment_no: 1, arm: 'control' }, { experiment_no: 2, arm: 'treated' }]);
    for (const table of [...MOVED, ...RECONCILED, ...REBUILT]) expect([table, await desk.rows(`SELECT 1 FROM ${table} WHERE customer_id = $1`, [from])]).toEqual([table, []]);
  });

  it('are signed out under the old id, and found for signing in by the old address', async () => {
    const [from, into] = [await add({ name: 'Gus', email: 'gus@old.example' }), await add({ name: 'Gus', email: 'gus@new.example' })];
    const inWorkspace = desk.area.app.get(Database).inWorkspace.bind(desk.area.app.get(Database));
    const cookie = await inWorkspace(desk.workspaceId, (tx) => desk.area.app.get(PortalSessions).begin(tx, desk.workspaceId, from.id));
    await merge(from.id, into.id).expect(200);
    expect(await desk.area.app.get(PortalSessions).recognise(cookie)).toBeNull();
    expect(await inWorkspace(desk.workspaceId, (tx) => desk.area.app.get(CustomerDirectory).byEmail(tx, desk.workspaceId, 'gus@old.example'))).toMatchObject({ id: into.id, email: 'gus@new.example' });
  });

  it('lose nothing when orders arrive and merges cross at the same moment', async () => {
    const [a, b] = [await add({ name: 'Hal', externalId: 'hal-a' }), await add({ name: 'Hal', externalId: 'hal-b' })];
    const order = (n: number) =>
      desk.staff.post(`${desk.url}/purchases`).send({ externalId: `hal-${n}`, customerExternalId: n % 2 ? 'hal-a' : 'hal-b', orderedAt: '2029-06-01T10:00:00Z', lines: [{ productExternalId: 'tea' }] });
    const answers = await Promise.all([order(1), merge(a.id, b.id), order(2), merge(b.id, a.id), order(3), order(4)]);
    expect(answers.map(({ status }) => status).filter((status) => ![200, 409, 410].includes(status))).toEqual([]);
    const strays = await desk.rows(`SELECT 1 FROM purchases p WHERE NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = p.customer_id)`);
    expect(strays).toEqual([]);
    const left = await desk.rows(`SELECT id FROM customers WHERE id IN ($1, $2)`, [a.id, b.id]);
    expect(left).toHaveLength(1);
  });

  it('wait until an import has been booked', async () => {
    const [from, into] = [await add({ name: 'Ivo' }), await add({ name: 'Ivo' })];
    await desk.area.app.get(Database).inWorkspace(desk.workspaceId, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`import:${desk.workspaceId}`]);
      expect((await merge(from.id, into.id).expect(409)).body).toMatchObject({ code: 'imports-under-way' });
    });
    await merge(from.id, into.id).expect(200);
  });

  it('leaves no table out that names customers', async () => {
    const naming = await desk.rows<{ name: string }>(
      `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND c.column_name = 'customer_id' AND c.data_type = 'uuid' AND t.table_type = 'BASE TABLE' ORDER BY 1`,
    );
    expect(naming.map(({ name }) => name)).toEqual([...MOVED, ...RECONCILED, ...REBUILT, ...ENDED, ...KEPT].sort());
  });
});
