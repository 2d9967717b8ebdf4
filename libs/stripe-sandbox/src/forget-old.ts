import { KEY_LIFETIME_SECONDS } from './http/idempotency.js';
import { type Kind } from './state/kinds.js';
import { type World } from './world.js';

/** Stripe shows events for thirty days. */
const EVENT_LIFETIME_SECONDS = 30 * 24 * 60 * 60;

/** Forgets idempotency keys and delivered events that Stripe would have forgotten too, the oldest first. */
export function forgetOld(world: World): void {
  const now = world.now();
  const old: [Kind, string][] = [];
  for (const { id, created } of world.state.all('saved_answer')) {
    if (created >= now - KEY_LIFETIME_SECONDS) break;
    old.push(['saved_answer', id]);
  }
  for (const { id, created, pending_webhooks } of world.state.all('event')) {
    if (created >= now - EVENT_LIFETIME_SECONDS) break;
    if (pending_webhooks === 0) old.push(['event', id]);
  }
  if (old.length > 0) world.state.transact(() => old.forEach(([kind, id]) => world.state.remove(kind, id)));
}
