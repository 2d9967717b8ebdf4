const FIRST_MS = 30_000;
const LONGEST_MS = 3_600_000;
const GIVE_UP_AFTER_MS = 3 * 86_400_000;

/**
 * When to try again after `attempts` attempts, or null when it is no longer worth it. The pause doubles up to an hour;
 * its second half is left to chance, so that mails which failed together don't come back together.
 * @param chance a number in [0, 1)
 * @example nextAttempt(createdAt, now, 1, 0) // 15 seconds after now
 */
export function nextAttempt(createdAt: Date, now: Date, attempts: number, chance: number): Date | null {
  if (now.getTime() - createdAt.getTime() > GIVE_UP_AFTER_MS) return null;
  const pause = Math.min(FIRST_MS * 2 ** Math.max(attempts - 1, 0), LONGEST_MS);
  return new Date(now.getTime() + pause * (0.5 + chance / 2));
}
