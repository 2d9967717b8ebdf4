import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { CsvSplitter } from './reading/csv-splitter.js';
import type { FileText } from './reading/file-text.js';
import type { OrderLine, RowFault, RowReader } from './reading/row-reader.js';

/**
 * The table an import is read into. It belongs to the import's own transaction: whatever ends that, also a killed
 * process, leaves nothing behind.
 */
export const CREATE_STAGING = `
  CREATE TEMPORARY TABLE staged_rows (
    row_no bigint NOT NULL,
    fault text,
    value text,
    customer text,
    customer_name text,
    email text,
    phone text,
    product text,
    product_name text,
    category text,
    order_ref text,
    line_no bigint,
    ordered_at timestamptz,
    quantity int,
    price_minor bigint,
    currency text
  ) ON COMMIT DROP`;

const COPY = 'COPY staged_rows FROM STDIN';
const BATCH_CHARS = 64 * 1024;
const NULLS_OF_CUSTOMER = '\t\\N'.repeat(4);
const NULLS_OF_LINE = '\t\\N'.repeat(5);

/**
 * Reads the whole file into the staging table, at the pace of the database. The first record is the header.
 * @param onRows hears how many rows have been read so far
 */
export async function stageRows(
  client: ClientBase,
  text: FileText,
  delimiter: string,
  reader: (columnsInHeader: number) => RowReader,
  onRows: (rows: number) => void,
  signal: AbortSignal,
): Promise<{ rows: number }> {
  let rows = 0;
  async function* copyText(): AsyncGenerator<Buffer> {
    const splitter = new CsvSplitter(delimiter);
    let rowReader: RowReader | undefined;
    let batch = '';
    const take = function* (records: ReturnType<CsvSplitter['push']>): Generator<Buffer> {
      for (const record of records) {
        if (!rowReader) {
          rowReader = reader(record.cells.length);
          continue;
        }
        rows++;
        const read = rowReader.read(record);
        batch += 'fault' in read ? faultyRow(rows, read) : goodRow(rows, read);
        if (batch.length < BATCH_CHARS) continue;
        yield Buffer.from(batch);
        batch = '';
        onRows(rows);
      }
    };
    for await (const piece of text.pieces) yield* take(splitter.push(piece));
    yield* take(splitter.end());
    yield Buffer.from(batch);
    onRows(rows);
  }
  const copy = client.query(copyFrom(COPY)) as unknown as Writable;
  await pipeline(copyText, copy, { signal });
  return { rows };
}

function goodRow(rowNo: number, line: OrderLine): string {
  return (
    `${rowNo}\t\\N\t\\N\t${text(line.customer)}\t${textOrNull(line.customerName)}\t${textOrNull(line.email)}\t${textOrNull(line.phone)}\t` +
    `${text(line.product)}\t${textOrNull(line.productName)}\t${textOrNull(line.category)}\t${text(line.order)}\t` +
    `${line.lineNo ?? '\\N'}\t${line.orderedAt}\t${line.quantity}\t${line.priceMinor ?? '\\N'}\t${line.currency}\n`
  );
}

function faultyRow(rowNo: number, { fault, value, order = '', product = '' }: RowFault): string {
  return `${rowNo}\t${fault}\t${text(value)}${NULLS_OF_CUSTOMER}\t${textOrNull(product)}\t\\N\t\\N\t${textOrNull(order)}${NULLS_OF_LINE}\n`;
}

/** Rows hold no control characters (the row reader names those), so that only the backslash needs escaping. */
function text(value: string): string {
  return value.includes('\\') ? value.replaceAll('\\', '\\\\') : value;
}

function textOrNull(value: string): string {
  return value === '' ? '\\N' : text(value);
}
