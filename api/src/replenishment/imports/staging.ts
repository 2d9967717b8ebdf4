import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type CsvRecord, CsvSplitter } from './reading/csv-splitter.js';
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
    nth bigint,                            -- which one of its product below its head
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

// Nothing between two tabs is NULL: most of what a row that is no head says.
const COPY = `COPY staged_rows FROM STDIN (NULL '')`;
const BATCH_CHARS = 64 * 1024;
// An order with more products than this has several heads, so that neither memory nor the search among them grows with it.
const MOST_PRODUCTS = 32;
const NULLS_OF_HEAD = '\t'.repeat(7);
const NULLS_AFTER_ORDER = '\t'.repeat(6);

/** What was read of a file, good or not. */
export interface Staged {
  readonly rows: number;
  readonly refused: number;
  /** Good rows of what came back. */
  readonly returns: number;
  /** The greatest number of lines of one product below one head. */
  readonly mostOfOne: number;
}

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
): Promise<Staged> {
  let rows = 0;
  let refused = 0;
  let returns = 0;
  const heads = new Heads();
  async function* copyText(): AsyncGenerator<Buffer> {
    const splitter = new CsvSplitter(delimiter);
    let rowReader: RowReader | undefined;
    let batch = '';
    for await (const records of inPieces(splitter, text)) {
      // No generator of our own in between: this runs for every row of the file.
      for (const record of records) {
        if (!rowReader) {
          rowReader = reader(record.cells.length);
          continue;
        }
        rows++;
        const read = rowReader.read(record);
        if ('fault' in read) {
          refused++;
          batch += faultyRow(rows, heads.placeOfFaulty(rows, read), read);
        } else {
          if (read.quantity < 0) returns++;
          batch += goodRow(rows, heads.placeOf(rows, read), read);
        }
        if (batch.length < BATCH_CHARS) continue;
        yield Buffer.from(batch);
        batch = '';
        onRows(rows);
      }
    }
    yield Buffer.from(batch);
    onRows(rows);
  }
  const copy = client.query(copyFrom(COPY)) as unknown as Writable;
  await pipeline(copyText, copy, { signal });
  return { rows, refused, returns, mostOfOne: heads.mostOfOne };
}

async function* inPieces(splitter: CsvSplitter, text: FileText): AsyncGenerator<CsvRecord[]> {
  for await (const piece of text.pieces) yield splitter.push(piece);
  yield splitter.end();
}

/** Where a row stands: under which head, and which one of its product there. */
interface Place {
  readonly head: number | null;
  readonly nth: number | null;
}

/** Knows which earlier row already says what a row says of its order, and counts the products below it. */
class Heads {
  private row = 0;
  private line: OrderLine | undefined;
  private products: string[] = [];
  private counts: number[] = [];
  mostOfOne = 0;

  placeOf(rowNo: number, line: OrderLine): Place {
    if (!this.line || !saysTheSame(this.line, line) || this.products.length === MOST_PRODUCTS) {
      this.row = rowNo;
      this.line = line;
      this.products = [];
      this.counts = [];
    }
    return this.count(line.product);
  }

  /** A row that is refused still counts among the lines of its order; it is nobody's head. */
  placeOfFaulty(rowNo: number, { order, product }: RowFault): Place {
    if (!order || !product) return { head: null, nth: null };
    return this.line?.order === order && this.products.length < MOST_PRODUCTS ? this.count(product) : { head: rowNo, nth: 1 };
  }

  private count(product: string): Place {
    const known = this.products.indexOf(product);
    const at = known === -1 ? this.products.push(product) - 1 : known;
    const nth = (this.counts[at] ?? 0) + 1;
    this.counts[at] = nth;
    if (nth > this.mostOfOne) this.mostOfOne = nth;
    return { head: this.row, nth };
  }
}

function saysTheSame(a: OrderLine, b: OrderLine): boolean {
  return (
    a.order === b.order && a.customer === b.customer && a.orderedAt === b.orderedAt && a.currency === b.currency &&
    a.customerName === b.customerName && a.email === b.email && a.phone === b.phone
  );
}

function goodRow(rowNo: number, { head, nth }: Place, line: OrderLine): string {
  const own =
    `${rowNo}\t${head}\t${nth}\t${line.lineNo ?? ''}\t${line.priceMinor ?? ''}\t${line.quantity}\t` +
    `${text(line.product)}\t${text(line.productName)}\t${text(line.category)}\t\t`;
  if (head !== rowNo) return `${own}${NULLS_OF_HEAD}\n`;
  return (
    `${own}\t${text(line.order)}\t${line.orderedAt}\t${text(line.customer)}\t${text(line.customerName)}\t` +
    `${text(line.email)}\t${text(line.phone)}\t${line.currency}\n`
  );
}

function faultyRow(rowNo: number, { head, nth }: Place, { fault, value, order = '', product = '' }: RowFault): string {
  const ownOrder = head === rowNo ? text(order) : '';
  return `${rowNo}\t${head ?? ''}\t${nth ?? ''}\t\t\t\t${text(product)}\t\t\t${fault}\t${text(value)}\t${ownOrder}${NULLS_AFTER_ORDER}\n`;
}

/** Rows hold no control characters (the row reader names those), so that only the backslash needs escaping. */
function text(value: string): string {
  return value.includes('\\') ? value.replaceAll('\\', '\\\\') : value;
}
