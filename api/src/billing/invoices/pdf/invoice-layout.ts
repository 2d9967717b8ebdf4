import type { PricedLine } from '@perennial/billing';
import { addDays } from '@perennial/calendar';
import { formatMoney } from '@perennial/money';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { InvoiceRecord } from '../invoice.js';
import { invoiceWords } from './invoice-words.js';

/** The printed invoice as plain data for the renderer: the same invoice gives the same page, whenever it is asked for. */
export function invoiceLayout(invoice: InvoiceRecord): TDocumentDefinitions {
  const words = invoiceWords[invoice.locale];
  const { document } = invoice;
  return {
    info: { title: `${words.invoice} ${invoice.number}`, author: document.seller.legalName, creationDate: invoice.issuedAt },
    pageSize: 'A4',
    pageMargins: [48, 56, 48, 56],
    defaultStyle: { font: 'NotoSansSC', fontSize: 10, lineHeight: 1.25 },
    content: [
      { text: words.invoice, fontSize: 22, margin: [0, 0, 0, 16] },
      { columns: [party(words.seller, document.seller, words.taxId), party(words.buyer, document.buyer, words.taxId)], columnGap: 24 },
      facts(invoice),
      lines(invoice),
      totals(invoice),
      ...(document.taxMode === 'reverse-charge' ? [note(words.reverseCharge)] : []),
      note(words.paid),
    ],
  };
}

function party(title: string, who: { legalName: string; address: string; taxId: string | null }, taxIdWord: string): Content {
  const rows = [who.legalName, who.address, who.taxId === null ? '' : `${taxIdWord} ${who.taxId}`].filter((row) => row !== '');
  return { stack: [{ text: title, color: FAINT }, ...rows] };
}

function facts(invoice: InvoiceRecord): Content {
  const words = invoiceWords[invoice.locale];
  const issued = new Intl.DateTimeFormat(invoice.locale, { dateStyle: 'long', timeZone: invoice.document.timeZone }).format(invoice.issuedAt);
  return {
    margin: [0, 20, 0, 20],
    columns: [
      { stack: [{ text: words.number, color: FAINT }, invoice.number] },
      { stack: [{ text: words.issued, color: FAINT }, issued] },
    ],
    columnGap: 24,
  };
}

function lines(invoice: InvoiceRecord): Content {
  const words = invoiceWords[invoice.locale];
  const right = (text: string): TableCell => ({ text, alignment: 'right' });
  const body: TableCell[][] = invoice.document.lines.map((line) => [
    { stack: [invoice.document.planName, { text: period(invoice, line), color: FAINT }] },
    right(String(line.days)),
    right(amount(invoice, line.net)),
    right(amount(invoice, line.tax)),
  ]);
  const head = [words.service, words.days, words.net, words.tax].map((text, i) => ({ text, color: FAINT, alignment: i === 0 ? ('left' as const) : ('right' as const) }));
  return { table: { headerRows: 1, widths: ['*', 'auto', 'auto', 'auto'], body: [head, ...body] }, layout: 'lightHorizontalLines' };
}

/** First and last day, as a person writes them. */
function period({ locale }: InvoiceRecord, { from, until }: PricedLine): string {
  const { format } = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return [from, addDays(until, -1)].map((day) => format(new Date(day))).join(' – ');
}

function totals(invoice: InvoiceRecord): Content {
  const words = invoiceWords[invoice.locale];
  const rate = new Intl.NumberFormat(invoice.locale, { maximumFractionDigits: 2 }).format(invoice.document.taxRateBasisPoints / 100);
  const row = (label: string, minor: number, size = 10): TableCell[] => [
    { text: label, alignment: 'right', fontSize: size },
    { text: amount(invoice, minor), alignment: 'right', fontSize: size },
  ];
  const body = [row(words.net, invoice.netMinor), row(`${words.tax} ${rate}%`, invoice.taxMinor), row(words.total, invoice.totalMinor, 13)];
  return { table: { widths: ['*', 'auto'], body }, layout: 'noBorders', margin: [0, 12, 0, 24] };
}

function note(text: string): Content {
  return { text, color: FAINT, margin: [0, 0, 0, 6] };
}

function amount(invoice: InvoiceRecord, minor: number): string {
  return formatMoney({ amount: minor, currency: invoice.currency }, invoice.locale);
}

const FAINT = '#5f6368';
