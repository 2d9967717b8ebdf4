import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { findLocalPostgres, type LocalPostgres, LocalPostgresInUse, type LocalPostgresOptions, startLocalPostgres } from './index.js';

const asRoot = process.getuid?.() === 0 ? it : it.skip;

// One cluster for all tests: making one takes seconds.
const parent = mkdtempSync(join(tmpdir(), 'perennial-postgres-'));
const folder = join(parent, 'postgres');
const running: LocalPostgres[] = [];

afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop();
});

afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('startLocalPostgres', () => {
  it('gives a database owned by a role that is no superuser, in UTF-8, with the same order of text everywhere', async () => {
    const postgres = await start();
    const [facts] = await query(
      postgres.ownerUrl,
      `SELECT rolsuper, rolbypassrls, rolcreaterole, pg_get_userbyid(datdba) AS owner, pg_encoding_to_char(encoding) AS encoding, datlocale
       FROM pg_database, pg_roles WHERE datname = current_database() AND rolname = current_user`,
    );
    expect(facts).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: true, owner: 'perennial_owner', encoding: 'UTF8', datlocale: 'C.UTF-8' });
  });

  it('asks for a password and listens on this machine only', async () => {
    const postgres = await start();
    await expect(query(postgres.ownerUrl.replace(/:[0-9a-f]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow('password authentication failed');
    const [settings] = await query(postgres.superuserUrl, `SELECT current_setting('listen_addresses') AS address, current_setting('unix_socket_directories') AS sockets`);
    expect(settings).toEqual({ address: '127.0.0.1', sockets: '' });
    expect(statSync(join(folder, 'passwords.json')).mode & 0o777).toBe(0o600);
  });

  it('keeps what was committed, over a stop and a start', async () => {
    const first = await start({ purpose: 'durable' });
    await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start();
    expect(await query(second.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('takes over the server of a process that was killed', async () => {
    const killed = await start();
    running.length = 0;
    await endLeaseOf(killed);
    const successor = await start();
    expect(successor.port).toBe(killed.port);
    await successor.stop();
    await expect(query(killed.ownerUrl, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('starts although a note of a killed server names a process that is something else now', async () => {
    const first = await start();
    const note = readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8');
    await first.stop();
    writeFileSync(join(folder, 'cluster', 'postmaster.pid'), note.replace(/^\d+/, String(process.pid)));
    const second = await start();
    expect(await query(second.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('refuses a folder whose server belongs to a living process, and leaves that server alone', async () => {
    const postgres = await start();
    await expect(startLocalPostgres({ dir: folder, purpose: 'test' })).rejects.toThrow(LocalPostgresInUse);
    expect(await query(postgres.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('takes the wished port when free and another when it is not', async () => {
    const neighbour = await aListener();
    const taken = (neighbour.address() as { port: number }).port;
    const first = await start({ port: taken });
    expect(first.port).not.toBe(taken);
    await first.stop();
    neighbour.close();
    await once(neighbour, 'close');
    expect((await start({ port: taken })).port).toBe(taken);
  });

  it('gives up safety against power cuts for tests only', async () => {
    const flags = `SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages, current_setting('synchronous_commit') AS commits`;
    expect(await query((await start()).superuserUrl, flags)).toEqual([{ fsync: 'off', pages: 'off', commits: 'off' }]);
    await running.pop()?.stop();
    const durable = await start({ purpose: 'durable' });
    expect(await query(durable.superuserUrl, flags)).toEqual([{ fsync: 'on', pages: 'on', commits: 'on' }]);
  });

  asRoot('runs for root under another account where that account may enter', async () => {
    chmodSync(parent, 0o755);
    const postgres = await start();
    expect(statSync(join(folder, 'cluster')).uid).not.toBe(0);
    expect(await query(postgres.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  asRoot('runs for root below a folder that only root may enter', async () => {
    chmodSync(parent, 0o700);
    const postgres = await start();
    expect(await query(postgres.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('findLocalPostgres', () => {
  it('finds the server while it runs, and nothing before and after', async () => {
    expect(await findLocalPostgres(join(parent, 'nowhere'))).toBeNull();
    expect(await findLocalPostgres(folder)).toBeNull();
    const postgres = await start();
    expect(await findLocalPostgres(folder)).toEqual({ superuserUrl: postgres.superuserUrl, ownerUrl: postgres.ownerUrl });
    await postgres.stop();
    expect(await findLocalPostgres(folder)).toBeNull();
  });
});

async function start(options: Partial<LocalPostgresOptions> = {}): Promise<LocalPostgres> {
  const postgres = await startLocalPostgres({ dir: folder, purpose: 'test', ...options });
  running.push(postgres);
  return postgres;
}

/** What the end of the owning process does to its lease. */
async function endLeaseOf(postgres: LocalPostgres): Promise<void> {
  await query(postgres.superuserUrl, `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'perennial-lease'`);
}

async function aListener(): Promise<Server> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
