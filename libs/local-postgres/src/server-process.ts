import { spawn } from 'node:child_process';
import { closeSync, existsSync, fchownSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { type ClusterFiles, readPostmaster } from './cluster-files.js';
import { answers } from './find-local-postgres.js';
import type { ServerIdentity } from './server-identity.js';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;

export type Started = { readonly ok: true } | { readonly ok: false; readonly log: string };

/**
 * Starts the server and waits until it answers. It is detached, so that Ctrl-C reaches the service first and the
 * database last, and writes into a file, so that it outlives whoever started it.
 */
export async function startServer(files: ClusterFiles, binaries: Binaries, identity: ServerIdentity, args: readonly string[], url: string): Promise<Started> {
  const logFrom = existsSync(files.log) ? statSync(files.log).size : 0;
  const log = openSync(files.log, 'a', 0o600);
  if (identity.owner) fchownSync(log, identity.owner.uid, identity.owner.gid);
  const [program = '', ...words] = [...identity.prefix, binaries.postgres, '-D', files.cluster, ...args];
  const child = spawn(program, words, { ...identity.spawn, cwd: '/', detached: true, stdio: ['ignore', log, log], env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } });
  closeSync(log);
  let gone = false;
  child.once('exit', () => (gone = true));
  child.once('error', () => (gone = true));
  child.unref();
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (!gone && Date.now() < giveUpAt) {
    if (readPostmaster(files)?.pid === child.pid && (await answers(url))) return { ok: true };
    await wait(25);
  }
  if (!gone) child.kill('SIGKILL');
  return { ok: false, log: readFileSync(files.log).subarray(logFrom).toString('utf8').trim() };
}

/** The server that runs on these files, if one does. The note of one that was killed is removed. */
export function runningServer(files: ClusterFiles): { pid: number; port: number } | null {
  const postmaster = readPostmaster(files);
  if (postmaster && isServerOf(files, postmaster.pid)) return postmaster;
  rmSync(files.postmasterPid, { force: true });
  return null;
}

/** Stops the server that runs on these files, if one does, and returns when it is gone. `at-once` skips the last checkpoint. */
export async function stopServer(files: ClusterFiles, how: 'cleanly' | 'at-once'): Promise<void> {
  const postmaster = runningServer(files);
  if (!postmaster) return;
  const signals: NodeJS.Signals[] = how === 'cleanly' ? ['SIGINT', 'SIGQUIT', 'SIGKILL'] : ['SIGQUIT', 'SIGKILL'];
  for (const signal of signals) {
    send(postmaster.pid, signal);
    if (await isGone(files, postmaster.pid)) return;
  }
}

// After a reboot the number may belong to anything; where the system shows command lines, ours names the folder.
function isServerOf(files: ClusterFiles, pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(files.cluster);
  } catch {
    // Another operating system, or it has ended since.
    return isAlive(pid);
  }
}

// One that has ended keeps its number until its parent has heard of it, which in some containers is never.
async function isGone(files: ClusterFiles, pid: number): Promise<boolean> {
  const giveUpAt = Date.now() + STOP_TIMEOUT_MS;
  while (Date.now() < giveUpAt) {
    if (!isServerOf(files, pid)) return true;
    await wait(20);
  }
  return false;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
