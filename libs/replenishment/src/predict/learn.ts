import { addDays, earlierOf, type PlainDate } from '@perennial/calendar';
import { type Candidate, CANDIDATES, DEFAULT_GRID } from './candidates.js';
import { CORRECTION_SHARE, GAP_BUCKETS, GRID_STEPS, MAX_CASES, MIN_CASES, OWN_SLOPE_MARGIN, SHRINK, SLOPE_RIDGE } from './constants.js';
import { driftsOf, type Features, featuresOf, type Priors, type Residuals, residualsOf, snapshotAt } from './openings.js';
import { type KnownProduct, priorsOn } from './priors.js';
import { snapshotDays } from './snapshots.js';
import type { Pair } from './visits.js';

/** All that a shop's past says about rhythms, as of a day. */
export interface Rhythms {
  readonly asOf: PlainDate;
  /** The shop's first purchase: how long it has been watched. */
  readonly since: PlainDate;
  /** Products of which the merchant says how long they last. */
  readonly declared: ReadonlySet<string>;
  readonly priors: Priors;
  readonly residuals: Residuals;
  readonly drifts: readonly number[];
  readonly errors: readonly LearnedErrors[];
  /** What a product's own quantities add to the slope of the bucket, of those whose past says so. */
  readonly ownSlopes: ReadonlyMap<string, number>;
  /** Share of purchases that came again, by product and known gaps. */
  readonly everAgain: ReadonlyMap<string, readonly number[]>;
}

/** Of one bucket: the candidate in force, what is added to its μ, as such and for each ln of quantity beyond the usual, and the percentiles of its past errors then, in units of the spread. */
export interface LearnedErrors {
  readonly candidate: Candidate;
  readonly correction: number;
  readonly slope: number;
  readonly grid: readonly number[];
}

/** Learns from the purchases up to and including `asOf`. Priors know what closed before that day. */
export function learnRhythms(pairs: readonly Pair[], products: readonly KnownProduct[], asOf: PlainDate): Rhythms {
  const closed = Map.groupBy(
    pairs.flatMap((pair) => pair.gaps),
    (gap) => gap.closedOn,
  );
  const perDay = [...closed].map(([day, gaps]) => ({ day, gaps: gaps.length })).sort((a, b) => (a.day < b.day ? -1 : 1));
  const snapshots = snapshotDays(perDay, asOf);
  const taken = snapshots.map((day) => priorsOn(day, pairs, products));
  const priors: Priors = { snapshots, shop: taken.map(({ shop }) => shop), products: taken.map((prior) => prior.products) };
  const residuals = residualsOf(pairs, priors);
  const drifts = driftsOf(residuals, snapshots);
  const { errors, ownSlopes } = learnErrors(casesOf(pairs, priors, residuals, drifts, asOf));
  const since = pairs.reduce((first, { firstOrderedOn }) => earlierOf(first, firstOrderedOn), asOf);
  const declared = new Set(products.filter(({ interval, supplyDaysPerUnit }) => interval !== null || supplyDaysPerUnit !== null).map(({ id }) => id));
  return { asOf, since, declared, priors, residuals, drifts, errors, ownSlopes, everAgain: learnEverAgain(pairs, products, priors, asOf) };
}

/** μ of a candidate: the prior, the customer's own deviation from it, and how far the candidate trusts the other bases. */
export function muOf({ weight, base, customer }: Candidate, f: Features): number {
  const shift = { stage: 0, product: f.product - f.stage, store: f.store - f.stage }[base];
  return f.stage + (f.s + weight * (shift + (customer ? f.customer : 0))) / (f.w + weight);
}

/** μ as in force: the candidate's, with what its past errors taught. */
export function correctedMu({ candidate, correction, slope }: LearnedErrors, features: Features, ownSlope: number): number {
  return muOf(candidate, features) + correction + (slope + ownSlope) * features.stretch;
}

