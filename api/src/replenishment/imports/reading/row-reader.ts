import type { ImportFault, ImportField, ImportMapping } from '@perennial/contract/admin';
import { exponentOf, isCurrency } from '@perennial/money';
import type { CsvRecord } from './csv-splitter.js';
import { type ReadDate, readDate } from './dates.js';
import { readNumber } from './numbers.js';

/** One line of one order, ready to be booked. */
export interface OrderLine {
  readonly customer: string;
  readonly customerName: string;
  readonly email: string;
  readonly phone: string;
  readonly product: string;
  readonly productName: string;
  readonly category: string;
  readonly order: string;
  /** null: which one of this product in the order is counted later. */
  readonly lineNo: number | null;
  readonly orderedAt: string;
  readonly quantity: number;
  readonly priceMinor: number | null;
  readonly currency: string;
}

/** Why a row cannot be booked, with what stood there. */
export interface RowFault {
  readonly fault: ImportFault;
  readonly value: string;
  /** Where the row would have belonged, as far as it can be told. */
  readonly order?: string;
  readonly product?: string;
}

export interface ReadingContext {
  /** Today in the workspace's time zone. */
  readonly today: string;
  readonly now: Date;
  /** For rows that name none. */
  readonly currency: string;
  readonly columnsInHeader: number;
}

const SCALE = { 0: 1, 2: 100, 3: 1000 } as const;
const EARLIEST_DAY = '1970-01-01';
const LARGEST_QUANTITY = 1_000_000;
const LARGEST_PRICE_MINOR = 1e12;
const LONGEST_ID = 200;
const LONGEST_NAME = 500;
const LONGEST_VALUE_SHOWN = 80;
// The replacement character and the control characters; a class of code points is tested far faster than a Unicode property.
const UNREADABLE = new RegExp('[\\ufffd\\x00-\\x1f\\x7f-\\x9f]');

/** Turns the cells of a row into a line of an order, or names what is wrong with it. Looks at one row at a time. */
export class RowReader {
  private lastDate: { cell: string; date: ReadDate | null } = { cell: '', date: null };

  constructor(
    private readonly mapping: ImportMapping,
    private readonly context: ReadingContext,
  ) {}

  read(record: CsvRecord): OrderLine | RowFault {
    const read = this.judge(record);
    if (!('fault' in read) || record.unclosedQuote) return read;
    const place = { order: this.orderId(record), product: this.product(record) };
    return place.order && place.product && !unreadableText(place.order) && !unreadableText(place.product) ? { ...read, ...place } : read;
  }

  private judge(record: CsvRecord): OrderLine | RowFault {
    if (record.unclosedQuote) return faulty('unclosed-quote', record.cells.join(this.mapping.delimiter));
    const { cells } = record;
    if (cells.length > this.context.columnsInHeader && cells.slice(this.context.columnsInHeader).some((cell) => cell.trim() !== '')) {
      return faulty('too-many-columns', cells.slice(this.context.columnsInHeader).join(this.mapping.delimiter));
    }
    const email = readEmail(this.cell(record, 'email'));
    const phone = this.cell(record, 'phone');
    const customerName = this.cell(record, 'customerName');
    const productName = this.cell(record, 'productName');
    const customer = withoutDecimal(this.cell(record, 'customerId')) || email || phone;
    const product = this.product(record);
    const category = this.cell(record, 'category');
    const orderId = this.orderId(record);

    if (customer === '') return faulty('missing-customer', customerName);
    if (product === '') return faulty('missing-product', '');
    for (const id of [customer, product, orderId, category]) if (id.length > LONGEST_ID) return faulty('field-too-long', id);
    for (const name of [customerName, productName, email]) if (name.length > LONGEST_NAME) return faulty('field-too-long', name);
    if (phone.length > 40) return faulty('field-too-long', phone);

    const dateCell = this.cell(record, 'orderedAt');
    const date = this.date(dateCell);
    if (!date || 'fault' in date) return date ?? faulty('bad-date', dateCell);
    const quantity = this.quantity(this.cell(record, 'quantity'));
    if (typeof quantity !== 'number') return quantity;
    const currency = this.cell(record, 'currency').toUpperCase() || this.context.currency;
    if (!isCurrency(currency)) return faulty('unknown-currency', currency);
    const priceMinor = this.price(this.cell(record, 'unitPrice'), currency);
    if (priceMinor !== null && typeof priceMinor !== 'number') return priceMinor;
    const lineNo = this.lineNo(this.cell(record, 'lineNo'));
    if (lineNo !== null && typeof lineNo !== 'number') return lineNo;

    const line: OrderLine = {
      customer,
      customerName,
      email,
      phone,
      product,
      productName,
      category,
      // Without an order id, what one customer bought at one moment is one order.
      order: orderId || `${customer}@${date.text}`,
      lineNo,
      orderedAt: date.text,
      quantity,
      priceMinor,
      currency,
    };
    return (record.isPlain ? null : unreadable(line)) ?? line;
  }

