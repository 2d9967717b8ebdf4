import { createHash } from 'node:crypto';
import { HOLDOUT_BUCKETS } from './constants.js';

/** `control` is held back so that the others can be compared with it; `treated` is reminded. */
export type Arm = 'control' | 'treated';

/** What customers are drawn for: one experiment of one rule. Ids in lower case, as the database writes them. */
export function experimentKey(workspaceId: string, ruleId: string, experimentNo: number): string {
  return `${workspaceId}:${ruleId}:${experimentNo}`;
}

/**
 * The arm of a customer in an experiment, the same whenever and wherever it is asked: the first four bytes of
 * SHA-256("<experiment>:<customer>"), big-endian, modulo 10,000, are the customer's bucket, and the lowest buckets are held
 * back. So a larger share keeps whom a smaller one held back, and another experiment draws anew, independent of this one.
 * (2³² is no multiple of 10,000: the first 7,296 buckets are larger than the rest by two parts in a million.)
 * @param percent the share held back, a whole number from 0 through 50
 * @example armOf(experimentKey(workspaceId, ruleId, 1), customerId, 10) // 'treated' for nine customers of ten
 */
export function armOf(experiment: string, customerId: string, percent: number): Arm {
  return bucketOf(`${experiment}:${customerId}`) < (percent * HOLDOUT_BUCKETS) / 100 ? 'control' : 'treated';
}

function bucketOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % HOLDOUT_BUCKETS;
}
