import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsentProof, ConsentProofRecord, ConsentVerification } from '@perennial/contract/admin';
import fc from 'fast-check';
import { aPerson, aWorkspace, type Person, signedIn } from '../../../test/builders/staff.js';
import { type Area, openArea } from '../../../test/stage/open-area.js';
import { AccessModule } from '../access/index.js';
import { SYSTEM } from '../platform/audit/index.js';
import { Database } from '../platform/database/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { type NewConsent, PrivacyModule, RecordConsent } from './index.js';
import { VerifyConsentChain } from './verify-consent-chain.js';

const SAID = { purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'checkout-1', source: 'checkout', actor: SYSTEM } as const;

describe('the chain of consent records', () => {
  let area: Area;
  let owner: Person;
  let admin: Person;
  let clerk: Person;
  let workspaceId: string;
  let opened = 0;

  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, PrivacyModule]);
    [owner, admin, clerk] = [await aPerson(area.app, 'olga'), await aPerson(area.app, 'adam'), await aPerson(area.app, 'carl')];
    workspaceId = await aWorkspace(area.app, 'teas', [[owner, 'owner'], [admin, 'admin'], [clerk, 'staff']]);
  });
  afterAll(() => area?.close());

  const record = (workspace: string, said: Partial<NewConsent> & Pick<NewConsent, 'customerIds'>) =>
    area.app.get(Database).inWorkspace(workspace, (tx) => area.app.get(RecordConsent).run(tx, { ...SAID, workspaceId: workspace, ...said }));
  const verify = (workspace: string): Promise<ConsentVerification> => area.app.get(VerifyConsentChain).run(workspace);
  const seqs = async (workspace: string) =>
    (await area.database.rows<{ seq: number }>('SELECT seq FROM consent_records WHERE workspace_id = $1 ORDER BY seq', [workspace])).map(({ seq }) => seq);
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  it('seals a whole import in one statement, each record on the one before, and several pages of them verify', async () => {
    const workspace = await aShop();
    await record(workspace, { customerIds: [randomUUID()], actor: { kind: 'member', id: owner.id } });
    const customerIds = Array.from({ length: 12_000 }, () => randomUUID());
    await record(workspace, { customerIds, decidedAt: new Date('2027-03-01T09:00:00.123Z'), ip: '2001:DB8::1' });
    expect(await verify(workspace)).toMatchObject({ intact: true, head: { seq: 12_001 }, brokenAt: null, because: null });
    expect(await seqs(workspace)).toEqual(numbers(12_001));
    const inOrder = await area.database.rows<{ customer_id: string }>('SELECT customer_id FROM consent_records WHERE workspace_id = $1 AND seq > 1 ORDER BY seq', [workspace]);
    expect(inOrder.map(({ customer_id }) => customer_id)).toEqual(customerIds);
  });

  it('seals the same text in the database as the rule does, whatever is in it', async () => {
    const workspace = await aShop();
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }).filter((value) => !value.includes('\0'));
    const said = fc.record({
      wordingVersion: text,
      evidence: fc.option(text, { nil: undefined }),
      ip: fc.option(fc.ipV4(), { nil: undefined }),
      decision: fc.constantFrom('granted' as const, 'withdrawn' as const),
      channel: fc.constantFrom('email' as const, 'sms' as const, 'webhook' as const),
      actor: fc.record({ kind: fc.constantFrom('member' as const, 'system' as const), id: fc.option(text) }),
      decidedAt: fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true }),
    });
    const decisions = fc.sample(said, 60);
    for (const decision of decisions) await record(workspace, { ...decision, customerIds: [randomUUID()] });
    expect(await verify(workspace)).toMatchObject({ intact: true, head: { seq: decisions.length } });
  });

  it('has no gap and no fork, however many record at once and whoever of them gives up', async () => {
    const workspace = await aShop();
    const givesUp = async () => {
      const attempt = area.app.get(Database).inWorkspace(workspace, async (tx) => {
        await area.app.get(RecordConsent).run(tx, { ...SAID, workspaceId: workspace, customerIds: [randomUUID()] });
        throw new Error('changed my mind');
      });
      await expect(attempt).rejects.toThrow('changed my mind');
    };
    await Promise.all(numbers(24).map((n) => (n % 4 === 0 ? givesUp() : record(workspace, { customerIds: Array.from({ length: n % 4 }, () => randomUUID()) }))));
    expect(await seqs(workspace)).toEqual(numbers(36));
    expect(await verify(workspace)).toMatchObject({ intact: true, head: { seq: 36 } });
  });

  it('is each workspace’s own, and empty before the first record', async () => {
    const [one, other] = [await aShop(), await aShop()];
    expect(await verify(one)).toEqual({ intact: true, head: { seq: 0, hash: '0'.repeat(64) }, brokenAt: null, because: null });
    await record(one, { customerIds: [randomUUID()] });
    await record(other, { customerIds: [randomUUID()] });
    expect([await seqs(one), await seqs(other)]).toEqual([[1], [1]]);
  });

  it.each<[string, string, Partial<ConsentVerification>]>([
    ['a changed decision', `UPDATE consent_records SET decision = 'granted' WHERE workspace_id = :w AND seq = 3`, { brokenAt: 3, because: 'changed' }],
    ['a moved date', `UPDATE consent_records SET decided_at = decided_at + interval '1 microsecond' WHERE workspace_id = :w AND seq = 2`, { brokenAt: 2, because: 'changed' }],
    ['another customer', `UPDATE consent_records SET customer_id = new_id() WHERE workspace_id = :w AND seq = 6`, { brokenAt: 6, because: 'changed' }],
    [
      'a record that was sealed anew',
      `UPDATE consent_records SET evidence = 'forged', hash = consent_hash(previous_hash, consent_content(workspace_id, seq, id, customer_id, purpose, channel, decision,
         wording_version, source, actor_kind, actor_id, decided_at, recorded_at, ip_hash, 'forged')) WHERE workspace_id = :w AND seq = 4`,
      { brokenAt: 5, because: 'unlinked' },
    ],
    ['a removed record', 'DELETE FROM consent_records WHERE workspace_id = :w AND seq = 2', { brokenAt: 2, because: 'missing' }],
    ['a removed end', 'DELETE FROM consent_records WHERE workspace_id = :w AND seq > 4', { brokenAt: 5, because: 'missing' }],
    [
      'two that changed places',
      'UPDATE consent_records SET seq = -seq WHERE workspace_id = :w AND seq IN (2, 4); UPDATE consent_records SET seq = 6 + seq WHERE workspace_id = :w AND seq < 0',
      { brokenAt: 2, because: 'changed' },
    ],
    [
      'one that was put at the end',
      `INSERT INTO consent_records (workspace_id, seq, customer_id, purpose, channel, decision, wording_version, source, actor_kind, decided_at, recorded_at, previous_hash, hash)
       SELECT workspace_id, 7, customer_id, purpose, channel, decision, wording_version, source, actor_kind, decided_at, recorded_at, hash, hash
       FROM consent_records WHERE workspace_id = :w AND seq = 6`,
      { brokenAt: 7, because: 'surplus' },
    ],
    ['a lost end of the chain', 'DELETE FROM consent_chains WHERE workspace_id = :w', { brokenAt: 1, because: 'surplus' }],
  ])('shows %s, made by somebody who is master of the database', async (_what, sql, expected) => {
    const workspace = await aShop();
    for (const decision of ['granted', 'withdrawn', 'withdrawn'] as const) await record(workspace, { customerIds: [randomUUID(), randomUUID()], decision });
    expect(await verify(workspace)).toMatchObject({ intact: true, head: { seq: 6 } });
    await area.database.rows(
      `BEGIN; ALTER TABLE consent_records DROP CONSTRAINT IF EXISTS consent_records_seq_check; SET LOCAL session_replication_role = replica; ${sql.replaceAll(':w', `'${workspace}'`)}; COMMIT`,
    );
    expect(await verify(workspace)).toMatchObject({ intact: false, ...expected });
  });

  it.each([['consent_records', 'decision'], ['consent_wordings', 'text'], ['standard_wordings', 'text']])('refuses to have %s changed, shortened or emptied, whoever asks', async (table, column) => {
    for (const sql of [`UPDATE ${table} SET ${column} = ${column}`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await expect(area.database.rows(sql)).rejects.toThrow(`${table} is append-only`);
    }
  });

  it('does not let the service take its end away', async () => {
    await expect(area.app.get(Database).inWorkspace(workspaceId, (tx) => tx.query('DELETE FROM consent_chains'))).rejects.toThrow('permission denied');
  });

  describe('as a proof', () => {
    const customerId = randomUUID();

    beforeAll(async () => {
      const kept = { version: 'counter-card-1', texts: { en: 'Yes, remind me, "please".', 'zh-CN': '好的，请提醒我。' } };
      await (await signedIn(area.app, clerk)).post(`/api/v1/workspaces/${workspaceId}/consent-wordings`).send(kept).expect(201);
      await record(workspaceId, { customerIds: [randomUUID(), customerId], ip: '203.0.113.9', evidence: 'order-7' });
      await record(workspaceId, { customerIds: [customerId], wordingVersion: 'counter-card-1', source: 'staff', actor: { kind: 'member', id: clerk.id } });
      await record(workspaceId, { customerIds: [customerId], decision: 'withdrawn', wordingVersion: 'said-on-the-phone' });
      await record(workspaceId, { customerIds: Array.from({ length: 2100 }, () => randomUUID()) });
    });

    const url = (path: string) => `/api/v1/workspaces/${workspaceId}/consent-records/${path}`;
    const proofOf = async (query: object): Promise<ConsentProof> => {
      const answer = await (await signedIn(area.app, clerk)).get(url('proof')).query(query).expect(200).expect('Content-Disposition', /attachment; filename="?consent-proof-.*\.json"?/);
      return answer.body as ConsentProof;
    };

    it('holds a customer’s records, the texts they were shown, and where the chain ends', async () => {
      const proof = await proofOf({ customerId });
      expect(proof).toMatchObject({ workspaceId, customerId, head: { seq: 2104 } });
      expect(proof.records).toMatchObject([
        { seq: 2, customerId, wordingVersion: 'checkout-1', decision: 'granted', evidence: 'order-7', ipHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
        { seq: 3, wordingVersion: 'counter-card-1', actorKind: 'member', actorId: clerk.id, ipHash: null },
        { seq: 4, wordingVersion: 'said-on-the-phone', decision: 'withdrawn' },
      ]);
      expect(proof.wordings).toMatchObject([
        { version: 'checkout-1', texts: { en: expect.any(String), 'zh-CN': expect.any(String) }, createdAt: null },
        { version: 'counter-card-1', texts: { en: 'Yes, remind me, "please".', 'zh-CN': '好的，请提醒我。' }, createdAt: expect.stringMatching(/Z$/) },
      ]);
    });

    it('holds no name and no address: the IP is a keyed hash, and another one in another workspace', async () => {
      const neighbour = await aShop();
      await record(neighbour, { customerIds: [customerId], ip: '203.0.113.9' });
      const [here] = (await proofOf({ customerId })).records;
      const [there] = await area.database.rows<{ hash: string }>(`SELECT encode(ip_hash, 'hex') AS hash FROM consent_records WHERE workspace_id = $1`, [neighbour]);
      const plain = createHash('sha256').update('203.0.113.9').digest('hex');
      expect(new Set([here?.ipHash, there?.hash, plain]).size).toBe(3);
      expect(JSON.stringify(await proofOf({}))).not.toContain('203.0.113.9');
    });

    it('can be checked by whoever holds it, from the rule in words alone', async () => {
      const { records, head, rule } = await proofOf({});
      expect(rule).toContain('SHA-256');
      expect(records).toHaveLength(2104);
      const value = (one: string | null) => (one === null ? '-,' : `${Buffer.byteLength(one)}:${one},`);
      let previous = '0'.repeat(64);
      for (const r of records) {
        const values = [r.workspaceId, String(r.seq), r.id, r.customerId, r.purpose, r.channel, r.decision, r.wordingVersion, r.source, r.actorKind, r.actorId, r.decidedAt, r.recordedAt, r.ipHash, r.evidence];
        expect(r.previousHash).toBe(previous);
        previous = createHash('sha256').update(previous + ['perennial-consent-1', ...values].map(value).join('')).digest('hex');
        expect(r.hash).toBe(previous);
      }
      expect(head).toEqual({ seq: records.length, hash: previous });
    });

    it('comes as a table too', async () => {
      const { text } = await (await signedIn(area.app, clerk)).get(url('proof.csv')).query({ customerId }).expect(200).expect('Content-Type', /^text\/csv/);
      const [header = '', ...lines] = text.trim().split('\n');
      expect(header.replace('\ufeff', '').split(',')).toEqual(Object.keys((await proofOf({ customerId })).records[0] as ConsentProofRecord));
      expect(lines).toHaveLength(3);
      expect(lines[2]).toContain('said-on-the-phone');
    });

    it('has nothing of somebody unknown, and is refused to who may not see it', async () => {
      expect(await proofOf({ customerId: randomUUID() })).toMatchObject({ records: [], wordings: [] });
      await (await signedIn(area.app, clerk)).get(url('proof')).query({ customerId: 'ada' }).expect(400);
      const outsider = await aPerson(area.app, 'otto');
      expect((await (await signedIn(area.app, outsider)).get(url('proof')).expect(403)).body).toMatchObject({ code: 'not-a-member' });
    });

    it('is verified by admins and owners', async () => {
      for (const person of [owner, admin]) {
        expect((await (await signedIn(area.app, person)).get(url('verification')).expect(200)).body).toMatchObject({ intact: true, head: { seq: 2104 } });
      }
      expect((await (await signedIn(area.app, clerk)).get(url('verification')).expect(403)).body).toMatchObject({ code: 'role-too-low' });
    });
  });

  async function aShop(): Promise<string> {
    return aWorkspace(area.app, `shop-${++opened}`, []);
  }
});
