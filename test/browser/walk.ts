import { it } from '@jest/globals';
import type { Visit } from './visit.js';

/**
 * The steps of a walk. Each begins where the one before has ended: after a step that failed none is tried any more, and
 * what its visitors saw at that moment is kept.
 */
export function walk(visitors: () => readonly Visit[]): (name: string, step: () => Promise<void>) => void {
  let failed: string | undefined;
  return (name, step) =>
    it(name, async () => {
      if (failed !== undefined) throw new Error(`Not tried, because this failed before: ${failed}`);
      try {
        await step();
      } catch (error) {
        failed = name;
        for (const [place, visitor] of visitors().entries()) await visitor.show(`99-failed-${place + 1}`);
        throw error;
      }
    });
}
