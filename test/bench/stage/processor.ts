import { readdirSync, readFileSync } from 'node:fs';

/** What the system counts of a process: its own time, and that of its children that have ended; in seconds. Null where it does not tell. */
function timesOf(pid: number): { parent: number; own: number; ended: number } | null {
  try {
    // After the name in brackets: state, parent, …; 11 to 14 from there are the times, in hundredths.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ').map(Number);
    const [own = 0, ownSystem = 0, ended = 0, endedSystem = 0] = fields.slice(11, 15);
    return { parent: fields[1] ?? 0, own: (own + ownSystem) / 100, ended: (ended + endedSystem) / 100 };
  } catch {
    return null;
  }
}

/** Processor seconds of one process so far; null where the system does not tell. */
export function processorSeconds(pid: number): number | null {
  return timesOf(pid)?.own ?? null;
}

/** Processor seconds of a process and all it has started, running or ended, so far; null where the system does not tell. */
export function familySeconds(pid: number): number | null {
  const first = timesOf(pid);
  if (!first) return null;
  const children = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (timesOf(Number(name)) ?? []) : [])).filter(({ parent }) => parent === pid);
  return children.reduce((sum, { own, ended }) => sum + own + ended, first.own + first.ended);
}
