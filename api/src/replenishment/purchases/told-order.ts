import type { ImportFault } from '@perennial/contract/admin';

const EARLIEST_DAY = '1970-01-01';
const LARGEST_QUANTITY = 1_000_000;
const LARGEST_PRICE = 1e14;
const LONGEST_ID = 200;
const LONGEST_NAME = 500;

/** A line as somebody's system tells it. */
export interface ToldLine {
  readonly product: string;
  readonly productName: string;
  readonly quantity: number;
  readonly unitPriceMinor: number | null;
}

/** By the same rules as the rows of a file: a typing error such as the year 0202 starts no rhythm. */
export function faultOfDay(orderedAt: Date, orderedOn: string, now: Date): 'future-date' | 'date-too-old' | null {
  if (orderedAt > now) return 'future-date';
  return orderedOn < EARLIEST_DAY || orderedOn.startsWith('-') ? 'date-too-old' : null;
}

/** Why a line is not booked; null when it is. */
export function faultOfLine({ product, productName, quantity, unitPriceMinor }: ToldLine): { readonly fault: ImportFault; readonly value: string } | null {
  if (product === '') return { fault: 'missing-product', value: productName.slice(0, 80) };
  if (product.length > LONGEST_ID || productName.length > LONGEST_NAME) return { fault: 'field-too-long', value: product.slice(0, 80) };
  if (product.includes('\0') || productName.includes('\0')) return { fault: 'unreadable-text', value: product.replaceAll('\0', '').slice(0, 80) };
  if (!Number.isInteger(quantity)) return { fault: 'bad-quantity', value: String(quantity) };
  if (quantity === 0) return { fault: 'quantity-zero', value: product.slice(0, 80) };
  if (Math.abs(quantity) > LARGEST_QUANTITY) return { fault: 'quantity-too-large', value: String(quantity) };
  if (unitPriceMinor !== null && unitPriceMinor < 0) return { fault: 'negative-price', value: String(unitPriceMinor) };
  return unitPriceMinor !== null && unitPriceMinor > LARGEST_PRICE ? { fault: 'price-too-large', value: String(unitPriceMinor) } : null;
}
