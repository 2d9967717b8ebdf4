import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Controller, Get, Module } from '@nestjs/common';
import supertest from 'supertest';
import { aBrowser, aWorkspace } from '../../../../test/builders/staff.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { AccessModule, type Caller, CurrentCaller, CustomerDirectory, Customers, PortalLinks, PortalSessions } from '../index.js';

@Customers()
@Controller('portal/planted')
class PlantedController {
  @Get()
  read(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }
}

@Module({ controllers: [PlantedController] })
class PlantedModule {}

const customer = { id: randomUUID(), email: 'sarah@customer.example', locale: 'en' } as const;

describe('portal links over HTTP', () => {
  let area: Area;
  let workspaceId: string;
  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule, PlantedModule]);
    workspaceId = await aWorkspace(area.app, 'teas', []);
    area.app.get(CustomerDirectory).register({
      byEmail: async (_tx, workspace, email) => (workspace === workspaceId && email === customer.email ? customer : null),
      byId: async (_tx, workspace, id) => (workspace === workspaceId && id === customer.id ? customer : null),
      has: async (_tx, workspace, id) => workspace === workspaceId && id === customer.id,
    });
  });
  afterAll(() => area.close());

  const aLink = (path = '/shelf', livesMs?: number) =>
    area.app.get(Database).inWorkspace(workspaceId, (tx) => area.app.get(PortalLinks).create(tx, workspaceId, customer.id, path, livesMs));
  const tokenOf = (url: string) => url.split('#token=')[1]!;
  const later = async (ms: number) => {
    const clock = area.app.get(Clock);
    await clock.moveTo(new Date(clock.now().getTime() + ms));
  };
  const mailedLinks = async () =>
    (await area.database.rows<{ payload: { to: string; template: string; variables: { url: string } } }>('SELECT payload FROM graphile_worker._private_jobs ORDER BY id')).map(({ payload }) => payload);

  describe('a portal link', () => {
    it('begins a session once; the token stands behind the # and is stored as a hash', async () => {
      const url = await aLink();
      expect(url).toMatch(/^http:\/\/perennial\.test\/portal\/enter#token=perennial_link_[\w-]{64}$/);
      const stored = await area.database.rows(`SELECT encode(token_hash, 'escape') AS hash FROM portal_links`);
      expect(JSON.stringify(stored)).not.toContain(tokenOf(url));

      const browser = aBrowser(area.app);
      const opened = await browser.post('/api/v1/portal/sessions').send({ token: tokenOf(url) }).expect(201);
      expect(opened.body).toEqual({ path: '/shelf' });
      expect(opened.headers['set-cookie']?.[0]).toMatch(/^perennial_portal=perennial_visit_[\w-]{64}; Max-Age=2592000; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
      expect((await browser.get('/api/v1/portal/planted').expect(200)).body).toMatchObject({ kind: 'customer', customerId: customer.id, workspaceId });
      expect((await aBrowser(area.app).post('/api/v1/portal/sessions').send({ token: tokenOf(url) }).expect(410)).body).toMatchObject({ code: 'link-used' });
    });

    it('is used up by one of two that come at once', async () => {
      const token = tokenOf(await aLink());
      const answers = await Promise.all([1, 2, 3].map(() => aBrowser(area.app).post('/api/v1/portal/sessions').send({ token })));
      expect(answers.map((answer) => answer.status).sort()).toEqual([201, 410, 410]);
    });

    it('is too old after 15 minutes; then it asks for a new one, which goes to the customer’s own address', async () => {
      const token = tokenOf(await aLink('/reminders'));
      await later(15 * 60_000 + 1);
      expect((await aBrowser(area.app).post('/api/v1/portal/sessions').send({ token }).expect(410)).body).toMatchObject({ code: 'link-expired' });
      await aBrowser(area.app).post('/api/v1/portal/sign-in-links').send({ token }).expect(202);
      const mail = (await mailedLinks()).at(-1)!;
      expect(mail).toMatchObject({ template: 'portal-sign-in', to: customer.email });
      const opened = await aBrowser(area.app).post('/api/v1/portal/sessions').send({ token: tokenOf(mail.variables.url) }).expect(201);
      expect(opened.body).toEqual({ path: '/reminders' });
    });

    it('of a mail nobody waits for works for as long as it was made for, and not a moment longer', async () => {
      const [early, late] = [tokenOf(await aLink('/shelf', 30 * 86_400_000)), tokenOf(await aLink('/shelf', 30 * 86_400_000))];
      await later(29 * 86_400_000);
      await aBrowser(area.app).post('/api/v1/portal/sessions').send({ token: early }).expect(201);
      await later(86_400_000);
      expect((await aBrowser(area.app).post('/api/v1/portal/sessions').send({ token: late }).expect(410)).body).toMatchObject({ code: 'link-expired' });
    });

    it('is not used up by a scanner, which gets what is before the # and posts nothing', async () => {
      const url = new URL(await aLink());
      for (const path of [url.pathname, `/api/v1/portal/sessions?token=${tokenOf(url.href)}`]) await supertest(area.app.getHttpServer()).get(path).expect(404);
      await aBrowser(area.app).post('/api/v1/portal/sessions').send({ token: tokenOf(url.href) }).expect(201);
    });

    it('leads on when it is opened again where its customer’s session is open, and makes no second session', async () => {
      const token = tokenOf(await aLink('/reminder-choices'));
      const browser = aBrowser(area.app);
      await browser.post('/api/v1/portal/sessions').send({ token }).expect(201);
      const again = await browser.post('/api/v1/portal/sessions').send({ token }).expect(201);
      expect(again.body).toEqual({ path: '/reminder-choices' });
      expect(again.headers['set-cookie']).toBeUndefined();
      await browser.get('/api/v1/portal/planted').expect(200);
    });

    it('leads nobody on but its own customer', async () => {
      const token = tokenOf(await aLink());
      await aBrowser(area.app).post('/api/v1/portal/sessions').send({ token }).expect(201);
      const other = await area.app.get(Database).inWorkspace(workspaceId, (tx) => area.app.get(PortalLinks).create(tx, workspaceId, randomUUID()));
      const neighbour = aBrowser(area.app);
      await neighbour.post('/api/v1/portal/sessions').send({ token: tokenOf(other) }).expect(201);
      expect((await neighbour.post('/api/v1/portal/sessions').send({ token }).expect(410)).body).toMatchObject({ code: 'link-used' });
    });

    it('that was used asks for a new one, which goes to the customer’s own address', async () => {
      const token = tokenOf(await aLink('/reminder-choices'));
      await aBrowser(area.app).post('/api/v1/portal/sessions').send({ token }).expect(201);
      const before = (await mailedLinks()).length;
      await aBrowser(area.app).post('/api/v1/portal/sign-in-links').send({ token }).expect(202);
      const mails = await mailedLinks();
      expect(mails).toHaveLength(before + 1);
      const opened = await aBrowser(area.app).post('/api/v1/portal/sessions').send({ token: tokenOf(mails.at(-1)!.variables.url) }).expect(201);
      expect(opened.body).toEqual({ path: '/reminder-choices' });
    });

    it('cannot be exchanged by another site, which would sign the visitor in as somebody of its choice', async () => {
      const token = tokenOf(await aLink());
      const answer = await supertest(area.app.getHttpServer()).post('/api/v1/portal/sessions').set('Origin', 'https://evil.example').send({ token }).expect(403);
      expect(answer.body).toMatchObject({ code: 'foreign-origin' });
    });
  });

  describe('asking for a link by mail', () => {
    const ask = (email: string, workspace = 'teas') => aBrowser(area.app).post('/api/v1/portal/sign-in-links').send({ workspace, email });

    it('answers the same whether the address is known or not', async () => {
      const before = (await mailedLinks()).length;
      const [known, unknown, nowhere] = [await ask('Sarah@customer.example'), await ask('who@customer.example'), await ask(customer.email, 'no-such-shop')];
      expect([known.status, unknown.status, nowhere.status]).toEqual([202, 202, 202]);
      expect([unknown.body, nowhere.body]).toEqual([known.body, known.body]);
      expect(await mailedLinks()).toHaveLength(before + 1);
    });

    it('is refused after five times in a quarter of an hour for one address', async () => {
      for (let n = 1; n <= 5; n++) await ask('often@customer.example').expect(202);
      expect((await ask('often@customer.example').expect(429)).body).toMatchObject({ code: 'too-many-attempts' });
      await ask('seldom@customer.example').expect(202);
    });
  });

  describe('a portal session', () => {
    const entered = async () => {
      const browser = aBrowser(area.app);
      await browser.post('/api/v1/portal/sessions').send({ token: tokenOf(await aLink()) }).expect(201);
      return browser;
    };

    it('ends when the customer leaves, also for a copy of the cookie', async () => {
      const browser = aBrowser(area.app);
      const opened = await browser.post('/api/v1/portal/sessions').send({ token: tokenOf(await aLink()) }).expect(201);
      const copy = opened.headers['set-cookie']![0]!.split(';')[0]!;
      await browser.delete('/api/v1/portal/sessions/current').expect(204);
      await supertest(area.app.getHttpServer()).get('/api/v1/portal/planted').set('Cookie', copy).expect(401);
    });

    it('ends everywhere when it is told to, links in the mail included', async () => {
      const [phone, laptop, token] = [await entered(), await entered(), tokenOf(await aLink())];
      await area.app.get(Database).inWorkspace(workspaceId, (tx) => area.app.get(PortalSessions).endAll(tx, workspaceId, customer.id));
      await phone.get('/api/v1/portal/planted').expect(401);
      await laptop.get('/api/v1/portal/planted').expect(401);
      await aBrowser(area.app).post('/api/v1/portal/sessions').send({ token }).expect(410);
    });

    it('is over after thirty days', async () => {
      const browser = await entered();
      await later(30 * 86_400_000);
      await browser.get('/api/v1/portal/planted').expect(401);
    });
  });
});