/** A past prediction: what was known, and how long it then took in ln days. */
interface Case {
  readonly pair: Pair;
  readonly closedOn: PlainDate;
  readonly x: number;
  /** Opened so long ago that a long gap could have closed by now. */
  readonly ripe: boolean;
  readonly features: Features;
}

function casesOf(pairs: readonly Pair[], priors: Priors, residuals: Residuals, drifts: readonly number[], asOf: PlainDate): Case[] {
  const ofCustomers = Map.groupBy([...residuals.values()].flat(), (residual) => residual.customerId);
  const ripeUntil = addDays(asOf, -(priors.shop.at(-1)?.late ?? 0));
  const cases = pairs.flatMap((pair) =>
    pair.gaps.flatMap((gap): Case[] => {
      const snapshot = snapshotAt(priors.snapshots, gap.openedOn);
      if (snapshot === 0 || gap.closedOn >= asOf) return [];
      const ofCustomer = (ofCustomers.get(pair.customerId) ?? []).filter((residual) => residual.closedOn <= gap.openedOn);
      const features = featuresOf(pair, gap.no - 1, snapshot, residuals.get(pair) ?? [], ofCustomer, priors, drifts);
      return [{ pair, closedOn: gap.closedOn, x: Math.log(gap.days), ripe: gap.openedOn <= ripeUntil, features }];
    }),
  );
  return cases.sort(newestFirst);
}

function newestFirst(a: Case, b: Case): number {
  const key = (c: Case): string => `${c.pair.customerId} ${c.pair.productId}`;
  if (a.closedOn !== b.closedOn) return a.closedOn > b.closedOn ? -1 : 1;
  if (key(a) !== key(b)) return key(a) < key(b) ? -1 : 1;
  return a.features.gaps - b.features.gaps;
}

/** Candidates compete on the newest cases. How wrong the best of them is shows only in ripe ones: of the others the long gaps are still open. */
function learnErrors(cases: readonly Case[]): { errors: LearnedErrors[]; ownSlopes: Map<string, number> } {
  const best = Array.from({ length: GAP_BUCKETS }, (_, gapBucket) => {
    const ofBucket = cases.filter((c) => c.features.gapBucket === gapBucket);
    const candidate = bestCandidate(ofBucket.slice(0, MAX_CASES));
    const ripe = ofBucket.filter((c) => c.ripe).slice(0, MAX_CASES);
    const errors = ripe.map(({ x, features }) => x - muOf(candidate, features));
    const correction = errors.length < MIN_CASES ? 0 : CORRECTION_SHARE * percentile(errors.toSorted((a, b) => a - b), 0.5);
    const slope = learnSlope(ofBucket.slice(0, MAX_CASES).map(({ x, features }) => ({ error: x - muOf(candidate, features) - correction, stretch: features.stretch })), 0);
    return { candidate, correction, slope, ripe, newest: ofBucket.slice(0, MAX_CASES) };
  });
  const errorOf = ({ x, features }: Case): number => {
    const { candidate, correction, slope } = best[features.gapBucket] as (typeof best)[number];
    return x - muOf(candidate, features) - correction - slope * features.stretch;
  };
  const competing = new Set(best.flatMap(({ newest }) => newest));
  const ofProducts = Map.groupBy(cases.filter((c) => competing.has(c)), ({ pair }) => pair.productId);
  const ownSlopes = new Map([...ofProducts].map(([id, own]) => [id, learnSlope(own.map((c) => ({ error: errorOf(c), stretch: c.features.stretch })), OWN_SLOPE_MARGIN)]));
  const scoredOf = best.map(({ ripe }) =>
    ripe.map((c) => ({ bucket: c.features.bucket, z: (errorOf(c) - (ownSlopes.get(c.pair.productId) ?? 0) * c.features.stretch) / c.features.sigma })),
  );
  const all = gridOf(scoredOf.flat());
  const learned = best.flatMap(({ candidate, correction, slope }, gapBucket) => {
    const scored = scoredOf[gapBucket] ?? [];
    return Array.from({ length: 3 }, (_, steadiness) => {
      const grid = gridOf(scored.filter(({ bucket }) => bucket === gapBucket * 3 + steadiness)) ?? gridOf(scored) ?? all ?? DEFAULT_GRID;
      return { candidate, correction, slope, grid };
    });
  });
  return { errors: learned, ownSlopes };
}

