import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import type { ClusterFiles } from './cluster-files.js';
import { type Passwords, SUPERUSER } from './database-urls.js';
import { giveFiles, type ServerIdentity } from './server-identity.js';

/**
 * Makes an empty cluster unless there is one. It is made beside its place and moved there when complete, so that being
 * killed half-way leaves nothing that looks like a cluster.
 */
export async function createCluster(files: ClusterFiles, binaries: Binaries, identity: ServerIdentity, passwords: Passwords, sync: boolean): Promise<void> {
  if (existsSync(files.cluster)) return;
  const unfinished = `${files.cluster}.new`;
  const passwordFile = join(files.dir, 'initdb-password');
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(passwordFile, passwords.superuser, { mode: 0o600 });
  try {
    giveFiles(files.dir, identity);
    await runInitdb(binaries, identity, [
      `--pgdata=${unfinished}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The same order of text on every operating system and in every version of its libraries.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      ...(sync ? [] : ['--no-sync']),
    ]);
    renameSync(unfinished, files.cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function runInitdb(binaries: Binaries, identity: ServerIdentity, args: readonly string[]): Promise<void> {
  const [program = '', ...words] = [...identity.prefix, binaries.initdb, ...args];
  const child = spawn(program, words, { ...identity.spawn, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`PostgreSQL could not make its data directory:\n${output.trim()}`);
}
