import { KEY_LIFETIME_SECONDS } from './http/idempotency.js';
import { type World } from './world.js';

/** Stripe shows events for thirty days. */
const EVENT_LIFETIME_SECONDS = 30 * 24 * 60 * 60;

/** Forgets idempotency keys and delivered events that Stripe would have forgotten too. */
export function forgetOld(world: World): void {
  const now = world.now();
  const awaited = new Set(world.state.all('delivery').map(({ event }) => event));
  world.state.transact(() => {
    for (const { id, created } of world.state.all('saved_answer')) {
      if (created < now - KEY_LIFETIME_SECONDS) world.state.remove('saved_answer', id);
    }
    for (const { id, created } of world.state.all('event')) {
      if (created < now - EVENT_LIFETIME_SECONDS && !awaited.has(id)) world.state.remove('event', id);
    }
  });
}
