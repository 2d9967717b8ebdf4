import type { ImportField, ImportMapping } from '@perennial/contract/admin';
import { guessColumns } from './columns.js';
import { type CsvRecord, CsvSplitter } from './csv-splitter.js';
import { guessDateOrder } from './dates.js';
import type { Encoding } from './detect-encoding.js';
import { usesDecimalComma } from './numbers.js';

const DELIMITERS = [',', ';', '\t', '|'] as const;

export interface GuessedMapping {
  readonly mapping: ImportMapping;
  readonly dateOrderIsCertain: boolean;
}

/**
 * How to read a file, guessed from its beginning: the delimiter that gives every row the same number of cells, columns by
 * the names in the header, the order of the dates by which order makes all of them dates.
 * @param start the first rows of the file, its header among them
 */
export function guessMapping(start: string, encoding: Encoding): GuessedMapping {
  const delimiter = guessDelimiter(start);
  const [header, ...rows] = splitStart(start, delimiter);
  const columns = guessColumns(header?.cells ?? []);
  const cellsOf = (field: ImportField) => {
    const column = columns[field];
    return column === undefined ? [] : rows.map((row) => (row.cells[column] ?? '').trim());
  };
  const { order, isCertain } = guessDateOrder(cellsOf('orderedAt'));
  const mapping = { encoding, delimiter, columns, dateOrder: order, decimalComma: usesDecimalComma(cellsOf('unitPrice')) };
  return { mapping, dateOrderIsCertain: isCertain };
}

/** The records of a file's beginning. Its last one may be cut in half by the end of the sample and is left out, unless it is all there is. */
export function splitStart(start: string, delimiter: string): CsvRecord[] {
  const splitter = new CsvSplitter(delimiter);
  const complete = splitter.push(start);
  return complete.length > 1 && !start.endsWith('\n') ? complete : [...complete, ...splitter.end()];
}

function guessDelimiter(start: string): ImportMapping['delimiter'] {
  const evenness = (delimiter: string) => {
    const widths = splitStart(start, delimiter).slice(0, 100).map((record) => record.cells.length);
    const width = widths[0] ?? 0;
    return width > 1 ? (widths.filter((other) => other === width).length / widths.length) * Math.log(width + 1) : 0;
  };
  return DELIMITERS.reduce((best, next) => (evenness(next) > evenness(best) ? next : best));
}
