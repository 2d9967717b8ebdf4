import { createHash } from 'node:crypto';
import type { Interval, PricedLine, TaxRule } from '@perennial/billing';
import type { QuotePurpose } from '@perennial/contract/admin';

/** What is offered. Every field of it is under the hash that the buyer confirms. */
export interface Offer {
  readonly purpose: QuotePurpose;
  /** The state of the subscription it was made for: any sale in between makes it void. */
  readonly revision: number;
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

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
