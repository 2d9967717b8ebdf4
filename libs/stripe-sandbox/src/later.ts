import { newId } from './ids.js';
import { type LaterStep } from './state/own-records.js';
import { type World } from './world.js';

export type LaterSteps = Readonly<Record<LaterStep['step'], (world: World, subject: string) => void>>;

export function schedule(world: World, step: LaterStep['step'], subject: string, dueAt: number): void {
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
