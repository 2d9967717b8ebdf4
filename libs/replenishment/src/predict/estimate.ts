import { addDays, daysBetween, type PlainDate } from '@perennial/calendar';
import { DEFAULT_GRID } from './candidates.js';
import { HORIZON_DAYS, LAPSED_BELOW, MAX_CONDITION, MAX_WINDOW_RATIO, STILL_HAS_SOME_DAYS, WATCHED_WINDOWS, WINDOW_HIGH, WINDOW_LOW } from './constants.js';
import { daysAt, errorAt, type GapDistribution, pointShare, remainingDaysAt, shareBy } from './distribution.js';
import { correctedMu, type Rhythms } from './learn.js';
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
  /**
   * What reminders are counted back from: a day of one's own, else the point as it was before the time passed was taken into
   * account. Time that merely passes does not move it, or a reminder some days before would move ahead of the calendar for ever.
   */
  readonly dueOn: PlainDate;
  /** There is some left at least until this day, as far as somebody said so. */
  readonly notBefore: PlainDate | null;
  /** Which past errors are its distribution. */
  readonly bucket: number;
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
  const mu = error ? correctedMu(error, features, rhythms.ownSlopes.get(pair.productId) ?? 0) : features.stage;
  const { sigma } = features;
  const openedOn = pair.lastOrderedOn;
  const now = daysBetween(openedOn, asOf);
  const notBefore = stillHadSomeOn === null ? null : addDays(stillHadSomeOn, STILL_HAS_SOME_DAYS);
  const leftOver = notBefore === null ? 0 : daysBetween(openedOn, notBefore);
  const elapsed = Math.max(now, leftOver);

  const gap: GapDistribution = { mu, sigma, grid };
  const passedBy = (days: number): number => Math.min(shareBy(gap, days), MAX_CONDITION);
  const passed = passedBy(elapsed);
  const point = pointShare(grid);
  const on = (days: number): PlainDate => addDays(openedOn, Math.max(elapsed, days));
  const middle = Math.round(remainingDaysAt(gap, notBefore === null ? 0 : passedBy(leftOver), point));

  const again = rhythms.everAgain.get(pair.productId)?.[features.gapBucket] ?? 0.5;
  const passedNow = shareBy(gap, now);
  const stillOpen = 1 - again * passedNow;
  const width = sigma * (errorAt(grid, WINDOW_HIGH) - errorAt(grid, WINDOW_LOW));
  // A shop this young has not seen enough of the gaps that end the window, unless the merchant says how long it lasts.
  const seen = rhythms.declared.has(pair.productId) || WATCHED_WINDOWS * daysAt(gap, WINDOW_HIGH) <= daysBetween(rhythms.since, asOf);
  const promising = seen && width < Math.log(MAX_WINDOW_RATIO);
  const predictedOn = on(Math.round(remainingDaysAt(gap, passed, point)));
  return {
    customerId: pair.customerId,
    productId: pair.productId,
    mu,
    sigma,
    predictedOn,
    expectedOn: own ? middleOf(own.from, own.to) : predictedOn,
    dueOn: own ? middleOf(own.from, own.to) : addDays(openedOn, Math.max(leftOver, middle)),
    notBefore,
    bucket: features.bucket,
    windowFrom: own?.from ?? on(Math.floor(remainingDaysAt(gap, passed, WINDOW_LOW))),
    windowTo: own?.to ?? on(Math.ceil(remainingDaysAt(gap, passed, WINDOW_HIGH))),
    lateFrom: addDays(openedOn, Math.round(daysAt(gap, WINDOW_HIGH))),
    probability: (again * (shareBy(gap, now + HORIZON_DAYS) - passedNow)) / stillOpen,
    rhythm: (again * (1 - passedNow)) / stillOpen < LAPSED_BELOW ? 'lapsed' : promising ? 'reliable' : 'no-rhythm',
    basis: own?.basis ?? (features.gaps > 0 ? 'personal' : (priors.products.at(-1)?.get(pair.productId)?.basis ?? 'nothing-known')),
    overrideBy: own?.by ?? null,
  };
}
