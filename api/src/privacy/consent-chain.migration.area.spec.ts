import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DatabaseOfBefore, openDatabaseOfBefore } from '../../../test/stage/open-database-of-before.js';
import { Database } from '../platform/database/index.js';
import { ConsentChainStore } from './consent-chain.store.js';
import { VerifyConsentChain } from './verify-consent-chain.js';

const CHAINED = '1764000510000';

describe('consent records from before the chain', () => {
  let before: DatabaseOfBefore;
  const [teas, pets] = [randomUUID(), randomUUID()];

  beforeAll(async () => {
    before = await openDatabaseOfBefore(CHAINED, async (superuser) => {
      for (const id of [teas, pets]) await superuser.query('INSERT INTO workspaces (id, slug, created_at) VALUES ($1::uuid, $1::text, now())', [id]);
      await superuser.query(
        `INSERT INTO consent_records (workspace_id, customer_id, purpose, channel, decision, wording_version, source, actor_kind, decided_at)
         SELECT CASE WHEN n % 3 = 0 THEN $2::uuid ELSE $1 END, new_id(), 'replenishment-reminder', 'email', 'granted', 'checkout-1', 'checkout', 'system',
                '2027-03-01T09:00:00.123456Z'::timestamptz - n % 7 * interval '1 hour'
         FROM generate_series(1, 300) n`,
        [teas, pets],
      );
    });
  });
  afterAll(() => before?.close());

  it('are chained in the order they were said, each workspace’s by itself', async () => {
    const verify = new VerifyConsentChain(new Database(before.dataSource), new ConsentChainStore());
    expect(await verify.run(teas)).toMatchObject({ intact: true, head: { seq: 200 } });
    expect(await verify.run(pets)).toMatchObject({ intact: true, head: { seq: 100 } });
    const { rows } = await before.superuser.query(
      `SELECT count(*) AS records, bool_and(recorded_at = decided_at) AS dated FROM (
         SELECT *, lag(decided_at) OVER (PARTITION BY workspace_id ORDER BY seq) AS before FROM consent_records
       ) r WHERE before IS NULL OR before <= decided_at`,
    );
    expect(rows).toEqual([{ records: 300, dated: true }]);
  });

  it('stay behind their policy', async () => {
    const { rows } = await before.superuser.query(`SELECT relname FROM pg_class WHERE relname IN ('consent_records', 'consent_chains') AND relforcerowsecurity ORDER BY 1`);
    expect(rows).toEqual([{ relname: 'consent_chains' }, { relname: 'consent_records' }]);
  });
});
