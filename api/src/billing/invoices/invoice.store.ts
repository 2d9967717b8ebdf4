import { Injectable } from '@nestjs/common';
import type { InvoiceGapReport } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import type { InvoiceRecord } from './invoice.js';

const COLUMNS = `
  workspace_id AS "workspaceId", id, number, issued_at AS "issuedAt", attempt_id AS "attemptId", locale, currency,
  net_minor AS "netMinor", tax_minor AS "taxMinor", total_minor AS "totalMinor", refund_policy_version AS "refundPolicyVersion", document`;

@Injectable()
export class InvoiceStore {
  async add(tx: Tx, i: InvoiceRecord): Promise<void> {
    await tx.query(
      `INSERT INTO invoices (workspace_id, id, number, issued_at, attempt_id, locale, currency, net_minor, tax_minor, total_minor, document, refund_policy_version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        i.workspaceId, i.id, i.number, i.issuedAt, i.attemptId, i.locale, i.currency, i.netMinor, i.taxMinor, i.totalMinor,
        JSON.stringify(i.document), i.refundPolicyVersion,
      ],
    );
  }

  /** Takes the next number of a series and year, for an invoice or a credit note. Whoever comes second waits here until the first has committed or rolled back. */
  async takeNumber(tx: Tx, series: string, year: number, paperId: string): Promise<number> {
    const [taken] = await tx.query<{ number: number }[]>(
      `WITH next AS (
         INSERT INTO invoice_series (series, year, last_number) VALUES ($1, $2, 1)
         ON CONFLICT (series, year) DO UPDATE SET last_number = invoice_series.last_number + 1 RETURNING last_number
       )
       INSERT INTO invoice_numbers (series, year, number, invoice_id) SELECT $1, $2, last_number, $3 FROM next RETURNING number`,
      [series, year, paperId],
    );
    if (!taken) throw new Error('No invoice number was taken');
    return taken.number;
  }

  /** What was given of each series and year, and which numbers up to the last are not on record. */
  async numbersGiven(tx: Tx): Promise<InvoiceGapReport['series']> {
    return tx.query(
      `SELECT s.series, s.year, s.last_number AS last, (SELECT count(*) FROM invoice_numbers n WHERE (n.series, n.year) = (s.series, s.year)) AS given,
              ARRAY(SELECT expected FROM generate_series(1, s.last_number) AS expected
                    WHERE NOT EXISTS (SELECT FROM invoice_numbers n WHERE (n.series, n.year, n.number) = (s.series, s.year, expected)) LIMIT 100) AS missing
       FROM invoice_series s ORDER BY s.series, s.year`,
    );
  }

  async get(tx: Tx, workspaceId: string, id: string): Promise<InvoiceRecord> {
    const [found] = await tx.query<InvoiceRecord[]>(`SELECT ${COLUMNS} FROM invoices WHERE workspace_id = $1 AND id = $2`, [workspaceId, id]);
    if (!found) throw new Refusal('not-found');
    return found;
  }

  /** @param order a whitelisted column with its direction */
  async list(tx: Tx, workspaceId: string, order: string, limit: number, offset: number): Promise<{ data: InvoiceRecord[]; total: number }> {
    const data = await tx.query<InvoiceRecord[]>(
      `SELECT ${COLUMNS} FROM invoices WHERE workspace_id = $1 ORDER BY ${order}, id LIMIT $2 OFFSET $3`,
      [workspaceId, limit, offset],
    );
    const [count] = await tx.query<{ total: number }[]>('SELECT count(*) AS total FROM invoices WHERE workspace_id = $1', [workspaceId]);
    return { data, total: count?.total ?? 0 };
  }
}
