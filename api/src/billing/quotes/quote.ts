import { createHash } from 'node:crypto';
import type { Discount, Interval, PricedLine, TaxRule } from '@perennial/billing';
import type { Quote, QuotePurpose } from '@perennial/contract/admin';
import { addDays } from '@perennial/calendar';

/** An add-on as it is offered: this version, so many pieces. */
export interface OfferedAddOn {
  readonly code: string;
  readonly version: number;
  readonly quantity: number;
}

/** What is offered. Every field of it is under the hash that the buyer confirms. */
export interface Offer {
  readonly purpose: QuotePurpose;
  /** The state of the subscription it was made for: any sale in between makes it void. */
  readonly revision: number;
  readonly planCode: string;
  readonly planVersion: number;
  /** The one price it was made from; null where there are several, or the plan stays as it is. */
  readonly priceId: string | null;
  readonly interval: Interval;
  /** How many periods it sells; 0 where it changes those that are sold. */
  readonly terms: number;
  /** `now`: it changes the time that is paid for. */
  readonly basis: 'old-end' | 'payment' | 'now';
  readonly currency: string;
  readonly lines: readonly PricedLine[];
  readonly discounts: readonly Discount[];
  readonly bonusDays: number;
  readonly couponCode: string | null;
  readonly addOns: readonly OfferedAddOn[];
  readonly taxMode: TaxRule['mode'];
  readonly taxRateBasisPoints: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
}

export interface StoredQuote extends Offer {
  readonly workspaceId: string;
  readonly id: string;
  readonly hash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/**
 * The payable a quote is for: all quotes made for one state of the subscription compete for one payment, because the first
 * that is paid changes that state.
 */
export function payableOf(quote: Pick<Offer, 'revision'>): string {
  return `revision-${quote.revision}`;
}

/** SHA-256 over the offer, its fields in the order of their names. */
export function hashOf(offer: Offer): string {
  return createHash('sha256').update(JSON.stringify(offer, sorted)).digest('hex');
}

/** The quote as the buyer sees it. @param endsOn where the paid time ends without it */
export function presentQuote(quote: StoredQuote, planName: Quote['plan']['name'], endsOn: string | null): Quote {
  const from = quote.lines.map((line) => line.from).reduce((a, b) => (a < b ? a : b));
  const until = quote.lines.map((line) => line.until).reduce((a, b) => (a > b ? a : b));
  return {
    id: quote.id,
    purpose: quote.purpose,
    plan: { code: quote.planCode, name: planName },
    interval: quote.interval,
    terms: quote.terms,
    basis: quote.basis,
    paidThroughBefore: endsOn === null ? null : addDays(endsOn, -1),
    from,
    paidThrough: addDays(until, -1),
    lines: [...quote.lines],
    discounts: [...quote.discounts],
    bonusDays: quote.bonusDays,
    addOns: quote.addOns.map(({ code, quantity }) => ({ code, quantity })),
    currency: quote.currency,
    net: quote.netMinor,
    tax: quote.taxMinor,
    total: quote.totalMinor,
    taxMode: quote.taxMode,
    taxRateBasisPoints: quote.taxRateBasisPoints,
    hash: quote.hash,
    expiresAt: quote.expiresAt.toISOString(),
  };
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
