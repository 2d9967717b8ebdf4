import { type World } from '../world.js';
import { type Failure, turned } from './knobs.js';

/** The planned failure that hits this call, if any; each is used up after its number of times. */
export function takeFailure(world: World, method: string, path: string): Failure | undefined {
  const { knobs } = world;
  const hit = knobs.failures.find(
    (failure) => (failure.method === undefined || failure.method === method) && path.startsWith(failure.path ?? '/'),
  );
  if (hit === undefined) return undefined;
  const failures = knobs.failures.flatMap((failure) => {
    if (failure !== hit) return [failure];
    return failure.times > 1 ? [{ ...failure, times: failure.times - 1 }] : [];
  });
  world.state.transact(() => world.state.put('setting', { id: 'knobs', knobs: turned(knobs, { failures }) }));
  return hit;
}
