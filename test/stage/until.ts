import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;

/**
 * Looks again and again until `isIt` holds, and returns what was seen then. Says what it last saw when that takes too long.
 * @example await until('the import to be done', () => shop.import(id), ({ status }) => status === 'done');
 */
export async function until<T>(what: string, look: () => T | Promise<T>, isIt: (seen: T) => boolean, patienceMs = 600_000, everyMs = LOOK_EVERY_MS): Promise<T> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (isIt(seen)) return seen;
    if (Date.now() > giveUpAt) throw new Error(`Waited in vain for ${what}. Last seen: ${JSON.stringify(seen)}`);
    await wait(everyMs);
  }
}
