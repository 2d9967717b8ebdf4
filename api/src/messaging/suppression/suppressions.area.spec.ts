import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Suppression } from '@perennial/contract/admin';
import { aPerson, aWorkspace, signedIn } from '../../../../test/builders/staff.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { AccessModule } from '../../access/index.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { MessagingModule } from '../index.js';

type Browser = Awaited<ReturnType<typeof signedIn>>;

describe('the list of addresses that get no reminders', () => {
  let area: Area;
  let url: string;
  let clerk: Browser;
  let admin: Browser;

  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, MessagingModule]);
    const [carl, adam] = [await aPerson(area.app, 'carl'), await aPerson(area.app, 'adam')];
    url = `/api/v1/workspaces/${await aWorkspace(area.app, 'teas', [[carl, 'staff'], [adam, 'admin']])}/suppressions`;
    [clerk, admin] = [await signedIn(area.app, carl), await signedIn(area.app, adam)];
  });
  afterAll(() => area?.close());

  const suppress = (address: string) => clerk.post(url).send({ channel: 'email', address }).expect(204);
  const entriesOf = async (address: string, filter: object = {}) =>
    ((await clerk.get(url).query({ filter: JSON.stringify({ address, ...filter }) }).expect(200)).body as { data: Suppression[] }).data;

  it('has an address once, however it is written', async () => {
    await suppress('Ada@Customers.Example');
    await suppress('ada@customers.example');
    expect(await entriesOf('ADA@customers.example')).toMatchObject([{ channel: 'email', address: 'ada@customers.example', reason: 'staff', releasedAt: null }]);
  });

  it('lets an admin take an address off, with the reason; staff cannot', async () => {
    await suppress('bea@customers.example');
    const [{ id }] = (await entriesOf('bea@customers.example')) as [Suppression];
    expect((await clerk.post(`${url}/${id}/release`).send({ because: 'She asked' }).expect(403)).body).toMatchObject({ code: 'role-too-low' });
    await admin.post(`${url}/${id}/release`).send({ because: ' ' }).expect(400);
    await admin.post(`${url}/${id}/release`).send({ because: 'She asked us at the counter' }).expect(204);
    expect(await entriesOf('bea@customers.example', { inForce: false })).toMatchObject([{ releasedBecause: 'She asked us at the counter' }]);
    expect((await admin.post(`${url}/${id}/release`).send({ because: 'again' }).expect(409)).body).toMatchObject({ code: 'not-suppressed' });
  });

  it('keeps what was released and may have the address again', async () => {
    await suppress('bea@customers.example');
    expect(await entriesOf('bea@customers.example')).toHaveLength(2);
    expect(await entriesOf('bea@customers.example', { inForce: true })).toHaveLength(1);
  });

  it('takes in the list of a former system, names what is no address, and gives it back in the same form', async () => {
    const csv = '\ufeffAddress,Channel\r\nCEM@customers.example,\r\nada@customers.example,email\r\nnobody,email\r\n+441632960001,sms\r\ncem@customers.example,email\r\n';
    const { body } = await admin.post(`${url}/import`).type('text/csv').send(csv).expect(200);
    expect(body).toEqual({ added: 2, known: 2, refused: 1, refusedRows: [{ row: 3, value: 'nobody' }] });
    expect(await entriesOf('cem@customers.example')).toMatchObject([{ reason: 'import', channel: 'email' }]);
    const exported = await admin.get(`${url}/export`).expect(200).expect('Content-Type', /text\/csv/);
    expect(exported.text).toContain('sms,+441632960001,import,');
    expect((await admin.post(`${url}/import`).type('text/csv').send(exported.text).expect(200)).body).toMatchObject({ added: 0, refused: 0 });
    expect((await admin.post(`${url}/import`).type('text/csv').send('name\nx\n').expect(422)).body).toMatchObject({ code: 'suppressions-not-readable' });
    await clerk.get(`${url}/export`).expect(403);
  });

  it('leaves an entry for each change, without the address', async () => {
    const entries = await area.database.rows<{ command: string; details: object }>(`SELECT command, details FROM audit_entries WHERE subject_kind = 'suppression' ORDER BY at, id`);
    expect(entries.map(({ command }) => command)).toEqual(['suppress-address', 'suppress-address', 'release-address', 'suppress-address']);
    expect(JSON.stringify(entries)).not.toContain('customers.example');
  });
});
