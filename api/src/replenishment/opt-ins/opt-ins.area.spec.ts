import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiKeyScope, CreatedApiKey, TakenOptIn } from '@perennial/contract/admin';
import supertest from 'supertest';
import { aPerson, aWorkspace, signedIn } from '../../../../test/builders/staff.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { AccessModule } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Consents, PrivacyModule } from '../../privacy/index.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { OptInsModule } from './index.js';

const YES = { purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'checkout-1' } as const;

describe('opt-ins from a shop over HTTP', () => {
  let area: Area;
  let workspaceId: string;
  let owner: Awaited<ReturnType<typeof signedIn>>;
  let key: string;

  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, PrivacyModule, OptInsModule]);
    const person = await aPerson(area.app, 'olga');
    workspaceId = await aWorkspace(area.app, 'teas', [[person, 'owner']]);
    owner = await signedIn(area.app, person);
    key = await aKey('consent:write');
    await area.app.get(Clock).moveTo(new Date('2040-01-15T12:00:00Z'));
  });
  afterAll(() => area?.close());

  const post = (request: object, headers: Readonly<Record<string, string>> = {}) =>
    supertest(area.app.getHttpServer()).post(`/api/v1/workspaces/${workspaceId}/opt-ins`).set('Authorization', `Bearer ${key}`).set(headers).send(request);
  const take = async (request: object, headers: Readonly<Record<string, string>> = {}) => (await post({ ...YES, ...request }, headers).expect(200)).body as TakenOptIn;
  const agreed = (customerId: string) => area.app.get(Database).inWorkspace(workspaceId, (tx) => area.app.get(Consents).has(tx, workspaceId, customerId, 'replenishment-reminder', 'email'));
  const records = async () => (await area.database.rows<{ n: number }>('SELECT count(*)::int AS n FROM consent_records WHERE workspace_id = $1', [workspaceId]))[0]?.n;
  const hoursAgo = (hours: number) => new Date(area.app.get(Clock).now().getTime() - hours * 3_600_000).toISOString();

  it('are recorded with their wording, their moment and where the shop finds them, for a customer who is added', async () => {
    const { recorded, record } = await take({ customer: { externalId: 'C-1', email: 'Ada@Customers.example', name: 'Ada' }, at: '2040-01-14T09:30:00+01:00', ip: '203.0.113.9', evidence: 'order-1001' });
    expect(recorded).toBe(true);
    expect(record).toMatchObject({ ...YES, source: 'checkout', actorKind: 'api-key', decidedAt: '2040-01-14T08:30:00.000Z', recordedAt: expect.stringMatching(/^2040-01-15T12:/), evidence: 'order-1001' });
    expect(await area.database.rows('SELECT external_id, name, email, locale FROM customers WHERE id = $1', [record.customerId])).toEqual([{ external_id: 'C-1', name: 'Ada', email: 'ada@customers.example', locale: 'en' }]);
    expect(await area.database.rows('SELECT ip_hash IS NOT NULL AS hashed FROM consent_records WHERE id = $1', [record.id])).toEqual([{ hashed: true }]);
    expect(await agreed(record.customerId)).toBe(true);
  });

  it('find the customer by their address, fill in what was not known, and overwrite nothing', async () => {
    const { record } = await take({ customer: { email: 'ada@customers.example', name: 'Somebody' }, decision: 'withdrawn' });
    expect(await agreed(record.customerId)).toBe(false);
    const again = await take({ customer: { externalId: 'C-1', email: 'other@customers.example' } });
    expect(again.record.customerId).toBe(record.customerId);
    expect(await area.database.rows('SELECT name, email FROM customers WHERE id = $1', [record.customerId])).toEqual([{ name: 'Ada', email: 'ada@customers.example' }]);
  });

  it('add one customer when the same new address comes five times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => take({ customer: { email: 'new@customers.example' } })));
    expect(new Set(answers.map(({ record }) => record.customerId)).size).toBe(1);
    expect(new Set(answers.map(({ record }) => record.seq)).size).toBe(5);
    expect(await area.database.rows(`SELECT 1 FROM customers WHERE email = 'new@customers.example'`)).toHaveLength(1);
  });

  it('add nothing when the same call comes again, also at the same moment', async () => {
    const before = await records();
    const at = hoursAgo(2);
    const call = () => take({ customer: { email: 'bo@customers.example' }, at, evidence: 'order-7' }, { 'Idempotency-Key': 'order-7' });
    const answers = await Promise.all([call(), call(), call()]);
    expect(answers.filter(({ recorded }) => recorded)).toHaveLength(1);
    expect(await call()).toEqual({ recorded: false, record: answers[0]?.record });
    expect(new Set(answers.map(({ record }) => record.id)).size).toBe(1);
    expect(await records()).toBe((before ?? 0) + 1);
  });

  it.each<[string, object]>([
    ['decision', { decision: 'withdrawn' }],
    ['customer', { customer: { email: 'di@customers.example' } }],
    ['moment', { at: '2040-01-02T00:00:00Z' }],
    ['place', { evidence: 'order-9' }],
  ])('refuse a key that was used for another %s', async (what, other) => {
    const said = { customer: { email: 'cy@customers.example' }, at: '2040-01-01T00:00:00Z', evidence: 'order-8' };
    const headers = { 'Idempotency-Key': `of-${what}` };
    await take(said, headers);
    expect((await post({ ...YES, ...said, ...other }, headers).expect(422)).body).toMatchObject({ code: 'idempotency-key-reused' });
    expect(await area.database.rows(`SELECT 1 FROM customers WHERE email = 'di@customers.example'`)).toEqual([]);
  });

  it('leave the key free when they were refused', async () => {
    const headers = { 'Idempotency-Key': 'second-try' };
    await post({ ...YES, customer: { email: 'eve@customers.example' }, wordingVersion: 'nobody-kept-it' }, headers).expect(422);
    expect(await take({ customer: { email: 'eve@customers.example' } }, headers)).toMatchObject({ recorded: true });
  });

  it('are refused with a wording that nobody kept, or from the future, and leave nothing behind', async () => {
    const before = await records();
    const customer = { email: 'gone@customers.example' };
    expect((await post({ ...YES, customer, wordingVersion: 'nobody-kept-it' }).expect(422)).body).toMatchObject({ code: 'wording-unknown', details: { version: 'nobody-kept-it' } });
    expect((await post({ ...YES, customer, at: hoursAgo(-1) }).expect(422)).body).toMatchObject({ code: 'consent-in-future' });
    expect(await records()).toBe(before);
    expect(await area.database.rows(`SELECT 1 FROM customers WHERE email = 'gone@customers.example'`)).toEqual([]);
  });

  it('do not undo what was said after them', async () => {
    const customer = { externalId: 'C-9' };
    const { record } = await take({ customer, decision: 'withdrawn', at: hoursAgo(1) });
    await take({ customer, at: hoursAgo(5) });
    expect(await agreed(record.customerId)).toBe(false);
  });

  it.each<[string, object]>([
    ['nobody', { customer: { name: 'Ada' } }],
    ['no address', { customer: { email: 'ada' } }],
    ['a name for evidence', { customer: { externalId: 'C-1' }, evidence: 'Ada Lovelace' }],
    ['an address for evidence', { customer: { externalId: 'C-1' }, evidence: 'ada@customers.example' }],
    ['an IP that is none', { customer: { externalId: 'C-1' }, ip: '203.0.113' }],
    ['another purpose', { customer: { externalId: 'C-1' }, purpose: 'newsletter' }],
  ])('are refused with %s', async (_what, request) => {
    expect((await post({ ...YES, ...request }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
  });

  it('are refused with a key that is too long, and without the scope', async () => {
    const answer = await post({ ...YES, customer: { externalId: 'C-1' } }, { 'Idempotency-Key': 'x'.repeat(201) }).expect(400);
    expect(answer.body).toMatchObject({ code: 'invalid-input', fields: [{ path: 'Idempotency-Key' }] });
    const other = await aKey('consent:read');
    expect((await post({ ...YES, customer: { externalId: 'C-1' } }, { Authorization: `Bearer ${other}` }).expect(403)).body).toMatchObject({ code: 'scope-missing' });
    const foreign = supertest(area.app.getHttpServer()).post(`/api/v1/workspaces/${randomUUID()}/opt-ins`).set('Authorization', `Bearer ${key}`);
    expect((await foreign.send({ ...YES, customer: { externalId: 'C-1' } }).expect(403)).body).toMatchObject({ code: 'not-a-member' });
  });

  async function aKey(...scopes: ApiKeyScope[]): Promise<string> {
    const { body } = await owner.post(`/api/v1/workspaces/${workspaceId}/api-keys`).send({ name: 'shop', scopes }).expect(201);
    return (body as CreatedApiKey).key;
  }
});