  private product(record: CsvRecord): string {
    return withoutDecimal(this.cell(record, 'productId')) || this.cell(record, 'productName');
  }

  private orderId(record: CsvRecord): string {
    return withoutDecimal(this.cell(record, 'orderId'));
  }

  /** A cell without the spaces around it; runs of spaces inside become one. A column that is not there is empty. */
  private cell({ cells, isPlain }: CsvRecord, field: ImportField): string {
    const column = this.mapping.columns[field];
    const cell = column === undefined ? undefined : cells[column];
    if (cell === undefined || cell === '') return '';
    if (isPlain) return cell;
    const trimmed = cell.trim();
    // Plain searches first: this runs for every cell of the file.
    const isTidy = !trimmed.includes('  ') && !trimmed.includes('\n') && !trimmed.includes('\t') && !trimmed.includes('\r');
    return isTidy ? trimmed : trimmed.replace(/\s+/g, ' ');
  }

  private date(cell: string): ReadDate | RowFault | null {
    if (cell === '') return faulty('missing-date', '');
    // The lines of one order follow each other: most dates are the one just read.
    if (this.lastDate.cell !== cell) this.lastDate = { cell, date: readDate(cell, this.mapping.dateOrder) };
    const { date } = this.lastDate;
    if (!date) return null;
    if (date.day < EARLIEST_DAY) return faulty('date-too-old', cell);
    const isFuture = date.hasZone ? new Date(date.text) > this.context.now : date.day > this.context.today;
    return isFuture ? faulty('future-date', cell) : date;
  }

  private quantity(cell: string): number | RowFault {
    if (cell === '') return 1;
    const quantity = readNumber(cell, this.mapping.decimalComma);
    if (quantity === null || !Number.isInteger(quantity)) return faulty('bad-quantity', cell);
    if (quantity === 0) return faulty('quantity-zero', cell);
    return Math.abs(quantity) > LARGEST_QUANTITY ? faulty('quantity-too-large', cell) : quantity;
  }

  /** Zero is a price: a sample or a gift starts a cycle as a purchase does. */
  private price(cell: string, currency: string): number | null | RowFault {
    if (cell === '') return null;
    const price = readNumber(cell, this.mapping.decimalComma);
    if (price === null) return faulty('bad-price', cell);
    if (price < 0) return faulty('negative-price', cell);
    const minor = Math.round(price * SCALE[exponentOf(currency)]);
    return minor > LARGEST_PRICE_MINOR ? faulty('price-too-large', cell) : minor;
  }

  private lineNo(cell: string): number | null | RowFault {
    if (cell === '') return null;
    return /^\d{1,15}$/.test(cell) && Number(cell) > 0 ? Number(cell) : faulty('bad-line-number', cell);
  }
}

function faulty(fault: ImportFault, value: string): RowFault {
  return { fault, value: value.slice(0, LONGEST_VALUE_SHOWN).toWellFormed().replace(/[\p{Cc}\p{Co}]/gu, ' ') };
}

/** Spreadsheets and data frames write an id they took for a number as `17850.0`. */
function withoutDecimal(id: string): string {
  return id.endsWith('.0') && /^\d+\.0$/.test(id) ? id.slice(0, -2) : id;
}

/** In lower case; what is no address is left out: the purchase is a purchase all the same. */
function readEmail(cell: string): string {
  if (cell === '') return '';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell) && cell.length <= 320 ? cell.toLowerCase() : '';
}

function unreadable(line: OrderLine): RowFault | null {
  const all = `${line.customer}${line.product}${line.order}${line.customerName}${line.productName}${line.category}${line.phone}${line.email}`;
  return unreadableText(all) ? faulty('unreadable-text', all) : null;
}

/** Characters that came out of the wrong encoding, and control characters that no database text may hold. */
function unreadableText(text: string): boolean {
  return UNREADABLE.test(text);
}
