import { Injectable } from '@nestjs/common';
import type { CreditableLine } from '@perennial/billing';
import type { Tx } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import type { InvoiceRecord } from '../invoice.js';
import type { CreditNoteRecord } from './credit-note.js';

const COLUMNS = `
  workspace_id AS "workspaceId", id, number, issued_at AS "issuedAt", invoice_id AS "invoiceId", refund_id AS "refundId", locale, currency,
  net_minor AS "netMinor", tax_minor AS "taxMinor", total_minor AS "totalMinor", granted_minor AS "grantedMinor", lines, document`;

@Injectable()
export class CreditNoteStore {
  async add(tx: Tx, n: CreditNoteRecord): Promise<void> {
    await tx.query(
      `INSERT INTO credit_notes (workspace_id, id, number, issued_at, invoice_id, refund_id, locale, currency, net_minor, tax_minor, total_minor, granted_minor, lines, document)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        n.workspaceId, n.id, n.number, n.issuedAt, n.invoiceId, n.refundId, n.locale, n.currency, n.netMinor, n.taxMinor, n.totalMinor, n.grantedMinor,
        JSON.stringify(n.lines), JSON.stringify(n.document),
      ],
    );
  }

  async get(tx: Tx, workspaceId: string, id: string): Promise<CreditNoteRecord> {
    const [found] = await tx.query<CreditNoteRecord[]>(`SELECT ${COLUMNS} FROM credit_notes WHERE workspace_id = $1 AND id = $2`, [workspaceId, id]);
    if (!found) throw new Refusal('not-found');
    return found;
  }

  async ofInvoice(tx: Tx, workspaceId: string, invoiceId: string): Promise<CreditNoteRecord[]> {
    return tx.query(`SELECT ${COLUMNS} FROM credit_notes WHERE workspace_id = $1 AND invoice_id = $2 ORDER BY issued_at`, [workspaceId, invoiceId]);
  }

  async list(tx: Tx, workspaceId: string, newestFirst: boolean, limit: number, offset: number): Promise<{ data: CreditNoteRecord[]; total: number }> {
    const data = await tx.query<CreditNoteRecord[]>(
      `SELECT ${COLUMNS} FROM credit_notes WHERE workspace_id = $1 ORDER BY issued_at ${newestFirst ? 'DESC' : 'ASC'}, id LIMIT $2 OFFSET $3`,
      [workspaceId, limit, offset],
    );
    const [count] = await tx.query<{ total: number }[]>('SELECT count(*) AS total FROM credit_notes WHERE workspace_id = $1', [workspaceId]);
    return { data, total: count?.total ?? 0 };
  }
}

/** The lines of an invoice with what these notes took back of each. */
export function creditable(invoice: InvoiceRecord, notes: readonly CreditNoteRecord[]): CreditableLine[] {
  return invoice.document.lines.map(({ from, until, net, tax }, i) => ({
    from, until, net, tax,
    creditedNet: notes.reduce((all, note) => all + (note.lines[i]?.net ?? 0), 0),
    creditedTax: notes.reduce((all, note) => all + (note.lines[i]?.tax ?? 0), 0),
  }));
}
