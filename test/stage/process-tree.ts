import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Kills a process with everything below it, in no order: all are frozen before the first one dies, so that none hears of
 * another's death and tidies up. This is what a power cut or the kernel's out-of-memory killer leaves behind.
 */
export async function killTree(root: number): Promise<void> {
  let known: number[] = [];
  // Whoever was not frozen yet may have started another one meanwhile.
  for (let tree = treeOf(root); tree.length > known.length; tree = treeOf(root)) {
    for (const pid of tree) send(pid, 'SIGSTOP');
    known = tree;
  }
  for (const pid of known) send(pid, 'SIGKILL');
  while (known.some(isRunning)) await wait(10);
}

/** A process and everything it has started, and what these have started. */
export function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const [pid, parent] of allProcesses()) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const tree = isRunning(root) ? [root] : [];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

function allProcesses(): [pid: number, parent: number][] {
  if (!existsSync('/proc/self/stat')) {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  }
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.flatMap((pid) => {
    const stat = statOf(pid);
    return stat ? [[pid, stat.parent] as [number, number]] : [];
  });
}

function isRunning(pid: number): boolean {
  if (existsSync('/proc/self/stat')) return (statOf(pid)?.state ?? 'Z') !== 'Z';
  return send(pid, 0);
}

// "pid (name) state parent …", where the name may contain anything.
function statOf(pid: number): { readonly state: string; readonly parent: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = 'Z', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return null;
  }
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
