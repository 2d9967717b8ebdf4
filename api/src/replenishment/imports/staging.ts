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
 *
 * Rows that follow each other with the same order, customer and time, nearly all that are not the first of their order, say
 * those once: the first of them holds them, and the others name it as their head. What is asked of orders and customers
 * then looks at heads alone.
 */
export const CREATE_STAGING = `
  CREATE TEMPORARY TABLE staged_rows (
    row_no bigint NOT NULL,
    head_row bigint,                       -- its own number in a head; null in a faulty row that names no order
    line_no bigint,
    price_minor bigint,
    quantity int,
    product text,
    product_name text,
    category text,
    fault text,
    value text,
    order_ref text,                        -- from here on only in heads
    ordered_at timestamptz,
    customer text,
    customer_name text,
    email text,
    phone text,
    currency text
  ) ON COMMIT DROP`;

const COPY = 'COPY staged_rows FROM STDIN';
const BATCH_CHARS = 64 * 1024;
const NULL = '\\N';
const NULLS_OF_HEAD = `\t${NULL}`.repeat(7);
const NULLS_AFTER_ORDER = `\t${NULL}`.repeat(6);

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
    const heads = new Heads();
    let batch = '';
    const take = function* (records: ReturnType<CsvSplitter['push']>): Generator<Buffer> {
      for (const record of records) {
        if (!rowReader) {
          rowReader = reader(record.cells.length);
          continue;
        }
        rows++;
        const read = rowReader.read(record);
        batch += 'fault' in read ? faultyRow(rows, heads.ofFaulty(rows, read), read) : goodRow(rows, heads.of(rows, read), read);
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

/** Knows which earlier row already says what a row says of its order. Remembers one row. */
class Heads {
  private row = 0;
  private line: OrderLine | undefined;

  of(rowNo: number, line: OrderLine): number {
    if (!this.line || !saysTheSame(this.line, line)) {
      this.row = rowNo;
      this.line = line;
    }
    return this.row;
  }

  /** A row that is refused still counts among the lines of its order; it is nobody's head. */
  ofFaulty(rowNo: number, { order }: RowFault): number | null {
    if (!order) return null;
    return this.line?.order === order ? this.row : rowNo;
  }
}

function saysTheSame(a: OrderLine, b: OrderLine): boolean {
  return (
    a.order === b.order && a.customer === b.customer && a.orderedAt === b.orderedAt && a.currency === b.currency &&
    a.customerName === b.customerName && a.email === b.email && a.phone === b.phone
  );
}

function goodRow(rowNo: number, headRow: number, line: OrderLine): string {
  const own =
    `${rowNo}\t${headRow}\t${line.lineNo ?? NULL}\t${line.priceMinor ?? NULL}\t${line.quantity}\t` +
    `${text(line.product)}\t${textOrNull(line.productName)}\t${textOrNull(line.category)}\t${NULL}\t${NULL}`;
  if (headRow !== rowNo) return `${own}${NULLS_OF_HEAD}\n`;
  return (
    `${own}\t${text(line.order)}\t${line.orderedAt}\t${text(line.customer)}\t${textOrNull(line.customerName)}\t` +
    `${textOrNull(line.email)}\t${textOrNull(line.phone)}\t${line.currency}\n`
  );
}

function faultyRow(rowNo: number, headRow: number | null, { fault, value, order = '', product = '' }: RowFault): string {
  const ownOrder = headRow === rowNo ? text(order) : NULL;
  return `${rowNo}\t${headRow ?? NULL}\t${NULL}\t${NULL}\t${NULL}\t${textOrNull(product)}\t${NULL}\t${NULL}\t${fault}\t${text(value)}\t${ownOrder}${NULLS_AFTER_ORDER}\n`;
}

/** Rows hold no control characters (the row reader names those), so that only the backslash needs escaping. */
function text(value: string): string {
  return value.includes('\\') ? value.replaceAll('\\', '\\\\') : value;
}

function textOrNull(value: string): string {
  return value === '' ? NULL : text(value);
}
