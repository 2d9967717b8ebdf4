import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CsvSplitter } from './csv-splitter.js';

function split(...pieces: string[]): (readonly string[])[] {
  const splitter = new CsvSplitter(',');
  return [...pieces.flatMap((piece) => [...splitter.push(piece)]), ...splitter.end()].map(({ cells }) => cells);
}

describe('CsvSplitter', () => {
  it('knows quoted cells, doubled marks, and line breaks inside of them', () => {
    expect(split('a,"b ""c"""\n"two\nlines","x,y"\r\n')).toEqual([['a', 'b "c"'], ['two\nlines', 'x,y']]);
  });

  it('takes a mark inside a cell, and text behind a closing one, as they stand', () => {
    expect(split('5" pipe,2\n"a"b,c\n')).toEqual([['5" pipe', '2'], ['ab', 'c']]);
  });

  it('knows all three line ends, skips blank lines, and needs none at the end', () => {
    expect(split('a,b\r\n\n\r\nc,d')).toEqual([['a', 'b'], ['c', 'd']]);
    expect(split('a,b\rc,d\r')).toEqual([['a', 'b'], ['c', 'd']]);
  });

  it('loses one line to a mark that is never closed, and says so', () => {
    const splitter = new CsvSplitter(',');
    const records = [...splitter.push('a,"b\nc,d\n'), ...splitter.end()];
    expect(records).toEqual([
      { cells: ['a', '"b'], unclosedQuote: true, isPlain: false },
      { cells: ['c', 'd'], unclosedQuote: false, isPlain: true },
    ]);
  });

  it('waits for the rest of a line end or of a doubled mark that a piece cuts in two', () => {
    expect(split('a,b\r', '\nc,d\n')).toEqual([['a', 'b'], ['c', 'd']]);
    expect(split('"a"', '"b",c\n')).toEqual([['a"b', 'c']]);
  });

  it('gives back any table, wherever the text is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '7', ' ', '茶', '"', ',', '\n', '\r') });
    const tables = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(tables, fc.constantFrom('\n', '\r\n'), fc.array(fc.nat(200)), (table, lineEnd, cuts) => {
        const text = table.map((row) => row.map(written).join(',') + lineEnd).join('');
        const places = [...new Set([0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length])];
        const pieces = places.slice(1).map((end, i) => text.slice(places[i], end));
        expect(split(...pieces)).toEqual(table);
      }),
    );
  });
});

function written(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
