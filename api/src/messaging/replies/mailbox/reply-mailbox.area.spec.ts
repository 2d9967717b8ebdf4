import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReplyMailbox, SetReplyMailbox } from '@perennial/contract/admin';
import { type MailDesk, openMailDesk } from '../../../../../test/builders/mail-desk.js';
import { aPerson, signedIn } from '../../../../../test/builders/staff.js';
import { ImapServer } from '../../../../../test/stage/imap-server.js';
import { Memberships } from '../../../access/index.js';
import { Database } from '../../../platform/database/index.js';
import { PublicAddresses } from '../../channels/public-addresses.js';
import { MailboxesSweep } from './mailboxes.sweep.js';
import { OpenMailbox } from './open-mailbox.js';
import { ReadMailbox } from './read-mailbox.job.js';

describe('answers read from a mailbox', () => {
  let desk: MailDesk;
  let server: ImapServer;
  let admin: Awaited<ReturnType<typeof signedIn>>;
  let staff: Awaited<ReturnType<typeof signedIn>>;
  let url: string;

  beforeAll(async () => {
    desk = await openMailDesk({ webhooksToPrivateAddresses: true });
    const { app } = desk.area;
    const [adam, sue] = [await aPerson(app, 'adam'), await aPerson(app, 'sue')];
    await app.get(Database).inWorkspace(desk.workspaceId, async (tx) => {
      await app.get(Memberships).add(tx, desk.workspaceId, adam.id, 'admin');
      await app.get(Memberships).add(tx, desk.workspaceId, sue.id, 'staff');
    });
    [admin, staff] = [await signedIn(app, adam), await signedIn(app, sue)];
    url = `/api/v1/workspaces/${desk.workspaceId}/reply-mailbox`;
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    server = await ImapServer.open();
    await admin.delete(url).expect(204);
    await desk.area.database.rows('DELETE FROM replies');
  });
  afterEach(() => server.close());

  const login = (over: Partial<SetReplyMailbox> = {}): SetReplyMailbox => ({ host: '127.0.0.1', port: server.port, security: 'none', ...server.login, ...over });
  const set = (over: Partial<SetReplyMailbox> = {}) => admin.put(url).send(login(over));
  const read = () => desk.area.app.get(ReadMailbox).run({ workspaceId: desk.workspaceId });
  const shown = async () => ((await admin.get(url).expect(200)).body as ReplyMailbox).mailbox;
  const words = async () => (await desk.area.database.rows<{ words: string }>('SELECT words FROM replies ORDER BY words')).map((row) => row.words);
  let numbers = 0;
  const mail = (text: string) => server.arrives(`From: Zoë <zoe@people.example>\r\nMessage-ID: <${++numbers}@mail.example>\r\nSubject: Re: Tea\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`);

  it('takes each mail that arrives since, once, and marks it as seen; what lay there before stays as it was', async () => {
    const old = mail('from long ago');
    await set().expect(200);
    const [one, two] = [mail('one'), mail('两')];
    await read();
    expect(await words()).toEqual(['one', '两']);
    expect([old.seen, one.seen, two.seen]).toEqual([false, true, true]);
    one.seen = false;
    mail('three');
    await read();
    await read();
    expect(await words()).toEqual(['one', 'three', '两']);
    expect(one.seen).toBe(false);
    expect(await shown()).toMatchObject({ error: null, lookedAt: expect.any(String) });
  });

  it('a break before a mail is marked or counted loses nothing and doubles nothing', async () => {
    await set().expect(200);
    const [one, two] = [mail('one'), mail('two')];
    for (const [at, seen] of [
      [/^UID FETCH 1/, [false, false]],
      [/^UID STORE 1/, [false, false]],
      [/^UID STORE 2/, [true, false]],
    ] as const) {
      server.hangUpAt = at;
      await read();
      expect([one.seen, two.seen]).toEqual(seen);
      expect((await shown())?.error).toEqual(expect.any(String));
    }
    expect(await words()).toEqual(['one', 'two']);
    await read();
    expect([one.seen, two.seen]).toEqual([true, true]);
    expect(await words()).toEqual(['one', 'two']);
    expect((await shown())?.error).toBeNull();
  });

  it('a mail is not seen before its answer is stored', async () => {
    await set().expect(200);
    const one = mail('one');
    await desk.area.database.rows(`ALTER TABLE replies ADD CONSTRAINT nothing_goes CHECK (false) NOT VALID`);
    await expect(read()).rejects.toThrow('nothing_goes');
    expect(one.seen).toBe(false);
    await desk.area.database.rows(`ALTER TABLE replies DROP CONSTRAINT nothing_goes`);
    await read();
    expect(one.seen).toBe(true);
    expect(await words()).toEqual(['one']);
  });

  it('numbered anew, the same mails are the same, and the new ones are found', async () => {
    await set().expect(200);
    mail('one');
    mail('two');
    await read();
    server.numberAnew();
    mail('three');
    await read();
    await read();
    expect(await words()).toEqual(['one', 'three', 'two']);
  });

  it('what is no mail, too large to keep or moved away holds nothing up', async () => {
    await set().expect(200);
    server.arrives('nothing that has a sender');
    mail(`${'x'.repeat(20_000)}`);
    mail('gone');
    server.mails.pop();
    const last = mail('last');
    await read();
    expect(await words()).toEqual(['last', 'x'.repeat(10_000)]);
    expect(last.seen).toBe(true);
  });

  it('with a new password the reading goes on where it was; another mailbox begins anew', async () => {
    await set().expect(200);
    mail('meanwhile');
    server.login.password = 'another one';
    await read();
    expect((await shown())?.error).toContain('Not with this password');
    await set().expect(200);
    await read();
    expect(await words()).toEqual(['meanwhile']);
    mail('before it was chosen');
    server.login.username = 'other@teas.example';
    await set().expect(200);
    await read();
    expect(await words()).toEqual(['meanwhile']);
  });

  it('is kept only when it can be opened, and never gives the password away, neither here nor on the wire', async () => {
    const refused = async (over: Partial<SetReplyMailbox>) => (await set(over).expect(422)).body as { code: string; details: { what: string } };
    expect(await refused({ password: 'wrong' })).toMatchObject({ code: 'mailbox-not-reachable', details: { what: expect.stringContaining('Not with this password') } });
    expect(await refused({ port: 9 })).toMatchObject({ details: { what: 'ECONNREFUSED' } });
    server.commands.length = 0;
    expect(await refused({ security: 'starttls' })).toMatchObject({ code: 'mailbox-not-reachable' });
    expect(await refused({ security: 'tls' })).toMatchObject({ code: 'mailbox-not-reachable' });
    expect(server.commands.filter((command) => /LOGIN|AUTH/.test(command))).toEqual([]);
    expect(await shown()).toBeNull();
    const { body } = await set().expect(200);
    expect(JSON.stringify(body)).not.toContain(server.login.password);
    const [row] = await desk.area.database.rows<{ kept: string }>(`SELECT encode(sealed_password, 'escape') AS kept FROM reply_mailboxes`);
    expect(row?.kept).not.toContain('password');
  });

  it('reaches nothing in the service’s own network unless its operator allows it, and nothing outside of it unencrypted', async () => {
    const careful = new OpenMailbox(new PublicAddresses({ webhooksToPrivateAddresses: false }));
    await expect(careful.run(login())).rejects.toThrow('address-not-public');
    await expect(careful.run(login({ host: 'localhost' }))).rejects.toThrow('address-not-public');
    await expect(careful.run(login({ host: '192.0.2.1' }))).rejects.toThrow('unencrypted only within the own network');
    expect(server.commands).toEqual([]);
  });

  it('is looked into by the sweep, two minutes after the last look', async () => {
    const { app, database } = desk.area;
    const waiting = async () => (await database.rows(`SELECT 1 FROM graphile_worker.jobs WHERE key = $1`, [`read-mailbox:${desk.workspaceId}`])).length;
    await set().expect(200);
    await read();
    await app.get(MailboxesSweep).run(new Date(Date.now() + 60_000));
    expect(await waiting()).toBe(0);
    await app.get(MailboxesSweep).run(new Date(Date.now() + 120_000));
    await app.get(MailboxesSweep).run(new Date(Date.now() + 120_000));
    expect(await waiting()).toBe(1);
  });

  it('is for admins, and refuses what is no server', async () => {
    await staff.get(url).expect(403);
    await staff.put(url).send(login()).expect(403);
    await staff.delete(url).expect(403);
    for (const wrong of [{ host: 'http://mail.example' }, { host: '' }, { port: 0 }, { security: 'ssl' }, { username: '' }]) {
      expect((await admin.put(url).send({ ...login(), ...wrong }).expect(400)).body).toMatchObject({ code: 'invalid-input' });
    }
    const commands = await desk.area.database.rows<{ command: string }>(`SELECT DISTINCT command FROM audit_entries WHERE command LIKE '%reply-mailbox' ORDER BY 1`);
    expect(commands.map(({ command }) => command)).toEqual(['remove-reply-mailbox', 'set-reply-mailbox']);
  });
});
