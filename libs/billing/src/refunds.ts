import { type PlainDate, daysBetween } from '@perennial/calendar';
import { allocate, money, multiply } from '@perennial/money';
import type { NetAndTax } from './ledger.js';

/** One reason for which the terms of a sale give money back. */
export interface RefundClause {
  readonly code: string;
  /** `everything`: whatever was paid. `unused-days`: paid minus the days used at the day price. */
  readonly refunds: 'everything' | 'unused-days';
  /** How many days after the invoice it can be asked for; null: at any time. */
  readonly withinDays: number | null;
}

/** A line of an invoice with what has been taken back of it already. */
export interface CreditableLine extends NetAndTax {
  readonly from: PlainDate;
  /** The first day that no longer belongs to it. */
  readonly until: PlainDate;
  readonly creditedNet: number;
  readonly creditedTax: number;
}

/** Where money goes that is paid back: to the payment it came from, or, without one, onto the balance. */
export interface Payout {
  readonly paymentIntentId: string | null;
  readonly amount: number;
}

/**
 * What of each line a clause gives back on a day, net. The day itself is given back, because a refund that ends the service takes it
 * back and it may be sold again: whoever buys anew that day would have paid for it twice. Never more than has not been taken back before.
 * @example with 'unused-days' on 11 February, a line of 28 days from 1 February over 2800 gives back 1800
 */
export function refundableNets(lines: readonly CreditableLine[], clause: Pick<RefundClause, 'refunds'>, today: PlainDate, currency: string): number[] {
  return lines.map((line) => {
    const left = line.net - line.creditedNet;
    if (clause.refunds === 'everything') return left;
    const days = daysBetween(line.from, line.until);
    const used = Math.min(days, Math.max(0, daysBetween(line.from, today)));
    return Math.max(0, Math.min(left, line.net - multiply(money(line.net, currency), used, days).amount - line.creditedNet));
  });
}

/** Spreads a wanted net amount over the lines in proportion to what each can give, to the cent. */
export function spreadRefund(wanted: number, refundable: readonly number[], currency: string): number[] {
  return wanted === 0 ? refundable.map(() => 0) : allocate(money(wanted, currency), refundable).map(({ amount }) => amount);
}

/**
 * The net amounts with their tax. Tax is the line's share of everything taken back so far less what was taken back before: the
 * last refund takes what remains, and together they never exceed the tax that was collected.
 * @throws RangeError when a line would be taken back beyond what was paid for it
 */
export function creditLines(lines: readonly CreditableLine[], nets: readonly number[], currency: string): NetAndTax[] {
  return lines.map((line, i) => {
    const net = nets[i] ?? 0;
    const credited = line.creditedNet + net;
    if (!Number.isSafeInteger(net) || net < 0 || credited > line.net) throw new RangeError(`cannot take back ${net} of ${line.net} less ${line.creditedNet}`);
    if (net === 0) return { net: 0, tax: 0 };
    return { net, tax: multiply(money(line.tax, currency), credited, line.net).amount - line.creditedTax };
  });
}

/**
 * What of an amount taken back had been paid with granted credit, which nobody gets paid out.
 * @param granted what of the whole payment was granted credit
 * @param before what was taken back earlier, and what of that was granted credit
 */
export function grantedPart(total: number, granted: number, amount: number, before: { readonly amount: number; readonly granted: number }, currency: string): number {
  return multiply(money(granted, currency), before.amount + amount, total).amount - before.granted;
}

/**
 * How an amount is paid back: the original payments first, as far as they still hold it, the rest onto the balance.
 * @example payouts(500, [{ paymentIntentId: 'pi_1', left: 300 }]) // 300 to pi_1, 200 onto the balance
 */
export function payouts(amount: number, sources: readonly { readonly paymentIntentId: string; readonly left: number }[]): Payout[] {
  let open = amount;
  const paid: Payout[] = [];
  for (const { paymentIntentId, left } of sources) {
    const part = Math.min(open, left);
    if (part <= 0) continue;
    paid.push({ paymentIntentId, amount: part });
    open -= part;
  }
  return open > 0 ? [...paid, { paymentIntentId: null, amount: open }] : paid;
}
