import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiKeyScope, ConsentRecord, CreatedApiKey } from '@perennial/contract/admin';
import supertest from 'supertest';
import { aPerson, aWorkspace, type Person, signedIn } from '../../../test/builders/staff.js';
import { type Area, openArea } from '../../../test/stage/open-area.js';
import { AccessModule } from '../access/index.js';
import { SYSTEM } from '../platform/audit/index.js';
import { Database } from '../platform/database/index.js';
import { CustomersModule } from '../replenishment/customers/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { Consents, PrivacyModule, RecordConsent } from './index.js';

const GRANTED = { purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'counter-card-2027-01' } as const;

describe('a customer’s proof of consent over HTTP', () => {
  let area: Area;
  let workspaceId: string;
  let owner: Person;
  let clerk: Person;
  let customerId: string;

  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, PrivacyModule, CustomersModule]);
    [owner, clerk] = [await aPerson(area.app, 'olga'), await aPerson(area.app, 'carl')];
    workspaceId = await aWorkspace(area.app, 'teas', [[owner, 'owner'], [clerk, 'staff']]);
  });
  afterAll(() => area?.close());

  beforeEach(async () => {
    customerId = randomUUID();
    await area.database.rows(`INSERT INTO customers (workspace_id, id, name, locale, created_at, updated_at) VALUES ($1, $2, 'Ada', 'en', now(), now())`, [workspaceId, customerId]);
  });

  it('takes a decision given to staff, with its wording, its door and who wrote it down', async () => {
    const browser = await signedIn(area.app, clerk);
    await browser.post(url()).send(GRANTED).expect(204);
    expect(await records()).toMatchObject([{ ...GRANTED, customerId, source: 'staff', actorKind: 'member', actorId: clerk.id, decidedAt: expect.stringMatching(/Z$/) }]);
    const audited = await area.database.rows(`SELECT actor_id, details ->> 'decision' AS decision FROM audit_entries WHERE command = 'record-consent' AND subject_id = $1`, [customerId]);
    expect(audited).toEqual([{ actor_id: clerk.id, decision: 'granted' }]);
  });

  it('takes one from a shop’s own system by its key, as given at the checkout', async () => {
    const key = await aKey('consent:write');
    await supertest(area.app.getHttpServer()).post(url()).set('Authorization', `Bearer ${key}`).send(GRANTED).expect(204);
    expect(await records()).toMatchObject([{ source: 'checkout', actorKind: 'api-key' }]);
    expect((await supertest(area.app.getHttpServer()).get(url()).set('Authorization', `Bearer ${key}`).expect(403)).body).toMatchObject({ code: 'scope-missing' });
  });

  it('goes by the newest decision, and keeps every earlier one', async () => {
    const browser = await signedIn(area.app, clerk);
    expect(await agreed()).toBe(false);
    await browser.post(url()).send(GRANTED).expect(204);
    expect(await agreed()).toBe(true);
    await browser.post(url()).send({ ...GRANTED, decision: 'withdrawn', wordingVersion: 'by-phone' }).expect(204);
    expect(await agreed()).toBe(false);
    expect((await records()).map(({ decision }) => decision)).toEqual(['withdrawn', 'granted']);
  });

  it('takes none without the wording the customer saw, nor for a purpose nobody asked for', async () => {
    const browser = await signedIn(area.app, clerk);
    const { body } = await browser.post(url()).send({ ...GRANTED, wordingVersion: ' ' }).expect(400);
    expect(body).toMatchObject({ code: 'invalid-input', fields: [{ path: 'wordingVersion' }] });
    await browser.post(url()).send({ ...GRANTED, purpose: 'newsletter' }).expect(400);
    expect(await records()).toEqual([]);
  });

  it('takes none of a customer who does not exist, nor of another workspace’s', async () => {
    const [mine, neighbour] = [customerId, await aWorkspace(area.app, 'pets', [[clerk, 'staff']])];
    const browser = await signedIn(area.app, clerk);
    customerId = randomUUID();
    expect((await browser.post(url()).send(GRANTED).expect(404)).body).toMatchObject({ code: 'not-found' });
    expect((await browser.post(`/api/v1/workspaces/${neighbour}/customers/${mine}/consent-records`).send(GRANTED).expect(404)).body).toMatchObject({ code: 'not-found' });
    expect(await area.database.rows('SELECT 1 FROM consent_records WHERE customer_id = ANY($1)', [[customerId, mine]])).toEqual([]);
  });

  it('goes by the one recorded later when two were said at the same moment', async () => {
    const decidedAt = new Date('2027-03-01T09:00:00Z');
    const say = (decision: 'granted' | 'withdrawn') =>
      area.app.get(Database).inWorkspace(workspaceId, (tx) =>
        area.app.get(RecordConsent).run(tx, { ...GRANTED, decision, workspaceId, customerIds: [customerId], source: 'staff', actor: SYSTEM, decidedAt }),
      );
    for (const decision of ['granted', 'withdrawn', 'granted', 'withdrawn'] as const) await say(decision);
    expect(await agreed()).toBe(false);
    expect(await area.database.rows(`SELECT granted FROM consents_in_force WHERE customer_id = $1`, [customerId])).toEqual([{ granted: false }]);
    await say('granted');
    expect(await agreed()).toBe(true);
    expect((await records()).map(({ decision }) => decision)).toEqual(['granted', 'withdrawn', 'granted', 'withdrawn', 'granted']);
  });

  it('can be changed by nobody, not even by the service itself', async () => {
    for (const sql of [`UPDATE consent_records SET decision = 'granted'`, 'DELETE FROM consent_records']) {
      await expect(area.app.get(Database).inWorkspace(workspaceId, (tx) => tx.query(sql))).rejects.toThrow('permission denied');
    }
  });

  const url = () => `/api/v1/workspaces/${workspaceId}/customers/${customerId}/consent-records`;

  async function records(): Promise<ConsentRecord[]> {
    const { body } = await (await signedIn(area.app, owner)).get(url()).query({ sort: '-decidedAt' }).expect(200);
    return (body as { data: ConsentRecord[] }).data;
  }

  async function agreed(): Promise<boolean> {
    return area.app.get(Database).inWorkspace(workspaceId, (tx) => area.app.get(Consents).has(tx, workspaceId, customerId, 'replenishment-reminder', 'email'));
  }

  async function aKey(...scopes: ApiKeyScope[]): Promise<string> {
    const { body } = await (await signedIn(area.app, owner)).post(`/api/v1/workspaces/${workspaceId}/api-keys`).send({ name: 'shop', scopes }).expect(201);
    return (body as CreatedApiKey).key;
  }
});
