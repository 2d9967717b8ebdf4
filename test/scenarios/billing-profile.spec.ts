import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BillingProfile } from '@perennial/contract/admin';
import { type BillingDesk, GOOD_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';

let desk: BillingDesk;
let shop: Subscriber;
beforeAll(async () => {
  desk = await openBillingDesk('2027-03-01T12:00:00Z');
  shop = await desk.subscribe('tea');
});
afterAll(() => desk?.close());

const profile = () => `/api/v1/workspaces/${shop.workspaceId}/billing/profile`;
const tax = () => `/api/v1/operations/workspaces/${shop.workspaceId}/tax`;
const printed = async () =>
  (await desk.area.database.rows<{ net: number; tax: number; document: { buyer: object; taxMode: string } }>(
    'SELECT net_minor AS net, tax_minor AS tax, document FROM invoices WHERE workspace_id = $1 ORDER BY issued_at, number', [shop.workspaceId],
  ));

const receiptsTo = async (address: string) => desk.mail.to(address).filter(({ parsed }) => parsed.attachments.length > 0).map(({ parsed }) => parsed.subject ?? '');

describe('who invoices are made out to, and how they are taxed', () => {
  it('is read by who manages the plan, named by them, and taxed by the operator alone', async () => {
    expect((await shop.owner.get(profile()).expect(200)).body).toEqual({ legalName: 'Shop tea Ltd', address: '2 High Street', taxId: null, country: null, language: null, tax: { mode: 'exclusive', rateBasisPoints: 2000 } });
    const other = await desk.subscribe('other');
    await other.owner.get(profile()).expect(403);
    await other.owner.put(profile()).send({ legalName: 'Other Ltd', address: '', taxId: null }).expect(403);
    await shop.owner.put(tax()).send({ mode: 'exclusive', rateBasisPoints: 0 }).expect(403);
    for (const legalName of ['', ' ', 'x'.repeat(201), 'Two\nlines']) await shop.owner.put(profile()).send({ legalName, address: '', taxId: null }).expect(400);
    for (const rateBasisPoints of [-1, 10_001, 19.5, 1e15]) await desk.operator.put(tax()).send({ mode: 'exclusive', rateBasisPoints }).expect(400);
    expect((await shop.owner.get(profile()).expect(200)).body).toMatchObject({ legalName: 'Shop tea Ltd', tax: { rateBasisPoints: 2000 } });
  });

  it('stands on the invoices from then on; what was issued stays as it is', async () => {
    await shop.buy();
    const named = { legalName: '示例茶叶有限公司', address: '示例路 1 号\n上海', taxId: '91110000600037341L', country: 'CN' };
    expect((await shop.owner.put(profile()).send(named).expect(200)).body).toMatchObject(named);
    await shop.buy();
    expect((await printed()).map(({ document }) => document.buyer)).toEqual([{ legalName: 'Shop tea Ltd', address: '2 High Street', taxId: null, country: null }, named]);
    const said = await desk.area.database.rows<{ command: string; details: unknown }>(`SELECT command, details FROM audit_entries WHERE workspace_id = $1 AND command = 'name-payer'`, [shop.workspaceId]);
    expect(said).toHaveLength(1);
    expect(JSON.stringify(said)).not.toContain(named.taxId);
  });

  it('refuses a quote made under another tax by name; what was confirmed before is what is charged', async () => {
    const confirmed = await shop.openPayment();
    const quote = await shop.quote();
    const set = (await desk.operator.put(tax()).send({ mode: 'reverse-charge', rateBasisPoints: 2000 }).expect(200)).body as BillingProfile;
    expect(set.tax).toEqual({ mode: 'reverse-charge', rateBasisPoints: 2000 });
    expect((await shop.checkout(quote).expect(409)).body).toMatchObject({ code: 'tax-changed' });
    await desk.pay(confirmed, GOOD_CARD);
    await desk.settled();
    await shop.buy();
    const [, , before, after] = await printed();
    expect(before).toMatchObject({ net: 4900, tax: 980, document: { taxMode: 'exclusive' } });
    expect(after).toMatchObject({ net: 4900, tax: 0, document: { taxMode: 'reverse-charge' } });
  });

  it('speaks the language the payer chose, on the papers and in the receipt; what is left out stays', async () => {
    const s = await desk.subscribe('abroad', { locale: 'en', contacts: [{ name: 'Wang', email: 'wang@abroad.example', locale: 'en' }] });
    const path = `/api/v1/workspaces/${s.workspaceId}/billing`;
    const payer = { legalName: '示例茶叶有限公司', address: '', taxId: null };
    expect((await s.owner.put(`${path}/profile`).send({ ...payer, language: 'fr' }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
    expect((await s.owner.put(`${path}/profile`).send({ ...payer, language: 'zh-CN' }).expect(200)).body).toMatchObject({ language: 'zh-CN' });
    expect((await s.owner.put(`${path}/profile`).send(payer).expect(200)).body).toMatchObject({ language: 'zh-CN' });
    await s.buy();
    await desk.settled();
    const [invoice] = await s.invoices();
    const issued = await desk.area.database.rows('SELECT locale, document->>\'planName\' AS plan FROM invoices WHERE workspace_id = $1', [s.workspaceId]);
    expect(issued).toEqual([{ locale: 'zh-CN', plan: '团队版' }]);
    expect((await receiptsTo('wang@abroad.example'))[0]).toContain('收据');

    await s.owner.post(`${path}/refunds`).send({ invoiceId: invoice?.id, clause: 'charged-in-error', reason: 'Not needed any more', net: 100 }).expect(201);
    const [asked] = ((await s.owner.get(`${path}/refunds`).expect(200)).body as { data: { id: string }[] }).data;
    await desk.operator.post(`/api/v1/operations/workspaces/${s.workspaceId}/refunds/${asked?.id}/approve`).send({ comment: 'As the terms say' }).expect(200);
    expect(await desk.area.database.rows('SELECT locale FROM credit_notes WHERE workspace_id = $1', [s.workspaceId])).toEqual([{ locale: 'zh-CN' }]);

    expect((await s.owner.put(`${path}/profile`).send({ ...payer, language: null }).expect(200)).body).toMatchObject({ language: null });
    await s.buy();
    await desk.settled();
    expect((await receiptsTo('wang@abroad.example'))[1]).toContain('Receipt');
  });

  it('takes a tax id that can be one of the payer’s country, and refuses one that cannot', async () => {
    const s = await desk.subscribe('numbered');
    const put = (payer: object) => s.owner.put(`/api/v1/workspaces/${s.workspaceId}/billing/profile`).send({ legalName: 'Tea', address: '', ...payer });
    const kept = { legalName: 'Tea', country: 'DE', taxId: 'DE136695976' };
    expect((await put(kept).expect(200)).body).toMatchObject(kept);
    // The country stays when it is left out, and what was asked for is taken as a whole or not at all.
    const refused = await put({ legalName: 'Coffee', taxId: 'DE136695978' }).set('accept-language', 'zh-CN').expect(422);
    expect(refused.body).toMatchObject({ code: 'tax-id-malformed', title: '该税号不符合 DE 的格式，请核对。', details: { country: 'DE' } });
    for (const wrong of [{ country: 'CN', taxId: 'DE136695976' }, { country: 'GB', taxId: '1' }, { country: 'JP', taxId: '8000012050002' }]) expect((await put(wrong).expect(422)).body).toMatchObject({ code: 'tax-id-malformed' });
    for (const country of ['UK', 'EL', 'ZZ', 'de', 'DEU', '', 7]) expect((await put({ country, taxId: null }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
    expect((await s.owner.get(`/api/v1/workspaces/${s.workspaceId}/billing/profile`).expect(200)).body).toMatchObject(kept);
    for (const right of [{ country: 'CN', taxId: '91110000600037341L' }, { country: 'SG', taxId: 'anything' }, { country: null, taxId: 'anything' }, { country: 'FR', taxId: null }]) expect((await put(right).expect(200)).body).toMatchObject(right);
  });

  it('names the payer’s tax id under reverse charge', async () => {
    expect((await shop.owner.put(profile()).send({ legalName: 'Tea', address: '', taxId: null }).expect(422)).body).toMatchObject({ code: 'tax-id-needed' });
    const plain = await desk.subscribe('plain');
    const refused = await desk.operator.put(`/api/v1/operations/workspaces/${plain.workspaceId}/tax`).send({ mode: 'reverse-charge', rateBasisPoints: 0 }).expect(422);
    expect(refused.body).toMatchObject({ code: 'tax-id-needed' });
  });
});
