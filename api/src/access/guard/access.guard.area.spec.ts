import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import supertest from 'supertest';
import { aPerson, aWorkspace, signedIn } from '../../../../test/builders/staff.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { AccessModule, type Caller, CurrentCaller, Members, Public } from '../index.js';

@Controller('workspaces/:workspaceId/planted')
class PlantedController {
  @Get()
  @Members('admin', 'customers:read')
  read(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Post()
  @Members('staff')
  write(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }
}

@Module({ controllers: [PlantedController] })
class PlantedModule {}

describe('the access guard over HTTP', () => {
  let area: Area;
  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, PlantedModule]);
  });
  afterAll(() => area.close());

  describe('the guard before every route', () => {
    it('establishes who calls, from the workspace in the address', async () => {
      const person = await aPerson(area.app, 'gus');
      const [mine, other] = [await aWorkspace(area.app, 'mine', [[person, 'admin']]), await aWorkspace(area.app, 'other', [])];
      const browser = await signedIn(area.app, person);
      const answer = await browser.get(`/api/v1/workspaces/${mine}/planted`).expect(200);
      expect(answer.body).toEqual({ kind: 'member', userId: person.id, workspaceId: mine, role: 'admin' });
      expect((await browser.get(`/api/v1/workspaces/${other}/planted`).expect(403)).body).toMatchObject({ code: 'not-a-member' });
      const nowhere = '00000000-0000-4000-8000-000000000000';
      expect((await browser.get(`/api/v1/workspaces/${nowhere}/planted`).expect(403)).body).toMatchObject({ code: 'not-a-member' });
      await browser.get('/api/v1/workspaces/nonsense/planted').expect(404);
    });

    it('asks for the role the route names', async () => {
      const person = await aPerson(area.app, 'gwen');
      const id = await aWorkspace(area.app, 'roles', [[person, 'staff']]);
      const answer = await (await signedIn(area.app, person)).get(`/api/v1/workspaces/${id}/planted`).expect(403);
      expect(answer.body).toMatchObject({ code: 'role-too-low', details: { needed: 'admin' } });
    });

    it('takes a write on a cookie only from our own pages', async () => {
      const person = await aPerson(area.app, 'glen');
      const id = await aWorkspace(area.app, 'origins', [[person, 'staff']]);
      const browser = await signedIn(area.app, person);
      const path = `/api/v1/workspaces/${id}/planted`;
      await browser.post(path).expect(201);
      expect((await browser.post(path).set('Origin', 'https://evil.example').expect(403)).body).toMatchObject({ code: 'foreign-origin' });
      expect((await browser.post(path).set('Origin', 'null').expect(403)).body).toMatchObject({ code: 'foreign-origin' });
      const cookie = (await area.database.rows<{ token: string }>('SELECT token FROM auth.session WHERE user_id = $1', [person.id]))[0]!.token;
      await supertest(area.app.getHttpServer()).post(path).set('Cookie', `perennial.session_token=${cookie}`).expect(403);
    });

    it('does not believe a session cookie without its signature', async () => {
      const person = await aPerson(area.app, 'gina');
      await signedIn(area.app, person);
      const [session] = await area.database.rows<{ token: string }>('SELECT token FROM auth.session WHERE user_id = $1', [person.id]);
      await supertest(area.app.getHttpServer()).get('/api/v1/me').set('Cookie', `perennial.session_token=${session!.token}`).expect(401);
      await supertest(area.app.getHttpServer()).get('/api/v1/me').set('Cookie', `perennial.session_token=${session!.token}.AAAA`).expect(401);
    });
  });

  describe('a route', () => {
    it('that declares nobody keeps the service from starting', async () => {
      @Controller('open')
      class OpenController {
        @Get()
        read(): string {
          return 'open';
        }
      }
      @Module({ controllers: [OpenController] })
      class OpenModule {}
      await expect(openArea([AccessModule, WorkspacesModule, OpenModule])).rejects.toThrow('Routes without an access rule: OpenController.read');
    });

    it('cannot declare two rules', () => {
      expect(() => {
        class TwiceController {
          @Public()
          @Members('staff')
          read(): string {
            return 'twice';
          }
        }
        return TwiceController;
      }).toThrow('Two access rules on read');
    });
  });
});
