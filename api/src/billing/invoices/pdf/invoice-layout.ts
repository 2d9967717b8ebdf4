import type { PricedLine } from '@perennial/billing';
import { addDays } from '@perennial/calendar';
import { formatMoney } from '@perennial/money';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { InvoiceDocument, InvoiceRecord } from '../invoice.js';
import type { PaidWith } from '../paid-with.js';
import { invoiceWords } from './invoice-words.js';

type Words = (typeof invoiceWords)[keyof typeof invoiceWords];

/** What every paper has: an invoice, a credit note, a receipt. */
export type Paper = Pick<InvoiceRecord, 'number' | 'issuedAt' | 'locale' | 'currency' | 'netMinor' | 'taxMinor' | 'totalMinor'> & {
  readonly document: Omit<InvoiceDocument, 'planName'>;
};

interface Heading {
  readonly title: string;
  /** What stands beside number and date. */
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly notes: readonly string[];
}

/** The printed invoice as plain data for the renderer: the same invoice gives the same page, whenever it is asked for. */
export function invoiceLayout(invoice: InvoiceRecord): TDocumentDefinitions {
  const words = invoiceWords[invoice.locale];
  return paperLayout(invoice, { title: words.invoice, facts: [], notes: [paid(words, invoice.document.paidWith ?? null)] });
}

function paid({ paid: plainly, paidWith: sentences }: Words, means: PaidWith | null): string {
  if (means === null) return plainly;
  if (means.kind !== 'card') return sentences[means.kind];
  const brand = BRANDS[means.brand];
  return (brand ? sentences.card.replace('{brand}', brand) : sentences.anyCard).replace('{last4}', means.last4);
}

export function paperLayout(paper: Paper, { title, facts: more, notes }: Heading): TDocumentDefinitions {
  const words = invoiceWords[paper.locale];
  const { document } = paper;
  return {
    info: { title: `${title} ${paper.number}`, author: document.seller.legalName, creationDate: paper.issuedAt },
    pageSize: 'A4',
    pageMargins: [48, 56, 48, 56],
    defaultStyle: { font: 'NotoSansSC', fontSize: 10, lineHeight: 1.25 },
    content: [
      { text: title, fontSize: 22, margin: [0, 0, 0, 16] },
      { columns: [party(paper.locale, words.seller, document.seller), party(paper.locale, words.buyer, document.buyer)], columnGap: 24 },
      facts(paper, more),
      lines(paper),
      totals(paper),
      ...(document.taxMode === 'inclusive' ? [note(words.inclusive)] : []),
      ...(document.taxMode === 'reverse-charge' ? [note(words.reverseCharge)] : []),
      ...notes.map(note),
    ],
  };
}

function party(locale: Paper['locale'], title: string, { legalName, address, country, taxId }: InvoiceDocument['buyer']): Content {
  const rows = [legalName, address, countryBelow(address, country ?? null, locale), taxId === null ? '' : `${invoiceWords[locale].taxId} ${taxId}`].filter((row) => row !== '');
  return { stack: [{ text: title, color: FAINT }, ...rows] };
}

/** Nothing where the address names it already. */
function countryBelow(address: string, country: string | null, locale: Paper['locale']): string {
  if (country === null) return '';
  const name = new Intl.DisplayNames([locale], { type: 'region' }).of(country) ?? country;
  return address.toLowerCase().includes(name.toLowerCase()) ? '' : name;
}

function facts(paper: Paper, more: Heading['facts']): Content {
  const words = invoiceWords[paper.locale];
  const issued = new Intl.DateTimeFormat(paper.locale, { dateStyle: 'long', timeZone: paper.document.timeZone }).format(paper.issuedAt);
  const all = [{ label: words.number, text: paper.number }, { label: words.issued, text: issued }, ...more];
  return { margin: [0, 20, 0, 20], columns: all.map(({ label, text }) => ({ stack: [{ text: label, color: FAINT }, text] })), columnGap: 24 };
}

function lines(paper: Paper): Content {
  const words = invoiceWords[paper.locale];
  const right = (text: string): TableCell => ({ text, alignment: 'right' });
  const body: TableCell[][] = paper.document.lines.map((line) => [
    { stack: [line.item.name[paper.locale], { text: period(paper, line), color: FAINT }, { text: line.formula, color: FAINT }, ...discount(paper, line)] },
    right(String(line.days)),
    right(amount(paper, line.net)),
    right(amount(paper, line.tax)),
  ]);
  const head = [words.service, words.days, words.net, words.tax].map((text, i) => ({ text, color: FAINT, alignment: i === 0 ? ('left' as const) : ('right' as const) }));
  return { table: { headerRows: 1, widths: ['*', 'auto', 'auto', 'auto'], body: [head, ...body] }, layout: 'lightHorizontalLines' };
}

function discount(paper: Paper, line: PricedLine): Content[] {
  return line.discount > 0 ? [{ text: `${invoiceWords[paper.locale].discount} ${amount(paper, -line.discount)}`, color: FAINT }] : [];
}

/** First and last day, as a person writes them. */
function period({ locale }: Paper, { from, until }: PricedLine): string {
  const { format } = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return [from, addDays(until, -1)].map((day) => format(new Date(day))).join(' – ');
}

function totals(invoice: Paper): Content {
  const words = invoiceWords[invoice.locale];
  const { taxMode, taxRateBasisPoints } = invoice.document;
  // Under reverse charge no tax is charged at any rate.
  const rate = taxMode === 'reverse-charge' ? '' : ` ${new Intl.NumberFormat(invoice.locale, { maximumFractionDigits: 2 }).format(taxRateBasisPoints / 100)}%`;
  const row = (label: string, minor: number, size = 10): TableCell[] => [
    { text: label, alignment: 'right', fontSize: size },
    { text: amount(invoice, minor), alignment: 'right', fontSize: size },
  ];
  const body = [row(words.net, invoice.netMinor), row(`${words.tax}${rate}`, invoice.taxMinor), row(`${words.total} (${invoice.currency})`, invoice.totalMinor, 13)];
  return { table: { widths: ['*', 'auto'], body }, layout: 'noBorders', margin: [0, 12, 0, 24] };
}

function note(text: string): Content {
  return { text, color: FAINT, margin: [0, 0, 0, 6] };
}

function amount(invoice: Paper, minor: number): string {
  return formatMoney({ amount: minor, currency: invoice.currency }, invoice.locale);
}

/** The names of the networks, which are the same in every language. */
const BRANDS: Readonly<Record<string, string>> = {
  amex: 'American Express', cartes_bancaires: 'Cartes Bancaires', diners: 'Diners Club', discover: 'Discover', eftpos_au: 'eftpos', jcb: 'JCB', mastercard: 'Mastercard',
  unionpay: 'UnionPay', visa: 'Visa',
};

const FAINT = '#5f6368';
