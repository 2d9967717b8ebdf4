/**
 * An invoice number as it is printed.
 * @param sequence the position in its series and year, from 1, without gaps
 * @throws RangeError when the sequence is not a positive whole number
 * @example invoiceNumber('PER', 2027, 42) // 'PER-2027-000042'
 */
export function invoiceNumber(series: string, year: number, sequence: number): string {
  if (!Number.isSafeInteger(sequence) || sequence < 1) throw new RangeError(`not a position in a series: ${sequence}`);
  return `${series}-${year}-${String(sequence).padStart(6, '0')}`;
}
