import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, AuditEntryQuery } from '@perennial/contract/admin';
import type { z } from 'zod';
import { aPerson, aWorkspace, type Person, signedIn } from '../../../test/builders/staff.js';
import { type Area, openArea } from '../../../test/stage/open-area.js';
import { AccessModule } from '../access/index.js';
import { AuditTrail, SYSTEM } from '../platform/audit/index.js';
import { Database } from '../platform/database/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { PrivacyModule } from './index.js';

type Filter = z.output<typeof AuditEntryQuery>['filter'];

describe('the audit trail over HTTP', () => {
  let area: Area;
  let workspaceId: string;
  let neighbourId: string;
  let owner: Person;
  let admin: Person;
  let clerk: Person;

  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, PrivacyModule]);
    [owner, admin, clerk] = [await aPerson(area.app, 'olga'), await aPerson(area.app, 'adam'), await aPerson(area.app, 'carl')];
    workspaceId = await aWorkspace(area.app, 'teas', [[owner, 'owner'], [admin, 'admin'], [clerk, 'staff']]);
    neighbourId = await aWorkspace(area.app, 'pets', [[owner, 'owner']]);
    await record(workspaceId, { kind: 'member', id: clerk.id }, 'update-customer', 'customer', 'c1');
    await record(workspaceId, { kind: 'member', id: owner.id }, 'update-customer', 'customer', 'c2');
    await record(workspaceId, { kind: 'member', id: owner.id }, 'pause-rule', 'rule', 'r1');
    await record(neighbourId, { kind: 'member', id: owner.id }, 'pause-rule', 'rule', 'r9');
  });
  afterAll(() => area?.close());

  it('tells admins and owners who did what to what and when, by name and newest first', async () => {
    for (const person of [owner, admin]) {
      const { data } = await read(person);
      expect(data[0]).toMatchObject({
        actorKind: 'member', actorId: owner.id, actorName: 'olga', command: 'pause-rule', subjectKind: 'rule', subjectId: 'r1', details: {}, at: expect.stringMatching(/Z$/),
      });
      expect(data.at(-1)).toMatchObject({ command: 'create-workspace', actorKind: 'system', actorId: null, actorName: null });
    }
  });

  it('tells staff nothing, nor the owner of another workspace', async () => {
    const refused = await (await signedIn(area.app, clerk)).get(url(workspaceId)).expect(403);
    expect(refused.body).toMatchObject({ code: 'role-too-low', details: { needed: 'admin' } });
    expect((await (await signedIn(area.app, admin)).get(url(neighbourId)).expect(403)).body).toMatchObject({ code: 'not-a-member' });
  });

  it.each<[Filter, string[]]>([
    [{ command: 'update-customer' }, ['c2', 'c1']],
    [{ subjectKind: 'customer', subjectId: 'c1' }, ['c1']],
    [{ subjectId: 'r1' }, ['r1']],
    [{ actorKind: 'customer' }, []],
  ])('can be narrowed to %j', async (filter, subjects) => {
    expect((await read(owner, filter)).data.map(({ subjectId }) => subjectId)).toEqual(subjects);
  });

  it('can be narrowed to one person', async () => {
    expect((await read(owner, { actorId: clerk.id })).data.map(({ subjectId }) => subjectId)).toEqual(['c1']);
  });

  it('comes in pages that miss and repeat nothing', async () => {
    const browser = await signedIn(area.app, owner);
    const page = async (number: number) => (await browser.get(url(workspaceId)).query({ page: number, perPage: 3, sort: '-at' }).expect(200)).body as { data: AuditEntry[]; total: number };
    const [first, second] = [await page(1), await page(2)];
    const ids = [...first.data, ...second.data].map(({ id }) => id);
    expect(new Set(ids).size).toBe(Math.min(6, first.total));
    await browser.get(url(workspaceId)).query({ sort: 'details' }).expect(400);
    await browser.get(url(workspaceId)).query({ filter: '{"password":"x"}' }).expect(400);
  });

  it('cannot be changed, not even by the service itself', async () => {
    for (const sql of [`UPDATE audit_entries SET command = 'nothing'`, 'DELETE FROM audit_entries']) {
      await expect(area.app.get(Database).inWorkspace(workspaceId, (tx) => tx.query(sql))).rejects.toThrow('permission denied');
    }
  });

  it('keeps what people did when they are gone, and their ids', async () => {
    const browser = await signedIn(area.app, owner);
    await browser.delete(`/api/v1/workspaces/${workspaceId}/members/${clerk.id}`).expect(204);
    expect((await read(owner, { subjectId: 'c1' })).data).toMatchObject([{ actorId: clerk.id, actorName: 'carl' }]);
    expect((await read(owner)).data[0]).toMatchObject({ command: 'remove-member', subjectKind: 'member', subjectId: clerk.id });
  });

  const url = (id: string) => `/api/v1/workspaces/${id}/audit-entries`;

  async function read(person: Person, filter: Filter = {}): Promise<{ data: AuditEntry[]; total: number }> {
    const browser = await signedIn(area.app, person);
    return (await browser.get(url(workspaceId)).query({ sort: '-at', filter: JSON.stringify(filter) }).expect(200)).body as { data: AuditEntry[]; total: number };
  }

  async function record(workspace: string, actor: { kind: 'member'; id: string } | typeof SYSTEM, command: string, kind: string, id: string): Promise<void> {
    await area.app.get(Database).inWorkspace(workspace, (tx) => area.app.get(AuditTrail).record(tx, workspace, { actor, command, subject: { kind, id } }));
  }
});
