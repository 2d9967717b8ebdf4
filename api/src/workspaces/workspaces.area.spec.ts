import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPerson, aWorkspace, signedIn } from '../../../test/builders/staff.js';
import { type Area, openArea } from '../../../test/stage/open-area.js';
import { AccessModule, OperatorRoll } from '../access/index.js';
import { Database } from '../platform/database/index.js';
import { Clock } from '../platform/clock/index.js';
import { WorkspacesModule } from './index.js';

describe('workspaces over HTTP', () => {
  let area: Area;
  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule]);
  });
  afterAll(() => area.close());

  describe('the settings of a workspace', () => {
    it('are changed field by field by admins, and written down', async () => {
      const [admin, staff] = [await aPerson(area.app, 'adele'), await aPerson(area.app, 'stella')];
      const id = await aWorkspace(area.app, 'settings', [[admin, 'admin'], [staff, 'staff']]);
      const path = `/api/v1/workspaces/${id}/settings`;
      const [asAdmin, asStaff] = [await signedIn(area.app, admin), await signedIn(area.app, staff)];
      const before = await asStaff.get(path).expect(200);
      await asStaff.patch(path).send({ name: 'Mine now' }).expect(403);
      const after = await asAdmin.patch(path).send({ timeZone: 'Asia/Shanghai', replyTo: 'hello@shop.example' }).expect(200);
      expect(after.body).toEqual({ ...before.body, timeZone: 'Asia/Shanghai', replyTo: 'hello@shop.example' });
      expect((await asAdmin.patch(path).send({ replyTo: null }).expect(200)).body.replyTo).toBeNull();
      const entries = await area.database.rows(`SELECT actor_id, details FROM audit_entries WHERE workspace_id = $1 AND command = 'change-workspace-settings' ORDER BY id`, [id]);
      expect(entries).toEqual([
        { actor_id: admin.id, details: { fields: ['replyTo', 'timeZone'] } },
        { actor_id: admin.id, details: { fields: ['replyTo'] } },
      ]);
    });

    it('are refused field by field when they make no sense', async () => {
      const owner = await aPerson(area.app, 'orla');
      const id = await aWorkspace(area.app, 'nonsense', [[owner, 'owner']]);
      const answer = await (await signedIn(area.app, owner)).patch(`/api/v1/workspaces/${id}/settings`).send({ timeZone: 'Mars/Olympus', currency: 'pounds' }).expect(400);
      expect(answer.body.fields.map((field: { path: string }) => field.path).sort()).toEqual(['currency', 'timeZone']);
    });
  });

  it('refuses a short name that is taken', async () => {
    await aWorkspace(area.app, 'taken', []);
    await expect(aWorkspace(area.app, 'taken', [])).rejects.toMatchObject({ code: 'slug-taken' });
  });

  describe('the movable clock', () => {
    it('is moved forward by operators only', async () => {
      const [operator, owner] = [await aPerson(area.app, 'oscar'), await aPerson(area.app, 'oprah')];
      await area.app.get(Database).global((tx) => area.app.get(OperatorRoll).add(tx, operator.id));
      const asOwner = await signedIn(area.app, owner);
      expect((await asOwner.get('/api/v1/test-clock').expect(403)).body).toMatchObject({ code: 'operators-only' });
      const asOperator = await signedIn(area.app, operator);
      expect((await asOperator.get('/api/v1/me')).body.operator).toBe(true);
      const to = new Date(area.app.get(Clock).now().getTime() + 40 * 86_400_000).toISOString();
      const moved = await asOperator.post('/api/v1/test-clock/advance').send({ to }).expect(200);
      expect(Date.parse(moved.body.now)).toBeGreaterThanOrEqual(Date.parse(to));
      expect((await asOperator.post('/api/v1/test-clock/advance').send({ to: '2020-01-01T00:00:00Z' }).expect(422)).body).toMatchObject({ code: 'clock-goes-forward' });
      await asOperator.get('/api/v1/me').expect(200);
    });

    it('does not exist where time is real', async () => {
      const real = await openArea([AccessModule, WorkspacesModule], { nodeEnv: 'production', demo: false });
      try {
        const operator = await aPerson(real.app, 'oz');
        await real.app.get(Database).global((tx) => real.app.get(OperatorRoll).add(tx, operator.id));
        const browser = await signedIn(real.app, operator);
        expect((await browser.post('/api/v1/test-clock/advance').send({ to: '2040-01-01T00:00:00Z' }).expect(403)).body).toMatchObject({ code: 'clock-not-movable' });
      } finally {
        await real.close();
      }
    });
  });
});
