import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import supertest from 'supertest';
import { aPerson, aWorkspace, signedIn } from '../../../../test/builders/staff.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { Clock } from '../../platform/clock/index.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { AccessModule, type Caller, CurrentCaller, Members } from '../index.js';

@Controller('workspaces/:workspaceId/planted')
class PlantedController {
  @Get()
  @Members('admin', 'customers:read')
  read(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }
}

@Module({ controllers: [PlantedController] })
class PlantedModule {}

describe('API keys over HTTP', () => {
  let area: Area;
  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, PlantedModule]);
  });
  afterAll(() => area.close());

  async function aKey(slug: string, scopes: string[]) {
    const owner = await aPerson(area.app, `${slug}-owner`);
    const workspaceId = await aWorkspace(area.app, slug, [[owner, 'owner']]);
    const browser = await signedIn(area.app, owner);
    const { body } = await browser.post(`/api/v1/workspaces/${workspaceId}/api-keys`).send({ name: 'Shop', scopes }).expect(201);
    return { workspaceId, browser, id: body.id as string, key: body.key as string, created: body };
  }
  const calling = (path: string, key: string) => supertest(area.app.getHttpServer()).get(`/api/v1${path}`).set('Authorization', `Bearer ${key}`);
  const lastUse = async (id: string) => (await area.database.rows<{ last_used_at: Date }>('SELECT last_used_at FROM api_keys WHERE id = $1', [id]))[0]!.last_used_at;

  describe('an API key', () => {
    it('opens the routes of its scopes, in its workspace', async () => {
      const { workspaceId, id, key } = await aKey('keyed', ['customers:read']);
      const answer = await calling(`/workspaces/${workspaceId}/planted`, key).expect(200);
      expect(answer.body).toEqual({ kind: 'api-key', keyId: id, workspaceId, scopes: ['customers:read'] });
      const { workspaceId: foreign } = await aKey('foreign', ['customers:read']);
      expect((await calling(`/workspaces/${foreign}/planted`, key).expect(403)).body).toMatchObject({ code: 'not-a-member' });
      expect((await calling(`/workspaces/${workspaceId}/api-keys`, key).expect(403)).body).toMatchObject({ code: 'not-for-api-keys' });
      expect((await calling('/me', key).expect(403)).body).toMatchObject({ code: 'not-for-api-keys' });
    });

    it('is refused by name without the scope', async () => {
      const { workspaceId, key } = await aKey('scopeless', ['products:read']);
      const answer = await calling(`/workspaces/${workspaceId}/planted`, key).expect(403);
      expect(answer.body).toMatchObject({ code: 'scope-missing', details: { scope: 'customers:read' } });
    });

    it('is shown once and kept as a hash', async () => {
      const { workspaceId, browser, key, created } = await aKey('once', ['customers:read']);
      expect(created.shownPrefix).toBe(key.slice(0, created.shownPrefix.length));
      const list = await browser.get(`/api/v1/workspaces/${workspaceId}/api-keys`).expect(200);
      expect(JSON.stringify(list.body)).not.toContain(key);
      const rows = await area.database.rows(`SELECT encode(key_hash, 'escape') AS hash, shown_prefix FROM api_keys WHERE workspace_id = $1`, [workspaceId]);
      expect(JSON.stringify(rows)).not.toContain(key);
    });

    it('is worth nothing once revoked, or with one letter changed', async () => {
      const { workspaceId, browser, id, key } = await aKey('revoked', ['customers:read']);
      const changed = key.slice(0, 20) + (key[20] === 'A' ? 'B' : 'A') + key.slice(21);
      expect((await calling(`/workspaces/${workspaceId}/planted`, changed).expect(401)).body).toMatchObject({ code: 'key-not-valid' });
      await browser.delete(`/api/v1/workspaces/${workspaceId}/api-keys/${id}`).expect(204);
      expect((await calling(`/workspaces/${workspaceId}/planted`, key).expect(401)).body).toMatchObject({ code: 'key-not-valid' });
      await browser.delete(`/api/v1/workspaces/${workspaceId}/api-keys/${id}`).expect(404);
    });

    it('notes its last use to the minute, not at every request', async () => {
      const { workspaceId, id, key } = await aKey('used', ['customers:read']);
      await calling(`/workspaces/${workspaceId}/planted`, key).expect(200);
      const first = await lastUse(id);
      await calling(`/workspaces/${workspaceId}/planted`, key).expect(200);
      expect(await lastUse(id)).toEqual(first);
      const clock = area.app.get(Clock);
      await clock.moveTo(new Date(clock.now().getTime() + 61_000));
      await calling(`/workspaces/${workspaceId}/planted`, key).expect(200);
      expect((await lastUse(id)).getTime()).toBeGreaterThan(first.getTime());
    });

    it('is made by admins only, and every step is in the audit trail', async () => {
      const { workspaceId, browser, id } = await aKey('audited', ['customers:read']);
      await browser.delete(`/api/v1/workspaces/${workspaceId}/api-keys/${id}`).expect(204);
      const entries = await area.database.rows<{ command: string }>('SELECT command FROM audit_entries WHERE workspace_id = $1 AND subject_id = $2 ORDER BY id', [workspaceId, id]);
      expect(entries.map((entry) => entry.command)).toEqual(['create-api-key', 'revoke-api-key']);
      const staff = await aPerson(area.app, 'plain');
      const other = await aWorkspace(area.app, 'plain', [[staff, 'staff']]);
      await (await signedIn(area.app, staff)).post(`/api/v1/workspaces/${other}/api-keys`).send({ name: 'x', scopes: ['customers:read'] }).expect(403);
    });
  });
});
