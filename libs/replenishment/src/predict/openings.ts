import type { PlainDate } from '@perennial/calendar';
import { AGE_WEIGHT, CLIP, CUSTOMER_SHRINK, DEFAULT_DAYS, DEFAULT_SPREAD, GAP_BUCKETS, MIN_SPREAD, SPREAD_CLASSES, SPREAD_SHRINK } from './constants.js';
import type { Prior, ProductPrior, ShopPrior } from './priors.js';
import type { PseudoGap } from './said.js';
import type { Pair } from './visits.js';

/** The priors on each snapshot day, in order. */
export interface Priors {
  readonly snapshots: readonly PlainDate[];
  readonly shop: readonly ShopPrior[];
  readonly products: readonly ReadonlyMap<string, ProductPrior>[];
}

/** A closed gap in ln days, clipped around what was usual when it closed. */
export interface Residual {
  readonly customerId: string;
  readonly closedOn: PlainDate;
  readonly x: number;
  readonly clipped: number;
  readonly residual: number;
}

/** Residuals of each pair, gap by gap. */
export type Residuals = ReadonlyMap<Pair, readonly Residual[]>;

/** The terms of one estimate. */
export interface Features {
  readonly gaps: number;
  readonly stage: number;
  readonly product: number;
  readonly store: number;
  /** Own deviation from the prior and its weight. */
  readonly s: number;
  readonly w: number;
  /** How much slower or faster than the shop the customer is with other products. */
  readonly customer: number;
  /** How much more than usual was bought when the gap opened, in ln. */
  readonly stretch: number;
  readonly sigma: number;
  readonly gapBucket: number;
  readonly bucket: number;
}

const NOTHING_KNOWN: Prior = {
  first: Math.log(DEFAULT_DAYS),
  later: Math.log(DEFAULT_DAYS),
  overall: Math.log(DEFAULT_DAYS),
  spread2: DEFAULT_SPREAD ** 2,
  quantity: 0,
};

/** How many snapshots are taken by this day: the number of the newest one, 0 when there is none. */
export function snapshotAt(snapshots: readonly PlainDate[], day: PlainDate): number {
  return snapshots.filter((taken) => taken <= day).length;
}

export function residualsOf(pairs: readonly Pair[], priors: Pick<Priors, 'snapshots' | 'products'>): Residuals {
  return new Map(
    pairs.map((pair) => [
      pair,
      pair.gaps.map((gap) => {
        const prior = priors.products[snapshotAt(priors.snapshots, gap.closedOn) - 1]?.get(pair.productId);
        const x = Math.log(gap.days);
        if (!prior) return { customerId: pair.customerId, closedOn: gap.closedOn, x, clipped: x, residual: 0 };
        const centre = gap.no === 1 ? prior.first : prior.later;
        const residual = Math.min(Math.max(x - centre, -CLIP), CLIP);
        return { customerId: pair.customerId, closedOn: gap.closedOn, x, clipped: Math.min(Math.max(x, centre - CLIP), centre + CLIP), residual };
      }),
    ]),
  );
}

/** The mean residual of the shop as known at each snapshot: what a customer's own mean is measured against. */
export function driftsOf(residuals: Residuals, snapshots: readonly PlainDate[]): number[] {
  const all = [...residuals.values()].flat();
  return snapshots.map((day) => {
    const known = all.filter((residual) => residual.closedOn < day);
    return known.length === 0 ? 0 : sum(known.map((residual) => residual.residual)) / known.length;
  });
}

/**
 * What was known about a pair after its first `gaps` gaps.
 * @param snapshot the number of the newest snapshot by then
 * @param ofCustomer the customer's residuals over all products by then
 * @param pseudoGaps what counts beside the gaps. Not clipped: a wish is no holiday
 */
export function featuresOf(
  pair: Pair,
  gaps: number,
  snapshot: number,
  own: readonly Residual[],
  ofCustomer: readonly Residual[],
  priors: Priors,
  drifts: readonly number[],
  pseudoGaps: readonly PseudoGap[] = [],
): Features {
  const shop = priors.shop[snapshot - 1];
  const ofProduct = priors.products[snapshot - 1]?.get(pair.productId);
  const prior: Prior = ofProduct ?? shop ?? NOTHING_KNOWN;
  const seen = own.slice(0, gaps);
  const weights = seen.map((_, i) => AGE_WEIGHT ** (gaps - 1 - i));
  const known = [...seen.map(({ clipped }, i) => ({ x: clipped, weight: weights[i] as number })), ...pseudoGaps];
  const w = sum(known.map(({ weight }) => weight));
  const sumX = sum(known.map(({ x, weight }) => x * weight));
  const sumXX = sum(known.map(({ x, weight }) => x * x * weight));
  // What counts before the first gap has closed counts against the usual first gap.
  const firstWeight = weights[0] ?? w;
  const scatter = w === 0 ? 0 : Math.max(sumXX - (sumX * sumX) / w, 0);
  const sigma = Math.max(MIN_SPREAD, Math.sqrt((scatter + SPREAD_SHRINK * prior.spread2) / (w + SPREAD_SHRINK)));
  const gapBucket = Math.min(gaps, GAP_BUCKETS - 1);
  return {
    gaps,
    stage: gaps === 0 ? prior.first : prior.later,
    product: prior.overall,
    store: shop?.overall ?? NOTHING_KNOWN.overall,
    s: sumX - prior.later * (w - firstWeight) - prior.first * firstWeight,
    w,
    customer: customerFactor(seen, ofCustomer, drifts[snapshot - 1] ?? 0),
    stretch: (ofProduct?.stretches ?? true) ? Math.log(pair.gaps[gaps]?.quantity ?? pair.lastQuantity) - prior.quantity : 0,
    sigma,
    gapBucket,
    bucket: gapBucket * 3 + SPREAD_CLASSES.filter((limit) => sigma >= limit).length,
  };
}

function customerFactor(own: readonly Residual[], ofCustomer: readonly Residual[], drift: number): number {
  const others = ofCustomer.length - own.length;
  if (others <= 0) return 0;
  const mean = (sum(ofCustomer.map((r) => r.residual)) - sum(own.map((r) => r.residual))) / others;
  const returns = Math.min(new Set(ofCustomer.map((r) => r.closedOn)).size, others);
  return ((mean - drift) * returns) / (returns + CUSTOMER_SHRINK);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
