import { addDays, type PlainDate } from '@perennial/calendar';
import { DEFAULT_DAYS, DEFAULT_SPREAD, MIN_STAGE_GAPS, SHRINK } from './constants.js';
import type { Gap, Pair } from './visits.js';

/** What the engine needs to know of a product. */
export interface KnownProduct {
  readonly id: string;
  /** How much was bought says how long it lasts only of what is used up: two of what wears out are worn at once, two appointments are none the later. */
  readonly kind: 'consumable' | 'durable' | 'service';
  readonly category: string | null;
  /** How long the merchant says it lasts, as a range. */
  readonly interval: { readonly fromDays: number; readonly toDays: number } | null;
  /** How long one unit lasts, as the merchant says; asked only where no interval is given. */
  readonly supplyDaysPerUnit: number | null;
}

/** What was usual, in ln days: for a first gap, for later ones, for all; and the square of the spread. */
export interface Prior {
  readonly first: number;
  readonly later: number;
  readonly overall: number;
  readonly spread2: number;
  /** The usual quantity, as its logarithm. */
  readonly quantity: number;
}

export type PriorBasis = 'product' | 'declared-interval' | 'category' | 'store' | 'nothing-known';

export interface ShopPrior extends Prior {
  readonly gaps: number;
  /** Nine tenths of the gaps close within these days. */
  readonly late: number;
  /** Share of the purchases that have had that long to be followed by the next: how far what was seen can be believed. */
  readonly ripe: number;
}

export interface ProductPrior extends Prior {
  readonly stretches: boolean;
  readonly basis: PriorBasis;
}

interface KnownGap extends Pick<Gap, 'no' | 'days' | 'closedOn' | 'quantity'> {
  readonly productId: string;
}

interface Median {
  readonly n: number;
  readonly mid: number;
  readonly spread2: number;
  readonly late: number;
}

const NOTHING_SEEN = Math.log(DEFAULT_DAYS);

/** The priors as known on a day: from the gaps that closed before it. */
export function priorsOn(day: PlainDate, pairs: readonly Pair[], products: readonly KnownProduct[]): { shop: ShopPrior; products: ReadonlyMap<string, ProductPrior> } {
  const known = pairs.flatMap(({ productId, gaps }) => gaps.filter((gap) => gap.closedOn < day).map((gap): KnownGap => ({ ...gap, productId })));
  const shop = shopPrior(known, pairs.flatMap(openingsOf).filter((openedOn) => openedOn < day), day);
  const categoryOf = new Map(products.map((product) => [product.id, product.category]));
  const byProduct = Map.groupBy(known, (gap) => gap.productId);
  const byCategory = Map.groupBy(known, (gap) => categoryOf.get(gap.productId) ?? null);
  return {
    shop,
    products: new Map(products.map((p) => [p.id, productPrior(p, byProduct.get(p.id) ?? [], p.category === null ? [] : (byCategory.get(p.category) ?? []), shop)])),
  };
}

/** Every visit opens a gap, whether it has closed or not. */
function openingsOf({ gaps, lastOrderedOn }: Pair): PlainDate[] {
  return [...gaps.map(({ openedOn }) => openedOn), lastOrderedOn];
}

function shopPrior(gaps: readonly KnownGap[], openings: readonly PlainDate[], day: PlainDate): ShopPrior {
  const [first, later, overall] = stages(gaps);
  const late = overall?.late ?? 0;
  const ripe = overall ? openings.filter((openedOn) => openedOn <= addDays(day, -late)).length / openings.length : 0;
  const enough = (stage: Median | null): number | null => (stage && stage.n >= MIN_STAGE_GAPS ? stage.mid : null);
  const seen = (mid: number | undefined | null): number => believed(mid ?? overall?.mid ?? NOTHING_SEEN, ripe, NOTHING_SEEN);
  return {
    first: seen(enough(first) ?? enough(later)),
    later: seen(enough(later) ?? enough(first)),
    overall: seen(overall?.mid),
    // In a young shop only short gaps have closed, which makes it look steadier than it is.
    spread2: overall && overall.n >= MIN_STAGE_GAPS ? Math.max(overall.spread2, DEFAULT_SPREAD ** 2 / 4) : DEFAULT_SPREAD ** 2,
    quantity: gaps.length === 0 ? 0 : sumOfQuantities(gaps) / gaps.length,
    gaps: overall?.n ?? 0,
    late,
    ripe,
  };
}

