import { addDays, laterOf, type PlainDate } from '@perennial/calendar';
import { createHash } from 'node:crypto';
import { HOLDOUT_BUCKETS, USEFUL_DAYS } from './constants.js';
import { type Outlook, type RuleTiming, sendDay } from './timing.js';

export type RuleScope =
  | { readonly kind: 'everything' }
  | { readonly kind: 'segment'; readonly tag: string }
  | { readonly kind: 'category'; readonly category: string }
  | { readonly kind: 'product'; readonly productId: string };

/** Whom a rule speaks to. What is left out excludes nobody. */
export interface Audience {
  readonly locales?: readonly string[] | undefined;
  /** Any of them. */
  readonly tags?: readonly string[] | undefined;
  /** Times the product was bought. */
  readonly minPurchases?: number | undefined;
  /** What the customer has spent in the past year, in minor units of the workspace's currency. */
  readonly minSpentMinor?: number | undefined;
}

/** Where a rule is tried first. What is left out excludes nothing. */
export interface Pilot {
  readonly productIds?: readonly string[] | undefined;
  readonly category?: string | undefined;
  /** Of 100 customers so many. */
  readonly percent?: number | undefined;
}

export interface PlannedRule extends RuleTiming {
  readonly id: string;
  readonly scope: RuleScope;
  readonly audience: Audience;
  readonly pilot: Pilot | null;
  readonly activeFrom: PlainDate | null;
  readonly activeTo: PlainDate | null;
  readonly createdAt: string;
}

/** What a rule asks of a cycle, its product and its customer. */
export interface RuledCycle extends Outlook {
  readonly rhythm: 'reliable' | 'no-rhythm' | 'lapsed';
  readonly lateFrom: PlainDate;
  readonly ranOut: boolean;
  readonly cycleNo: number;
  readonly productId: string;
  readonly category: string | null;
  readonly customerId: string;
  readonly locale: string;
  readonly tags: readonly string[];
  readonly spentMinor: number;
}

const PARTICULAR = ['product', 'category', 'segment', 'everything'] as const;

/**
 * The rule for a cycle and its day: the most particular one that covers it, of equally particular ones the oldest. A rule that
 * is not for this customer, or that has no day for this rhythm, leaves the place to the next.
 * @param firstDay the first on which a message can still reach the customer
 */
export function ruleOf<R extends PlannedRule>(rules: readonly R[], cycle: RuledCycle, today: PlainDate, firstDay: PlainDate): { readonly rule: R; readonly sendOn: PlainDate } | null {
  const inOrder = rules.toSorted(
    (a, b) => PARTICULAR.indexOf(a.scope.kind) - PARTICULAR.indexOf(b.scope.kind) || (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1),
  );
  for (const rule of inOrder) {
    if (!covers(rule.scope, cycle) || !speaksTo(rule.audience, cycle) || !inPilot(rule, cycle) || !hasDayFor(rule, cycle, today)) continue;
    const sendOn = laterOf(laterOf(sendDay(rule, cycle), firstDay), rule.activeFrom ?? firstDay);
    if (rule.activeTo === null || sendOn <= rule.activeTo) return { rule, sendOn };
  }
  return null;
}

function covers(scope: RuleScope, cycle: RuledCycle): boolean {
  if (scope.kind === 'product') return scope.productId === cycle.productId;
  if (scope.kind === 'category') return scope.category === cycle.category;
  if (scope.kind === 'segment') return cycle.tags.includes(scope.tag);
  return true;
}

function speaksTo({ locales, tags, minPurchases, minSpentMinor }: Audience, cycle: RuledCycle): boolean {
  if (locales && !locales.includes(cycle.locale)) return false;
  if (tags && !tags.some((tag) => cycle.tags.includes(tag))) return false;
  return cycle.cycleNo >= (minPurchases ?? 0) && cycle.spentMinor >= (minSpentMinor ?? 0);
}

/** Who is in a pilot by share is so for good: a hash of rule and customer says it. */
function inPilot({ id, pilot }: PlannedRule, cycle: RuledCycle): boolean {
  if (pilot === null) return true;
  if (pilot.productIds && !pilot.productIds.includes(cycle.productId)) return false;
  if (pilot.category !== undefined && pilot.category !== cycle.category) return false;
  return pilot.percent === undefined || pilotBucket(id, cycle.customerId) < (pilot.percent * HOLDOUT_BUCKETS) / 100;
}

function pilotBucket(ruleId: string, customerId: string): number {
  return createHash('sha256').update(`pilot:${ruleId}:${customerId}`).digest().readUInt32BE(0) % HOLDOUT_BUCKETS;
}

/** A day somebody named suits every rule; a rhythm must be believed and not over; the days after a purchase only be not long past. */
function hasDayFor(rule: RuleTiming, cycle: RuledCycle, today: PlainDate): boolean {
  if (cycle.own) return cycle.windowTo >= today || cycle.ranOut;
  if (rule.timing === 'after-purchase') return cycle.rhythm !== 'lapsed' && addDays(sendDay(rule, cycle), USEFUL_DAYS) >= today;
  return cycle.rhythm === 'reliable' && cycle.lateFrom >= today;
}
