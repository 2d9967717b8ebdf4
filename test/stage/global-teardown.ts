import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** Ends what the tests have started. This file runs outside their module system and can import none of ours. */
export default async function tearDown(): Promise<void> {
  const run = process.env['PERENNIAL_TEST_RUN'];
  if (!run) return;
  await stopServer(join(run, 'postgres', 'cluster', 'postmaster.pid'));
  await dropTemplate(join(run, 'drop'));
  rmSync(run, { recursive: true, force: true });
}

async function stopServer(note: string): Promise<void> {
  if (!existsSync(note)) return;
  process.kill(Number(readFileSync(note, 'utf8').split('\n')[0]), 'SIGQUIT');
  while (existsSync(note)) await wait(20);
}

async function dropTemplate(note: string): Promise<void> {
  if (!existsSync(note)) return;
  const { url, database } = JSON.parse(readFileSync(note, 'utf8')) as { url: string; database: string };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await client.end();
}
