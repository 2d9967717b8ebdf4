import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aWorkspace } from '../../../../test/builders/staff.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { AccessModule, PortalLinks, PortalSessions } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { PrivacyModule } from '../privacy.module.js';
import { ForgetWhatIsOver } from './forget-what-is-over.sweep.js';

const DAY_MS = 86_400_000;

describe('what is long over is forgotten', () => {
  let area: Area;
  let workspaceId: string;
  let forgetAt: (days: number) => Promise<void>;
  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, PrivacyModule]);
    workspaceId = await aWorkspace(area.app, 'forgetful', []);
    const sweep = area.app.get(ForgetWhatIsOver, { strict: false });
    forgetAt = (days) => sweep.run(new Date(area.app.get(Clock).now().getTime() + days * DAY_MS));
  });
  afterAll(() => area.close());

  const inIt = <T>(work: (tx: Tx) => Promise<T>) => area.app.get(Database).inWorkspace(workspaceId, work);
  const count = async (table: string) => (await area.database.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE workspace_id = '${workspaceId}'`))[0]?.n;

  it('keeps links and visits for ninety days after their end', async () => {
    await inIt((tx) => area.app.get(PortalLinks).create(tx, workspaceId, randomUUID()));
    await inIt((tx) => area.app.get(PortalSessions).begin(tx, workspaceId, randomUUID()));
    await forgetAt(90);
    expect([await count('portal_links'), await count('portal_sessions')]).toEqual([1, 1]);
    await forgetAt(91);
    expect([await count('portal_links'), await count('portal_sessions')]).toEqual([0, 1]);
    await forgetAt(121);
    expect(await count('portal_sessions')).toBe(0);
  });

  it('removes the counters of attempts that do not count any more, by real time', async () => {
    await area.database.rows(`INSERT INTO attempts (key, points, expire) VALUES ('over', 1, 1), ('live', 1, extract(epoch FROM now() + interval '1 hour') * 1000)`);
    await forgetAt(122);
    expect(await area.database.rows(`SELECT key FROM attempts WHERE key IN ('over', 'live')`)).toEqual([{ key: 'live' }]);
  });
});
