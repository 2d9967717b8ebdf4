import type { ConsumedLot } from './consume-lots.js';

/** What a workspace has with us. Paid and granted money are kept apart, because only paid money is ever paid back. */
export type CustomerAccount = 'customer_paid' | 'customer_granted' | 'reserved_paid' | 'reserved_granted' | 'receivable' | 'deferred_revenue';

/** The operator's own books. */
export type HouseAccount =
  | 'cash_clearing:stripe' | 'cash_clearing:bank' | 'fees' | 'revenue' | 'tax_payable' | 'promotions' | 'refunds_payable' | 'breakage' | 'suspense';

/** One line of a ledger transaction. Credits are positive: what we owe a customer reads as a positive balance, cash as a negative one. */
export interface LedgerLine {
  readonly account: CustomerAccount | HouseAccount;
  readonly amount: number;
  /** The piece of money that came in or is spent; on the customer's and reserved accounts only. */
  readonly lotId?: string;
}

/** Where money of a customer came in or goes out. */
export type Clearing = 'cash_clearing:stripe' | 'cash_clearing:bank';

/** A net amount and its tax, as they stand on an invoice. */
export interface NetAndTax {
  readonly net: number;
  readonly tax: number;
}

/** Money a customer put onto the balance. */
export function topUp(lotId: string, amount: number, from: Clearing): LedgerLine[] {
  return checked([{ account: from, amount: -amount }, { account: 'customer_paid', amount, lotId }]);
}

/** Credit the operator gave away. */
export function grant(lotId: string, amount: number): LedgerLine[] {
  return checked([{ account: 'promotions', amount: -amount }, { account: 'customer_granted', amount, lotId }]);
}

/** What was left of a grant when its time was over. */
export function expiry(lotId: string, left: number): LedgerLine[] {
  return checked([{ account: 'customer_granted', amount: -left, lotId }, { account: 'breakage', amount: left }]);
}

/** Sets money aside for something that is still to be decided. Taken back by its reversal. */
export function reserve(lots: readonly ConsumedLot[]): LedgerLine[] {
  return checked(
    lots.flatMap(({ id, kind, amount }): LedgerLine[] => [
      { account: `customer_${kind}`, amount: -amount, lotId: id },
      { account: `reserved_${kind}`, amount, lotId: id },
    ]),
  );
}

/** Spends reserved money on a sale. */
export function captureForSale(lots: readonly ConsumedLot[], sale: NetAndTax): LedgerLine[] {
  return checked([...lots.map(outOfReserve), ...sold(sale)]);
}

/** A sale that was paid with money from outside. */
export function sale(amounts: NetAndTax, from: Clearing): LedgerLine[] {
  return checked([{ account: from, amount: -(amounts.net + amounts.tax) }, ...sold(amounts)]);
}

/**
 * Takes a sale back, wholly or in part. What has been recognised already comes out of revenue.
 * @param deferred what of the net amount is still ahead of its service
 * @param granted what of it had been paid with granted credit, which is not paid back
 */
export function creditNote(amounts: NetAndTax, deferred: number, granted: number): LedgerLine[] {
  const ahead = Math.min(deferred, amounts.net);
  return checked([
    { account: 'deferred_revenue', amount: -ahead },
    { account: 'revenue', amount: -(amounts.net - ahead) },
    { account: 'tax_payable', amount: -amounts.tax },
    { account: 'promotions', amount: granted },
    { account: 'refunds_payable', amount: amounts.net + amounts.tax - granted },
  ]);
}

/** What is owed back has left by the way it came. */
export function refundSent(amount: number, to: Clearing): LedgerLine[] {
  return checked([{ account: 'refunds_payable', amount: -amount }, { account: to, amount }]);
}

/** What is owed back is put onto the balance. */
export function refundToBalance(lotId: string, amount: number): LedgerLine[] {
  return checked([{ account: 'refunds_payable', amount: -amount }, { account: 'customer_paid', amount, lotId }]);
}

/** The lines that take these back. */
export function reversalOf(lines: readonly LedgerLine[]): LedgerLine[] {
  return lines.map((line) => ({ ...line, amount: -line.amount }));
}

function outOfReserve({ id, kind, amount }: ConsumedLot): LedgerLine {
  return { account: `reserved_${kind}`, amount: -amount, lotId: id };
}

function sold({ net, tax }: NetAndTax): LedgerLine[] {
  return [{ account: 'deferred_revenue', amount: net }, { account: 'tax_payable', amount: tax }];
}

/** @throws RangeError when the lines do not sum to zero or an amount is no whole number of minor units */
function checked(lines: readonly LedgerLine[]): LedgerLine[] {
  const moved = lines.filter(({ amount }) => amount !== 0);
  if (moved.some(({ amount }) => !Number.isSafeInteger(amount)) || moved.reduce((all, { amount }) => all + amount, 0) !== 0) {
    throw new RangeError(`not a ledger transaction: ${lines.map(({ account, amount }) => `${account} ${amount}`).join(', ')}`);
  }
  return moved;
}
