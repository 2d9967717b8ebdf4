import { addDays, daysBetween, type PlainDate } from '@perennial/calendar';
import { DEFAULT_GRID } from './candidates.js';
import { GRID_STEPS, HORIZON_DAYS, LAPSED_BELOW, MAX_CONDITION, MAX_DAYS, MAX_WINDOW_RATIO, STILL_HAS_SOME_DAYS, WINDOW_HIGH, WINDOW_LOW } from './constants.js';
import { muOf, type Rhythms } from './learn.js';
import { featuresOf } from './openings.js';
import type { PriorBasis } from './priors.js';
import { middleOf, NOTHING_SAID, type OwnDay, type Said } from './said.js';
import type { Pair } from './visits.js';

/** When a customer is expected to buy a product again. */
export interface Estimate {
  readonly customerId: string;
  readonly productId: string;
  readonly mu: number;
  readonly sigma: number;
  /** What the engine says. */
  readonly predictedOn: PlainDate;
  /** What is in force: a day of one's own, else the predicted one. */
  readonly expectedOn: PlainDate;
  readonly windowFrom: PlainDate;
  readonly windowTo: PlainDate;
  /** Nine tenths of such gaps have closed by this day. */
  readonly lateFrom: PlainDate;
  /** Of a purchase within the next 14 days. */
  readonly probability: number;
  readonly rhythm: 'reliable' | 'no-rhythm' | 'lapsed';
  readonly basis: OwnDay['basis'] | 'personal' | PriorBasis;
  readonly overrideBy: OwnDay['by'] | null;
}

/**
 * The estimate of an open cycle: μ of the candidate in force, and around it the past errors of such estimates. The time already
 * passed without a purchase is taken into account, so the date is never before the as-of day and widens honestly.
 * @param said by customer and staff: a rhythm asked for counts like gaps of it, a day of one's own is in force for this cycle
 */
export function estimate(pair: Pair, rhythms: Rhythms, said: Said = NOTHING_SAID): Estimate {
  const { own, stillHadSomeOn } = said;
  const { asOf, priors, residuals, drifts } = rhythms;
  const ofCustomer = [...residuals.values()].flat().filter((residual) => residual.customerId === pair.customerId);
  const features = featuresOf(pair, pair.gaps.length, priors.snapshots.length, residuals.get(pair) ?? [], ofCustomer, priors, drifts, said.pseudoGaps);
  const error = rhythms.errors[features.bucket];
  const grid = error?.grid ?? DEFAULT_GRID;
  const mu = error ? muOf(error.candidate, features) : features.stage;
  const { sigma } = features;
  const openedOn = pair.lastOrderedOn;
  const now = daysBetween(openedOn, asOf);
  const elapsed = stillHadSomeOn === null ? now : Math.max(now, daysBetween(openedOn, addDays(stillHadSomeOn, STILL_HAS_SOME_DAYS)));

  const shareBy = (days: number): number => shareUpTo(grid, (Math.log(days + 0.5) - mu) / sigma);
  const passed = Math.min(shareBy(elapsed), MAX_CONDITION);
  const remaining = (share: number): number => daysAt(grid, mu, sigma, passed + share * (1 - passed));
  const on = (days: number): PlainDate => addDays(openedOn, Math.max(elapsed, days));

  const again = rhythms.everAgain.get(pair.productId)?.[features.gapBucket] ?? 0.5;
  const passedNow = shareBy(now);
  const stillOpen = 1 - again * passedNow;
  const width = sigma * (errorAt(grid, WINDOW_HIGH) - errorAt(grid, WINDOW_LOW));
  const predictedOn = on(Math.round(remaining(0.5)));
  return {
    customerId: pair.customerId,
    productId: pair.productId,
    mu,
    sigma,
    predictedOn,
    expectedOn: own ? middleOf(own.from, own.to) : predictedOn,
    windowFrom: own?.from ?? on(Math.floor(remaining(WINDOW_LOW))),
    windowTo: own?.to ?? on(Math.ceil(remaining(WINDOW_HIGH))),
    lateFrom: addDays(openedOn, Math.round(daysAt(grid, mu, sigma, WINDOW_HIGH))),
    probability: (again * (shareBy(now + HORIZON_DAYS) - passedNow)) / stillOpen,
    rhythm: (again * (1 - passedNow)) / stillOpen < LAPSED_BELOW ? 'lapsed' : width >= Math.log(MAX_WINDOW_RATIO) ? 'no-rhythm' : 'reliable',
    basis: own?.basis ?? (features.gaps > 0 ? 'personal' : (priors.products.at(-1)?.get(pair.productId)?.basis ?? 'nothing-known')),
    overrideBy: own?.by ?? null,
  };
}

/** Share of past errors at or below z. */
function shareUpTo(grid: readonly number[], z: number): number {
  const next = grid.findIndex((value) => value > z);
  if (next === 0) return 0;
  if (next === -1) return 1;
  const below = grid[next - 1] as number;
  return (next - 1 + (z - below) / ((grid[next] as number) - below)) / GRID_STEPS;
}

/** The error at a share of the distribution: the inverse of the above. */
function errorAt(grid: readonly number[], share: number): number {
  const low = Math.floor(share * GRID_STEPS);
  const below = grid[low] as number;
  return below + (share * GRID_STEPS - low) * ((grid[Math.min(low + 1, GRID_STEPS)] as number) - below);
}

function daysAt(grid: readonly number[], mu: number, sigma: number, share: number): number {
  return Math.exp(Math.min(mu + sigma * errorAt(grid, share), Math.log(MAX_DAYS)));
}