/**
 * The quantity's slope (ridge), if the one of the older half of the cases would have made the newer half better; else none.
 * @param margin by how many standard errors better, on average
 */
function learnSlope(newestFirstCases: readonly { readonly error: number; readonly stretch: number }[], margin: number): number {
  if (newestFirstCases.length < MIN_CASES) return 0;
  const half = Math.floor(newestFirstCases.length / 2);
  const slopeOf = (cases: typeof newestFirstCases): number =>
    cases.reduce((total, { error, stretch }) => total + error * stretch, 0) / (cases.reduce((total, { stretch }) => total + stretch * stretch, 0) + SLOPE_RIDGE);
  const older = slopeOf(newestFirstCases.slice(half));
  const better = newestFirstCases.slice(0, half).map(({ error, stretch }) => Math.abs(error) - Math.abs(error - older * stretch));
  const mean = better.reduce((total, by) => total + by, 0) / half;
  const standardError = Math.sqrt(better.reduce((total, by) => total + (by - mean) ** 2, 0) / (half - 1) / half);
  return Number((mean - margin * standardError).toFixed(9)) > 0 ? slopeOf(newestFirstCases) : 0;
}

/** The candidate with the least mean error; the first until there are enough cases, and among equals. */
function bestCandidate(cases: readonly Case[]): Candidate {
  const [first] = CANDIDATES as readonly [Candidate, ...Candidate[]];
  if (cases.length < MIN_CASES) return first;
  const errorOf = (candidate: Candidate): number =>
    Number((cases.reduce((total, { x, features }) => total + Math.abs(x - muOf(candidate, features)), 0) / cases.length).toFixed(9));
  return CANDIDATES.reduce((best, candidate) => (errorOf(candidate) < errorOf(best) ? candidate : best), first);
}

function gridOf(scored: readonly { readonly z: number }[]): number[] | null {
  if (scored.length < MIN_CASES) return null;
  const z = scored.map((s) => s.z).sort((a, b) => a - b);
  return Array.from({ length: GRID_STEPS + 1 }, (_, i) => percentile(z, i / GRID_STEPS));
}

function percentile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const low = Math.floor(position);
  const below = sorted[low] as number;
  return below + (position - low) * ((sorted[Math.ceil(position)] as number) - below);
}

/** Only purchases count that have had nine tenths of the shop's usual time to come again: one of last week says nothing yet. */
function learnEverAgain(pairs: readonly Pair[], products: readonly KnownProduct[], priors: Priors, asOf: PlainDate): Map<string, number[]> {
  const late = priors.shop.at(-1)?.late ?? 0;
  const ripe = pairs
    .flatMap((pair) => [
      ...pair.gaps.map((gap) => ({ productId: pair.productId, gaps: gap.no - 1, openedOn: gap.openedOn, again: 1 })),
      { productId: pair.productId, gaps: pair.gaps.length, openedOn: pair.lastOrderedOn, again: 0 },
    ])
    .filter(({ openedOn }) => Date.parse(asOf) - Date.parse(openedOn) >= late * 86_400_000);
  const inBucket = (bucket: number) => ripe.filter(({ gaps }) => Math.min(gaps, GAP_BUCKETS - 1) === bucket);
  const buckets = Array.from({ length: GAP_BUCKETS }, (_, bucket) => {
    const openings = inBucket(bucket);
    return { openings, share: (count(openings) + 1) / (openings.length + 2) };
  });
  return new Map(
    products.map(({ id }) => [
      id,
      buckets.map(({ openings, share }) => {
        const own = openings.filter(({ productId }) => productId === id);
        return (count(own) + SHRINK * share) / (own.length + SHRINK);
      }),
    ]),
  );
}

function count(openings: readonly { readonly again: number }[]): number {
  return openings.reduce((total, { again }) => total + again, 0);
}
