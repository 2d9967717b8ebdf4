import { newId } from './ids.js';
import { type World } from './world.js';

/** Something that happens by itself when its time has come: an open checkout expires, a slow refund arrives. */
export interface LaterStep {
  readonly id: string;
  readonly step: LaterStepName;
  /** The id of the object it happens to. */
  readonly subject: string;
  /** Unix seconds by the sandbox's clock. */
  readonly dueAt: number;
}

export type LaterStepName = 'expire-session';

export type LaterSteps = Readonly<Record<LaterStepName, (world: World, subject: string) => void>>;

export function schedule(world: World, step: LaterStepName, subject: string, dueAt: number): void {
  world.state.put('later', { id: newId('later'), step, subject, dueAt });
}

/** Runs what is due, the oldest first, each step a transaction of its own. */
export function runDue(world: World, steps: LaterSteps): void {
  const due = world.state.all('later').filter((later) => later.dueAt <= world.now());
  for (const { id, step, subject } of due.sort((a, b) => a.dueAt - b.dueAt)) {
    world.state.transact(() => {
      world.state.remove('later', id);
      steps[step](world, subject);
    });
  }
}
