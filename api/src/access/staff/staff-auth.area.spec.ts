import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import supertest from 'supertest';
import { codeShownBy } from '../../../../test/builders/authenticator.js';
import { aBrowser, aPerson, PASSWORD, signedIn } from '../../../../test/builders/staff.js';
import { openDatabase } from '../../../../test/stage/open-database.js';
import { type Area, openArea } from '../../../../test/stage/open-area.js';
import { WorkspacesModule } from '../../workspaces/index.js';
import { AccessModule } from '../index.js';
import { PasswordHashing } from './password-hashing.js';
import { makeStaffAuth } from './staff-auth.js';

const SIGN_IN = '/api/v1/auth/sign-in/email';

describe('staff accounts over HTTP', () => {
  let area: Area;
  beforeAll(async () => {
    area = await openArea([AccessModule, WorkspacesModule]);
  });
  afterAll(() => area.close());

  const queuedMails = () => area.database.rows<{ payload: { template: string; to: string; variables: { url: string } } }>(`SELECT payload FROM graphile_worker._private_jobs ORDER BY id`);

  describe('signing in', () => {
    it('opens a session with the right password and ends it on sign-out', async () => {
      const person = await aPerson(area.app, 'ann');
      const browser = aBrowser(area.app);
      const answer = await browser.post(SIGN_IN).send({ email: 'Ann@Shop.example', password: PASSWORD }).expect(200);
      expect(answer.body).toEqual({ twoFactorRedirect: false });
      expect(answer.headers['set-cookie']?.[0]).toMatch(/^perennial\.session_token=.*HttpOnly; SameSite=Lax/);

      const me = await browser.get('/api/v1/me').expect(200);
      expect(me.body).toMatchObject({ user: { id: person.id, email: 'ann@shop.example', twoFactorEnabled: false }, operator: false, workspaces: [] });

      await browser.post('/api/v1/auth/sign-out').expect(204);
      expect((await browser.get('/api/v1/me').expect(401)).body).toMatchObject({ code: 'not-signed-in' });
    });

    it('answers alike for a wrong password and an unknown address', async () => {
      await aPerson(area.app, 'bob');
      const wrong = await aBrowser(area.app).post(SIGN_IN).send({ email: 'bob@shop.example', password: 'not this one' }).expect(401);
      const unknown = await aBrowser(area.app).post(SIGN_IN).send({ email: 'nobody@shop.example', password: 'not this one' }).expect(401);
      expect(wrong.body).toMatchObject({ code: 'wrong-credentials' });
      expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
    });

    it('is refused from another site, in tests as in production', async () => {
      await aPerson(area.app, 'cat');
      const answer = await supertest(area.app.getHttpServer())
        .post(SIGN_IN)
        .set('Origin', 'https://evil.example')
        .send({ email: 'cat@shop.example', password: PASSWORD })
        .expect(403);
      expect(answer.body).toMatchObject({ code: 'foreign-origin' });
    });

    it('stores passwords as argon2id and never hands out a session token', async () => {
      const person = await aPerson(area.app, 'dan');
      const [account] = await area.database.rows<{ password: string }>('SELECT password FROM auth.account WHERE user_id = $1', [person.id]);
      expect(account?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      const browser = await signedIn(area.app, person);
      const [session] = await area.database.rows<{ token: string }>('SELECT token FROM auth.session WHERE user_id = $1', [person.id]);
      const list = await browser.get('/api/v1/auth/list-sessions').expect(200);
      expect(JSON.stringify(list.body)).not.toContain(session!.token);
    });

    it('writes down the address the proxy settings vouch for, not the one the caller claims', async () => {
      const person = await aPerson(area.app, 'eve');
      await aBrowser(area.app)
        .post(SIGN_IN)
        .set({ 'X-Forwarded-For': '203.0.113.9', 'X-Client-Ip': '203.0.113.9' })
        .send({ email: person.email, password: PASSWORD })
        .expect(200);
      const [session] = await area.database.rows<{ ip_address: string }>('SELECT ip_address FROM auth.session WHERE user_id = $1', [person.id]);
      expect(session?.ip_address).toMatch(/127\.0\.0\.1$|^0000:.*/);
    });

    it('makes guessing at one account slow, whatever X-Forwarded-For says, and lets others in meanwhile', async () => {
      const victim = await aPerson(area.app, 'fay');
      const other = await aPerson(area.app, 'gil');
      const guess = (n: number) =>
        aBrowser(area.app).post(SIGN_IN).set('X-Forwarded-For', `198.51.100.${n}`).send({ email: victim.email, password: `guess number ${n}` });
      for (let n = 1; n <= 20; n++) await guess(n).expect(401);
      const refused = await guess(21).expect(429);
      expect(refused.body).toMatchObject({ code: 'too-many-attempts' });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
      await signedIn(area.app, other);
    });

    it('does not count rightful sign-ins', async () => {
      const person = await aPerson(area.app, 'hal');
      for (let n = 1; n <= 21; n++) await signedIn(area.app, person);
    });

    it('answers others while a rush of people signs in', async () => {
      const people = await Promise.all(Array.from({ length: 12 }, (_, n) => aPerson(area.app, `crowd${n}`)));
      const watcher = await signedIn(area.app, people[0]!);
      let inside = 0;
      const rush = people.map(async (person) => {
        await signedIn(area.app, person);
        inside += 1;
      });
      await watcher.get('/api/v1/me').expect(200);
      expect(inside).toBeLessThan(people.length);
      await Promise.all(rush);
    });
  });

  describe('a forgotten password', () => {
    it('is replaced through the mailed link once, and all sessions end', async () => {
      const person = await aPerson(area.app, 'ida');
      const before = await signedIn(area.app, person);
      await aBrowser(area.app).post('/api/v1/auth/request-password-reset').send({ email: person.email }).expect(202);
      const mail = (await queuedMails()).at(-1)!.payload;
      expect(mail).toMatchObject({ template: 'password-reset', to: person.email });
      const [page, token] = mail.variables.url.split('#token=');
      expect(page).toBe('http://perennial.test/admin/reset-password');
      const stored = await area.database.rows<{ identifier: string }>('SELECT identifier FROM auth.verification');
      expect(JSON.stringify(stored)).not.toContain(token);

      const reset = (newPassword: string) => aBrowser(area.app).post('/api/v1/auth/reset-password').send({ token, newPassword });
      expect((await reset('short').expect(422)).body).toMatchObject({ code: 'password-too-weak' });
      await reset('a brand new password').expect(204);
      expect((await reset('another new password').expect(410)).body).toMatchObject({ code: 'link-not-valid' });

      await before.get('/api/v1/me').expect(401);
      await aBrowser(area.app).post(SIGN_IN).send({ email: person.email, password: PASSWORD }).expect(401);
      await aBrowser(area.app).post(SIGN_IN).send({ email: person.email, password: 'a brand new password' }).expect(200);
    });

    it('tells nobody whether an address is known, and mails nothing to an unknown one', async () => {
      const mailsBefore = (await queuedMails()).length;
      const answer = await aBrowser(area.app).post('/api/v1/auth/request-password-reset').send({ email: 'stranger@shop.example' }).expect(202);
      expect(answer.body).toEqual({});
      expect(await queuedMails()).toHaveLength(mailsBefore);
    });

    it('is not mailed more than five times an hour', async () => {
      const person = await aPerson(area.app, 'jim');
      const ask = () => aBrowser(area.app).post('/api/v1/auth/request-password-reset').send({ email: person.email });
      for (let n = 1; n <= 5; n++) await ask().expect(202);
      await ask().expect(429);
    });
  });

  describe('the second factor', () => {
    it('is set up with a code, asked for at the next sign-in, and replaced by a backup code once', async () => {
      const person = await aPerson(area.app, 'kim');
      const browser = await signedIn(area.app, person);
      expect((await browser.post('/api/v1/auth/two-factor/enable').send({ password: 'not this one' }).expect(422)).body).toMatchObject({ code: 'wrong-password' });
      const { body: enrolment } = await browser.post('/api/v1/auth/two-factor/enable').send({ password: PASSWORD }).expect(200);
      expect(enrolment.backupCodes).toHaveLength(10);
      expect((await browser.get('/api/v1/me')).body.user.twoFactorEnabled).toBe(false);
      await browser.post('/api/v1/auth/two-factor/verify-totp').send({ code: codeShownBy(enrolment.totpURI) }).expect(204);
      expect((await browser.get('/api/v1/me')).body.user.twoFactorEnabled).toBe(true);

      const next = aBrowser(area.app);
      const first = await next.post(SIGN_IN).send({ email: person.email, password: PASSWORD }).expect(200);
      expect(first.body).toEqual({ twoFactorRedirect: true });
      await next.get('/api/v1/me').expect(401);
      expect((await next.post('/api/v1/auth/two-factor/verify-totp').send({ code: '000000' }).expect(401)).body).toMatchObject({ code: 'wrong-code' });
      await next.post('/api/v1/auth/two-factor/verify-totp').send({ code: codeShownBy(enrolment.totpURI) }).expect(204);
      await next.get('/api/v1/me').expect(200);

      const code = enrolment.backupCodes[0] as string;
      const withBackup = async () => {
        const third = aBrowser(area.app);
        await third.post(SIGN_IN).send({ email: person.email, password: PASSWORD }).expect(200);
        return third.post('/api/v1/auth/two-factor/verify-backup-code').send({ code });
      };
      expect((await withBackup()).status).toBe(204);
      expect((await withBackup()).body).toMatchObject({ code: 'wrong-code' });
    });
  });

  describe('sessions', () => {
    it('are listed and revoked at once; somebody else’s are out of reach', async () => {
      const person = await aPerson(area.app, 'lea');
      const [here, there] = [await signedIn(area.app, person), await signedIn(area.app, person)];
      const list = (await here.get('/api/v1/auth/list-sessions').expect(200)).body as { id: string; current: boolean }[];
      expect(list.map((session) => session.current).sort()).toEqual([false, true]);
      const other = list.find((session) => !session.current)!;

      const stranger = await signedIn(area.app, await aPerson(area.app, 'mia'));
      await stranger.post('/api/v1/auth/revoke-session').send({ id: other.id }).expect(404);
      await there.get('/api/v1/me').expect(200);
      await here.post('/api/v1/auth/revoke-session').send({ id: other.id }).expect(204);
      await there.get('/api/v1/me').expect(401);
      await here.get('/api/v1/auth/get-session').expect(200);
    });

    it('all end but the current one when the password changes', async () => {
      const person = await aPerson(area.app, 'ned');
      const [here, there] = [await signedIn(area.app, person), await signedIn(area.app, person)];
      await here.post('/api/v1/auth/change-password').send({ currentPassword: 'not this one', newPassword: 'something else now' }).expect(422);
      await here.post('/api/v1/auth/change-password').send({ currentPassword: PASSWORD, newPassword: 'something else now' }).expect(204);
      await here.get('/api/v1/me').expect(200);
      await there.get('/api/v1/me').expect(401);
    });

    it('get a new token at every sign-in: one planted beforehand is worth nothing', async () => {
      const person = await aPerson(area.app, 'oda');
      const browser = await signedIn(area.app, person);
      const before = await area.database.rows<{ token: string }>('SELECT token FROM auth.session WHERE user_id = $1', [person.id]);
      await browser.post(SIGN_IN).send({ email: person.email, password: PASSWORD }).expect(200);
      const after = await area.database.rows<{ token: string }>('SELECT token FROM auth.session WHERE user_id = $1 ORDER BY created_at DESC', [person.id]);
      expect(after[0]?.token).not.toBe(before[0]?.token);
    });
  });

  it('lets people change their own name and language, and nothing else of themselves, for every device', async () => {
    const person = await aPerson(area.app, 'quin');
    const [desk, phone] = [await signedIn(area.app, person), await signedIn(area.app, person)];
    const change = (profile: object) => desk.post('/api/v1/auth/update-user').send(profile);
    await change({ name: ' Quin Example ', locale: 'zh-CN' }).expect(204);
    expect((await phone.get('/api/v1/me').expect(200)).body).toMatchObject({ user: { name: 'Quin Example', locale: 'zh-CN', email: person.email } });
    for (const nothing of [{}, { name: ' ' }, { locale: 'fr' }, { email: 'other@shop.example' }]) await change(nothing).expect(400);

    await aBrowser(area.app).post('/api/v1/auth/request-password-reset').send({ email: person.email }).expect(202);
    expect((await queuedMails()).at(-1)?.payload).toMatchObject({ to: person.email, locale: 'zh-CN' });
  });

  it('leaves an audit entry for everything people do with their account', async () => {
    const person = await aPerson(area.app, 'pam');
    const browser = await signedIn(area.app, person);
    await browser.post('/api/v1/auth/update-user').send({ locale: 'zh-CN' }).expect(204);
    await browser.post('/api/v1/auth/sign-out').expect(204);
    const entries = await area.database.rows<{ command: string }>('SELECT command FROM operator_audit_entries WHERE actor_id = $1 ORDER BY id', [person.id]);
    expect(entries.map((entry) => entry.command)).toEqual(['sign-in', 'change-profile', 'sign-out']);
  });

  it('reaches nothing of better-auth but the routes it names', async () => {
    for (const path of ['sign-up/email', 'delete-user', 'change-email', 'two-factor/send-otp', 'sign-in/social', 'verify-password']) {
      await aBrowser(area.app).post(`/api/v1/auth/${path}`).send({}).expect(404);
    }
  });

  it('has the tables better-auth would make itself', async () => {
    const empty = await openDatabase();
    await empty.rows('DROP SCHEMA auth CASCADE');
    const pool = new pg.Pool({ connectionString: empty.superuserUrl, max: 2 });
    const passwords = new PasswordHashing();
    const { options } = makeStaffAuth({ pool, passwords, settings: empty.settings, mailPasswordReset: async () => undefined });
    await (await getMigrations(options)).runMigrations();
    const columns = `SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'auth' ORDER BY 1, 2`;
    try {
      expect(await area.database.rows(columns)).toEqual(await empty.rows(columns));
    } finally {
      await pool.end();
      await empty.close();
    }
  });
});
