import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Passwords } from './database-urls.js';

/** The files of one cluster, all below one folder. */
export interface ClusterFiles {
  readonly dir: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  readonly log: string;
  readonly postmasterPid: string;
  readonly passwords: string;
}

export function clusterFiles(dir: string): ClusterFiles {
  const cluster = join(dir, 'cluster');
  return { dir, cluster, log: join(dir, 'server.log'), postmasterPid: join(cluster, 'postmaster.pid'), passwords: join(dir, 'passwords.json') };
}

/** The passwords made when the cluster was; readable by the owner of the files alone. */
export function readPasswords(files: ClusterFiles): Passwords {
  return JSON.parse(readFileSync(files.passwords, 'utf8')) as Passwords;
}

export function ensurePasswords(files: ClusterFiles): Passwords {
  mkdirSync(files.dir, { recursive: true, mode: 0o700 });
  if (!existsSync(files.passwords)) {
    const fresh: Passwords = { superuser: randomBytes(24).toString('hex'), owner: randomBytes(24).toString('hex') };
    writeFileSync(files.passwords, JSON.stringify(fresh), { mode: 0o600 });
  }
  return readPasswords(files);
}

/** What a running server wrote about itself, or null when none wrote anything complete. */
export function readPostmaster(files: ClusterFiles): { pid: number; port: number } | null {
  if (!existsSync(files.postmasterPid)) return null;
  const lines = readFileSync(files.postmasterPid, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 ? { pid, port } : null;
}
