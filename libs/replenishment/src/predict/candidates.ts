import { CUSTOMER_FACTORS, GRID_STEPS, PRIOR_BASES, PRIOR_WEIGHTS } from './constants.js';

/** One way to weigh what is known: how many gaps the prior is worth, which prior, and whether the customer's other products count. */
export interface Candidate {
  readonly weight: number;
  readonly base: (typeof PRIOR_BASES)[number];
  readonly customer: boolean;
}

/** All candidates; the first is in force until past errors say otherwise, and wins ties. */
export const CANDIDATES: readonly Candidate[] = CUSTOMER_FACTORS.flatMap((factor) =>
  PRIOR_BASES.flatMap((base) => PRIOR_WEIGHTS.map((weight) => ({ weight, base, customer: factor === 1 }))),
);

/** Percentiles of a logistic of variance one: the shape of errors nobody has seen yet. */
export const DEFAULT_GRID: readonly number[] = Array.from({ length: GRID_STEPS + 1 }, (_, i) => {
  const u = Math.min(Math.max(i / GRID_STEPS, 0.002), 0.998);
  return (Math.log(u / (1 - u)) * Math.sqrt(3)) / Math.PI;
});
