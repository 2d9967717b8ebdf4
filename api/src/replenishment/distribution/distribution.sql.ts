import { GRID_STEPS } from '@perennial/replenishment';

/** To the middle of a day. As a float: the logarithm of a decimal number takes fifty times as long. */
export const HALF_A_DAY = '0.5::float8';

/** Share of past errors at or below z: a walk along the percentiles of the column `grid`. */
export const shareUpTo = (z: string) => `
  (SELECT CASE WHEN i = 0 THEN 0 WHEN i > ${GRID_STEPS} THEN 1
               ELSE (i - 1 + (z - grid[i]) / (grid[i + 1] - grid[i])) / ${GRID_STEPS} END
   FROM (SELECT ${z} AS z) value, LATERAL (SELECT width_bucket(z, grid) AS i) place)`;

/** The error at a share of the distribution: the inverse of the above. */
export const errorAt = (share: string) => `
  (SELECT grid[i + 1] + (share * ${GRID_STEPS} - i) * (grid[least(i + 2, ${GRID_STEPS + 1})] - grid[i + 1])
   FROM (SELECT ${share} AS share) value, LATERAL (SELECT floor(share * ${GRID_STEPS})::int AS i) place)`;

/**
 * The same two in two steps, for a query over very many rows: the place is computed once, in a layer of its own, and read by the
 * second step. Written as one expression each of its mentions would be searched for again.
 */
export const placeOf = (z: string) => `width_bucket(${z}, grid)`;

export const shareAtPlace = (z: string, place: string) => `
  CASE WHEN ${place} = 0 THEN 0 WHEN ${place} > ${GRID_STEPS} THEN 1
       ELSE (${place} - 1 + (${z} - grid[${place}]) / (grid[${place} + 1] - grid[${place}])) / ${GRID_STEPS} END`;

export const stepOf = (share: string) => `floor((${share}) * ${GRID_STEPS})::int`;

export const errorAtStep = (share: string, step: string) => `
  (grid[${step} + 1] + (${share} * ${GRID_STEPS} - ${step}) * (grid[least(${step} + 2, ${GRID_STEPS + 1})] - grid[${step} + 1]))`;
