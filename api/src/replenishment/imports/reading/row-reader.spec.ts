import { describe, expect, it } from '@jest/globals';
import type { ImportMapping } from '@perennial/contract/admin';
import fc from 'fast-check';
import { CsvSplitter } from './csv-splitter.js';
import { RowReader } from './row-reader.js';

const FIELDS = ['customerId', 'customerName', 'email', 'phone', 'productId', 'productName', 'category', 'orderId', 'lineNo', 'orderedAt', 'quantity', 'unitPrice', 'currency'] as const;
const mapping: ImportMapping = {
  encoding: 'utf-8',
  delimiter: ',',
  columns: Object.fromEntries(FIELDS.map((field, column) => [field, column])),
  dateOrder: 'iso',
  decimalComma: false,
};
const reader = () => new RowReader(mapping, { today: '2027-03-01', now: new Date('2027-03-01T12:00:00Z'), currency: 'EUR', columnsInHeader: FIELDS.length });
const readable = ['C1', '42.0', 'a@b.example', '2027-02-28', '2', '9.90', 'GBP', ''];
const odd = [' x', 'x ', 'two  spaces', 'one space', '\u3000wide', 'b\u0085d', 'l\ufffdst', 'x\u007f', '茶', '\\N', 'a\\tb'];
const cell = fc.oneof(fc.constantFrom(...readable), fc.constantFrom(...readable, ...odd), fc.string({ maxLength: 6 }).filter((text) => !/["\n\r,]/.test(text)));

describe('RowReader', () => {
  it('reads a record that needs no closer look as it would after one', () => {
    const plain = { yes: 0, no: 0 };
    fc.assert(
      fc.property(fc.array(cell, { minLength: FIELDS.length, maxLength: FIELDS.length }), (cells) => {
        for (const record of new CsvSplitter(',').push(`${cells.join(',')}\n`)) {
          plain[record.isPlain ? 'yes' : 'no'] += 1;
          expect(reader().read(record)).toEqual(reader().read({ ...record, isPlain: false }));
        }
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(plain.yes, plain.no)).toBeGreaterThan(50);
  });

  it('takes off spaces around a cell and makes runs of them one', () => {
    const [record] = new CsvSplitter(',').push('  C1 ,Ann   Lee,,, P1,,,O1,,2027-02-28, 2 ,,\n');
    expect(record && reader().read(record)).toMatchObject({ customer: 'C1', customerName: 'Ann Lee', product: 'P1', quantity: 2 });
  });

  it('names text that could not be read', () => {
    const [record] = new CsvSplitter(',').push('C1,B\ufffdn,,,P1,,,O1,,2027-02-28,2,,\n');
    expect(record && reader().read(record)).toMatchObject({ fault: 'unreadable-text' });
  });
});
