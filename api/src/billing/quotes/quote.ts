import { createHash } from 'node:crypto';
import type { Interval, PricedLine, TaxRule } from '@perennial/billing';

/** What is offered. Every field of it is under the hash that the buyer confirms. */
export interface Offer {
  readonly afterPeriodNo: number;
  readonly planCode: string;
  readonly planVersion: number;
  readonly priceId: string;
  readonly interval: Interval;
  readonly terms: number;
  readonly basis: 'old-end' | 'payment';
  readonly currency: string;
  readonly lines: readonly PricedLine[];
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

/** The payable a quote is for: two quotes for the time after the same period compete for one payment. */
export function payableOf(quote: Pick<Offer, 'afterPeriodNo'>): string {
  return `after-period-${quote.afterPeriodNo}`;
}

/** SHA-256 over the offer in a fixed order of fields. */
export function hashOf(offer: Offer): string {
  return createHash('sha256').update(JSON.stringify(offer, Object.keys(offer).concat(LINE_FIELDS).sort())).digest('hex');
}

const LINE_FIELDS = ['from', 'until', 'days', 'unitAmount', 'net', 'tax'];
