import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Stops the server some test has started. This file runs outside the tests' module system: it needs nothing but Node. */
export default async function tearDown(): Promise<void> {
  const run = process.env['PERENNIAL_TEST_RUN'];
  if (!run) return;
  const note = join(run, 'postgres', 'cluster', 'postmaster.pid');
  if (existsSync(note)) {
    process.kill(Number(readFileSync(note, 'utf8').split('\n')[0]), 'SIGQUIT');
    while (existsSync(note)) await wait(20);
  }
  rmSync(run, { recursive: true, force: true });
}