/**
 * A median of closed gaps, as far as the purchases it comes from have had time to be followed by the next. Long gaps are still
 * open, so in a young shop what has closed is too short; for that part the guess made before anything was seen stands.
 */
function believed(mid: number, ripe: number, before: number): number {
  return ripe * mid + (1 - ripe) * before;
}

function productPrior(product: KnownProduct, own: readonly KnownGap[], ofCategory: readonly KnownGap[], shop: ShopPrior): ProductPrior {
  const quantity = (sumOfQuantities(own) + SHRINK * shop.quantity) / (own.length + SHRINK);
  const declared = declaredPrior(product, quantity);
  const [, , category] = stages(ofCategory);
  const [, , overall] = stages(own);
  const parent = declared ?? shrunk(ofCategory, shop, shop.ripe, NOTHING_SEEN);
  const basis: PriorBasis =
    (overall?.n ?? 0) >= SHRINK ? 'product' : declared ? 'declared-interval' : (category?.n ?? 0) >= SHRINK ? 'category' : shop.gaps >= MIN_STAGE_GAPS ? 'store' : 'nothing-known';
  return { ...shrunk(own, parent, shop.ripe, declared?.overall ?? NOTHING_SEEN), quantity, stretches: product.kind === 'consumable', basis };
}

/** A declared range is read as the window that holds 8 of 10; days of supply as what the usual quantity lasts, give or take half. */
function declaredPrior({ kind, interval, supplyDaysPerUnit }: KnownProduct, quantity: number): Omit<Prior, 'quantity'> | null {
  if (interval) {
    const { fromDays, toDays } = interval;
    return sameForAll((Math.log(fromDays) + Math.log(toDays)) / 2, ((Math.log(toDays) - Math.log(fromDays)) / 2.5631) ** 2);
  }
  return supplyDaysPerUnit === null ? null : sameForAll(Math.log(supplyDaysPerUnit) + (kind === 'consumable' ? quantity : 0), DEFAULT_SPREAD ** 2);
}

function sameForAll(mid: number, spread2: number): Omit<Prior, 'quantity'> {
  return { first: mid, later: mid, overall: mid, spread2 };
}

function sumOfQuantities(gaps: readonly KnownGap[]): number {
  return gaps.reduce((total, { quantity }) => total + Math.log(quantity), 0);
}

/** A group's own medians, as far as they can be believed, counting n/(n + 5) against those of the group above it. */
function shrunk(gaps: readonly KnownGap[], parent: Omit<Prior, 'quantity'>, ripe: number, before: number): Omit<Prior, 'quantity'> {
  const [first, later, overall] = stages(gaps);
  const toParent = (n: number, value: number | undefined, above: number): number => (value === undefined ? above : (n * value + SHRINK * above) / (n + SHRINK));
  const mid = (stage: Median | null, above: number): number => toParent(stage?.n ?? 0, stage ? believed(stage.mid, ripe, before) : undefined, above);
  return {
    first: mid(first, parent.first),
    later: mid(later, parent.later),
    overall: mid(overall, parent.overall),
    spread2: toParent((overall?.n ?? 0) - 1, overall?.spread2, parent.spread2),
  };
}

function stages(gaps: readonly KnownGap[]): [Median | null, Median | null, Median | null] {
  return [median(gaps.filter((gap) => gap.no === 1)), median(gaps.filter((gap) => gap.no > 1)), median(gaps)];
}

function median(gaps: readonly KnownGap[]): Median | null {
  const days = gaps.map((gap) => gap.days).sort((a, b) => a - b);
  const n = days.length;
  if (n === 0) return null;
  const at = (index: number): number => days[index] as number;
  const quartiles = Math.log(at(Math.ceil((3 * n) / 4) - 1)) - Math.log(at(Math.ceil(n / 4) - 1));
  return {
    n,
    mid: (Math.log(at(Math.ceil(n / 2) - 1)) + Math.log(at(Math.floor(n / 2)))) / 2,
    spread2: (quartiles / 1.349) ** 2,
    late: at(Math.ceil((9 * n) / 10) - 1),
  };
}
