import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startLocalPostgres } from '@perennial/local-postgres';
import pg from 'pg';
import { migrate } from '../../api/src/platform/database/index.js';

/** The application role's password comes from it, and all databases of one server share the role. */
export const TEST_APP_SECRET = 'only-for-tests-only-for-tests-only-for-tests';

/** The PostgreSQL server of this test run, with the migrated database every test clones. */
export interface TestServer {
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  readonly template: string;
}

type Note = { readonly server: TestServer } | { readonly error: string };

/** The first test that asks starts the server; the others, in whatever process, wait for it. */
export async function testServer(): Promise<TestServer> {
  const run = process.env['PERENNIAL_TEST_RUN'];
  if (!run) throw new Error('No test run: jest.config.mjs must name test/stage/global-setup.ts as globalSetup of this project.');
  const path = join(run, 'server.json');
  if (claim(join(run, 'starting'))) await start(run).then((server) => write(path, { server }), (error: Error) => write(path, { error: String(error.stack) }));
  while (!existsSync(path)) await wait(50);
  const note = JSON.parse(readFileSync(path, 'utf8')) as Note;
  if ('error' in note) throw new Error(`The test server did not start: ${note.error}`);
  return note.server;
}

async function start(run: string): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL'];
  const server = given ? await onGivenServer(given, run) : await onEmbeddedServer(run);
  await migrate({ databaseUrl: server.ownerUrl, databaseAppUrl: null, appSecret: TEST_APP_SECRET });
  return server;
}

async function onEmbeddedServer(run: string): Promise<TestServer> {
  const postgres = await startLocalPostgres({ dir: join(run, 'postgres'), purpose: 'test' });
  // It stays up for the tests after this one; test/stage/global-teardown.ts stops it.
  await postgres.leave();
  return { superuserUrl: postgres.superuserUrl, ownerUrl: postgres.ownerUrl, template: databaseOf(postgres.ownerUrl) };
}

async function onGivenServer(url: string, run: string): Promise<TestServer> {
  const template = `perennial_test_${randomBytes(4).toString('hex')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${template}`);
  await client.end();
  writeFileSync(join(run, 'drop'), JSON.stringify({ url, database: template }));
  return { superuserUrl: url, ownerUrl: withDatabase(url, template), template };
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

function claim(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function write(path: string, note: Note): void {
  writeFileSync(`${path}.new`, JSON.stringify(note));
  renameSync(`${path}.new`, path);
}
