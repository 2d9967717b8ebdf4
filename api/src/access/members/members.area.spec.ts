import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser, aPerson, aWorkspace, PASSWORD, signedIn } from '../../../../test/builders/staff.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { AccessModule } from '../index.js';

describe('members and invitations over HTTP', () => {
  let area: Area;
  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule]);
  });
  afterAll(() => area.close());

  describe('the members of a workspace', () => {
    it('are shown to each other and to nobody else', async () => {
      const [owner, staff, stranger] = [await aPerson(area.app, 'owen'), await aPerson(area.app, 'stan'), await aPerson(area.app, 'strange')];
      const id = await aWorkspace(area.app, 'shown', [[owner, 'owner'], [staff, 'staff']]);
      const list = await (await signedIn(area.app, staff)).get(`/api/v1/workspaces/${id}/members`).expect(200);
      expect(list.body.total).toBe(2);
      expect(list.body.data.map((member: { email: string; role: string }) => [member.email, member.role])).toEqual([
        ['owen@shop.example', 'owner'],
        ['stan@shop.example', 'staff'],
      ]);
      const refused = await (await signedIn(area.app, stranger)).get(`/api/v1/workspaces/${id}/members`).expect(403);
      expect(refused.body).toMatchObject({ code: 'not-a-member' });
    });

    it('know their workspaces by name before choosing one', async () => {
      const owner = await aPerson(area.app, 'wanda');
      const id = await aWorkspace(area.app, 'by-name', [[owner, 'owner']]);
      await aWorkspace(area.app, 'elsewhere', []);
      const me = await (await signedIn(area.app, owner)).get('/api/v1/me').expect(200);
      expect(me.body.workspaces).toEqual([{ id, slug: 'by-name', name: 'Shop by-name', role: 'owner' }]);
    });

    it('are managed by admins, but owners only by owners', async () => {
      const [owner, admin, staff] = [await aPerson(area.app, 'olga'), await aPerson(area.app, 'adam'), await aPerson(area.app, 'sue')];
      const id = await aWorkspace(area.app, 'managed', [[owner, 'owner'], [admin, 'admin'], [staff, 'staff']]);
      const members = `/api/v1/workspaces/${id}/members`;
      const [asAdmin, asStaff] = [await signedIn(area.app, admin), await signedIn(area.app, staff)];
      expect((await asStaff.patch(`${members}/${staff.id}`).send({ role: 'admin' }).expect(403)).body).toMatchObject({ code: 'role-too-low', details: { needed: 'admin' } });
      expect((await asStaff.delete(`${members}/${admin.id}`).expect(403)).body).toMatchObject({ code: 'role-too-low' });
      expect((await asAdmin.patch(`${members}/${admin.id}`).send({ role: 'owner' }).expect(403)).body).toMatchObject({ code: 'role-too-low', details: { needed: 'owner' } });
      await asAdmin.delete(`${members}/${owner.id}`).expect(403);
      expect((await asAdmin.patch(`${members}/${staff.id}`).send({ role: 'admin' }).expect(200)).body).toMatchObject({ role: 'admin' });
    });

    it('are out at once when removed, and may leave by themselves', async () => {
      const [owner, staff] = [await aPerson(area.app, 'omar'), await aPerson(area.app, 'seth')];
      const id = await aWorkspace(area.app, 'leaving', [[owner, 'owner'], [staff, 'staff']]);
      const asStaff = await signedIn(area.app, staff);
      await asStaff.delete(`/api/v1/workspaces/${id}/members/${staff.id}`).expect(204);
      await asStaff.get(`/api/v1/workspaces/${id}/settings`).expect(403);
    });

    it('keep one owner, even when two owners go at the same moment', async () => {
      const [one, two] = [await aPerson(area.app, 'una'), await aPerson(area.app, 'dua')];
      const id = await aWorkspace(area.app, 'two-owners', [[one, 'owner'], [two, 'owner']]);
      const [asOne, asTwo] = [await signedIn(area.app, one), await signedIn(area.app, two)];
      const answers = await Promise.all([
        asOne.delete(`/api/v1/workspaces/${id}/members/${one.id}`),
        asTwo.patch(`/api/v1/workspaces/${id}/members/${two.id}`).send({ role: 'staff' }),
      ]);
      const refused = answers.filter((answer) => answer.status >= 400);
      expect(refused.map((answer) => answer.body.code)).toEqual(['last-owner']);
      const owners = await area.database.rows(`SELECT 1 FROM workspace_members WHERE workspace_id = $1 AND role = 'owner'`, [id]);
      expect(owners).toHaveLength(1);
    });
  });

  describe('an invitation', () => {
    const mailedToken = async (to: string) => {
      const rows = await area.database.rows<{ payload: { to: string; workspaceId: string; template: string; variables: { url: string } } }>(
        `SELECT payload FROM graphile_worker._private_jobs WHERE payload->>'to' = $1 ORDER BY id DESC LIMIT 1`,
        [to],
      );
      expect(rows[0]!.payload.template).toBe('invitation');
      return rows[0]!.payload.variables.url.split('#token=')[1]!;
    };

    it('makes an account and a member of somebody new, once', async () => {
      const owner = await aPerson(area.app, 'ivan');
      const id = await aWorkspace(area.app, 'inviting', [[owner, 'owner']]);
      const asOwner = await signedIn(area.app, owner);
      const invited = await asOwner.post(`/api/v1/workspaces/${id}/invitations`).send({ email: 'New@Shop.example', role: 'staff', locale: 'en' }).expect(201);
      expect(invited.body).toMatchObject({ email: 'new@shop.example', role: 'staff', expired: false });
      const token = await mailedToken('new@shop.example');
      const stored = await area.database.rows('SELECT encode(token_hash, \'hex\') AS hash, email FROM invitations WHERE workspace_id = $1', [id]);
      expect(JSON.stringify(stored)).not.toContain(token);

      const look = await aBrowser(area.app).post('/api/v1/invitations/look-up').send({ token }).expect(200);
      expect(look.body).toEqual({ workspaceName: 'Shop inviting', email: 'new@shop.example', role: 'staff', accountExists: false });
      const accept = () => aBrowser(area.app).post('/api/v1/invitations/accept').send({ token, account: { name: 'New', password: PASSWORD, locale: 'en' } });
      expect((await accept().expect(200)).body).toEqual({ workspaceId: id });
      expect((await accept().expect(410)).body).toMatchObject({ code: 'invitation-not-valid' });

      const asNew = await signedIn(area.app, { id: '', email: 'new@shop.example' });
      await asNew.get(`/api/v1/workspaces/${id}/members`).expect(200);
      const list = await asOwner.get(`/api/v1/workspaces/${id}/invitations`).expect(200);
      expect(list.body).toEqual({ data: [], total: 0 });
    });

    it('needs somebody with an account to sign in, as the invited person', async () => {
      const [owner, known, other] = [await aPerson(area.app, 'iris'), await aPerson(area.app, 'known'), await aPerson(area.app, 'other')];
      const id = await aWorkspace(area.app, 'known-people', [[owner, 'owner']]);
      await (await signedIn(area.app, owner)).post(`/api/v1/workspaces/${id}/invitations`).send({ email: known.email, role: 'admin', locale: 'en' }).expect(201);
      const token = await mailedToken(known.email);
      const account = { name: 'Thief', password: 'taking over now', locale: 'en' };
      expect((await aBrowser(area.app).post('/api/v1/invitations/accept').send({ token, account }).expect(409)).body).toMatchObject({ code: 'account-exists' });
      const asOther = await signedIn(area.app, other);
      expect((await asOther.post('/api/v1/invitations/accept').send({ token }).expect(403)).body).toMatchObject({ code: 'invitation-for-another-person' });
      const asKnown = await signedIn(area.app, known);
      await asKnown.post('/api/v1/invitations/accept').send({ token }).expect(200);
      expect((await asKnown.get('/api/v1/me')).body.workspaces).toMatchObject([{ id, role: 'admin' }]);
    });

    it('is worth nothing once revoked, replaced, or older than seven days', async () => {
      const owner = await aPerson(area.app, 'ines');
      const id = await aWorkspace(area.app, 'revoking', [[owner, 'owner']]);
      const asOwner = await signedIn(area.app, owner);
      const invite = async () => {
        const { body } = await asOwner.post(`/api/v1/workspaces/${id}/invitations`).send({ email: 'late@shop.example', role: 'staff', locale: 'zh-CN' }).expect(201);
        return { id: body.id as string, token: await mailedToken('late@shop.example') };
      };
      const lookUp = (token: string) => aBrowser(area.app).post('/api/v1/invitations/look-up').send({ token });
      const first = await invite();
      const second = await invite();
      await lookUp(first.token).expect(410);
      await lookUp(second.token).expect(200);
      await asOwner.delete(`/api/v1/workspaces/${id}/invitations/${second.id}`).expect(204);
      await lookUp(second.token).expect(410);
      const third = await invite();
      await area.database.rows(`UPDATE invitations SET expires_at = expires_at - interval '7 days' WHERE id = $1`, [third.id]);
      await lookUp(third.token).expect(410);
    });

    it('cannot give more than the inviting person has', async () => {
      const [owner, admin] = [await aPerson(area.app, 'ivy'), await aPerson(area.app, 'abe')];
      const id = await aWorkspace(area.app, 'no-more', [[owner, 'owner'], [admin, 'admin']]);
      const asAdmin = await signedIn(area.app, admin);
      const answer = await asAdmin.post(`/api/v1/workspaces/${id}/invitations`).send({ email: 'boss@shop.example', role: 'owner', locale: 'en' }).expect(403);
      expect(answer.body).toMatchObject({ code: 'role-too-low', details: { needed: 'owner' } });
      expect((await asAdmin.post(`/api/v1/workspaces/${id}/invitations`).send({ email: owner.email, role: 'staff', locale: 'en' }).expect(409)).body).toMatchObject({ code: 'already-a-member' });
    });
  });
});
