import { formatMoney } from '@perennial/money';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { CreditNoteRecord } from '../credit-notes/credit-note.js';
import { paperLayout } from './invoice-layout.js';
import { invoiceWords } from './invoice-words.js';

/** The printed credit note, with the invoice it belongs to and the clause it was given by. */
export function creditNoteLayout(note: CreditNoteRecord): TDocumentDefinitions {
  const words = invoiceWords[note.locale];
  const { invoiceNumber, policyVersion, clause } = note.document;
  const terms = words.terms.replace('{version}', String(policyVersion)).replace('{clause}', clause[note.locale]);
  const granted = formatMoney({ amount: note.grantedMinor, currency: note.currency }, note.locale);
  return paperLayout(note, {
    title: words.creditNote,
    facts: [{ label: words.forInvoice, text: invoiceNumber }],
    notes: note.grantedMinor > 0 ? [terms, words.grantedStays.replace('{amount}', granted)] : [terms],
  });
}
