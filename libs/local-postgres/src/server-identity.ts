import { spawnSync } from 'node:child_process';
import { existsSync, lchownSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.js';

/** Under which identity the server's programs run; PostgreSQL refuses to run as root. */
export interface ServerIdentity {
  /** Words put before the program and its arguments. */
  readonly prefix: readonly string[];
  /** What `child_process` is told. */
  readonly spawn: { readonly uid?: number; readonly gid?: number };
  /** The user the files must belong to, when it is not who we are. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Chooses how to run the server for the data in `dir`. An ordinary user runs it as himself. Root hands it to another
 * account if that account can reach the programs and the data; in a checkout under a closed home nobody else can, and the
 * server gets a user namespace in which root's files belong to an ordinary user, or an account that may pass closed folders.
 */
export function chooseIdentity(dir: string, binaries: Binaries): ServerIdentity {
  if (process.getuid?.() !== 0) return { prefix: [], spawn: {} };
  const account = ownerOf(dir) ?? unprivilegedAccount();
  // The folder itself can be given away; those above it are not ours to change.
  if (canReach(account, nearestExisting(dirname(dir)), binaries)) return { prefix: [], spawn: account, owner: account };
  const namespace = ['unshare', '--user', `--map-user=${account.uid}`, `--map-group=${account.gid}`];
  if (works([...namespace, binaries.postgres, '--version'])) return { prefix: namespace, spawn: {}, owner: { uid: 0, gid: 0 } };
  const passing = ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  if (works([...passing, binaries.postgres, '--version'])) return { prefix: passing, spawn: {}, owner: account };
  throw new Error(
    `PostgreSQL refuses to run as root, and no other user can reach ${dir}. Run as an ordinary user, use a folder others may enter, or set DATABASE_URL.`,
  );
}

/** Gives the folder and all in it to the server's account: what root wrote, that account could not read. */
export function giveFiles(dir: string, { owner }: ServerIdentity): void {
  if (!owner) return;
  lchownSync(dir, owner.uid, owner.gid);
  for (const path of readdirSync(dir, { recursive: true, encoding: 'utf8' })) lchownSync(join(dir, path), owner.uid, owner.gid);
}

/** Whoever owned the data before keeps it: an ordinary user can then go on after root once started the service. */
function ownerOf(dir: string): Account | undefined {
  if (!existsSync(dir)) return undefined;
  const { uid, gid } = lstatSync(dir);
  return uid === 0 ? undefined : { uid, gid };
}

function unprivilegedAccount(): Account {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find((fields) => fields[0] === name);
    if (account && Number(account[2]) > 0) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error('PostgreSQL refuses to run as root, and this machine has neither a user postgres nor a user nobody. Set DATABASE_URL.');
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

function canReach(account: Account, dir: string, binaries: Binaries): boolean {
  return works(['/bin/sh', '-c', 'cd "$1" && exec "$2" --version', 'sh', dir, binaries.postgres], account);
}

function works([program, ...args]: readonly string[], account: Partial<Account> = {}): boolean {
  return spawnSync(program ?? '', args, { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}
