import { GRID_STEPS, MAX_DAYS, POINT_SHARES } from './constants.js';

/** How long a gap may take: e^μ days, and around it the past errors of such estimates in units of σ, as percentiles 0, 1, … 100. */
export interface GapDistribution {
  readonly mu: number;
  readonly sigma: number;
  readonly grid: readonly number[];
}

/** F: the share of such gaps that have closed after so many days. */
export function shareBy({ mu, sigma, grid }: GapDistribution, days: number): number {
  return shareUpTo(grid, (Math.log(days + 0.5) - mu) / sigma);
}

/** Where e^μ lies among such gaps: the share of past errors that were not later than the estimate. */
export function pointShare(grid: readonly number[]): number {
  const [least, most] = POINT_SHARES;
  return Math.min(Math.max(shareUpTo(grid, 0), least), most);
}

function shareUpTo(grid: readonly number[], z: number): number {
  const next = grid.findIndex((value) => value > z);
  if (next === 0) return 0;
  if (next === -1) return 1;
  const below = grid[next - 1] as number;
  return (next - 1 + (z - below) / ((grid[next] as number) - below)) / GRID_STEPS;
}

/** The error at a share of the distribution: the inverse of the above. */
export function errorAt(grid: readonly number[], share: number): number {
  const low = Math.floor(share * GRID_STEPS);
  const below = grid[low] as number;
  return below + (share * GRID_STEPS - low) * ((grid[Math.min(low + 1, GRID_STEPS)] as number) - below);
}

/** The days after which that share of such gaps have closed. */
export function daysAt({ mu, sigma, grid }: GapDistribution, share: number): number {
  return Math.exp(Math.min(mu + sigma * errorAt(grid, share), Math.log(MAX_DAYS)));
}

/** The same of what is left of the distribution once a share of it has passed. */
export function remainingDaysAt(distribution: GapDistribution, passed: number, share: number): number {
  return daysAt(distribution, passed + share * (1 - passed));
}
