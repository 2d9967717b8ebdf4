import { Injectable } from '@nestjs/common';
import type { Purchase, PurchaseQuery } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

export interface NewPurchase {
  readonly source: string;
  readonly externalId: string;
  readonly customerId: string;
  readonly orderedAt: Date;
  /** The day in the workspace's time zone. */
  readonly orderedOn: string;
  readonly currency: string;
  readonly lines: readonly { readonly productId: string; readonly lineNo: number; readonly quantity: number; readonly unitPriceMinor: number | null }[];
}

/** What of a purchase has not come back, by product and price. */
export interface KeptLine {
  readonly productId: string;
  readonly quantity: number;
  readonly unitPriceMinor: number | null;
}

/** The same as for the rows of a file. */
const MOST_IN_A_DAY = 1000;

const PURCHASE = `p.id, p.source, p.external_id AS "externalId", p.customer_id AS "customerId",
  (SELECT name FROM customers c WHERE c.workspace_id = p.workspace_id AND c.id = p.customer_id) AS "customerName",
  p.ordered_at AS "orderedAt", l."orderedOn", p.currency, p.import_id AS "importId", p.created_at AS "createdAt", l.lines`;

const LINES = `LATERAL (
  SELECT min(l.ordered_on) AS "orderedOn", coalesce(json_agg(json_build_object('productId', l.product_id, 'productName', r.name, 'lineNo', l.line_no,
           'quantity', l.quantity, 'unitPriceMinor', l.unit_price_minor) ORDER BY r.name, l.line_no), '[]') AS lines
  FROM purchase_lines l JOIN products r ON r.workspace_id = l.workspace_id AND r.id = l.product_id
  WHERE l.workspace_id = p.workspace_id AND l.purchase_id = p.id
) l`;

/** The ledger. Append-only: a purchase is added once and never changed. */
@Injectable()
export class PurchaseStore {
  /** @returns the purchase's id; null when the ledger has one of this source and external id */
  async insert(tx: Tx, workspaceId: string, purchase: NewPurchase, now: Date): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>(
      // An order that was taken back with an import gets its id back: returns know it by that.
      `INSERT INTO purchases (workspace_id, id, source, external_id, customer_id, ordered_at, currency, created_at)
       SELECT $1, coalesce((SELECT t.id FROM taken_back_purchases t WHERE t.workspace_id = $1 AND t.source = $2 AND t.external_id = $3 LIMIT 1), new_id()), $2, $3, $4, $5, $6, $7
       ON CONFLICT (workspace_id, source, external_id) DO NOTHING RETURNING id`,
      [workspaceId, purchase.source, purchase.externalId, purchase.customerId, purchase.orderedAt, purchase.currency, now],
    );
    if (!row) return null;
    await tx.query(
      `INSERT INTO purchase_lines (workspace_id, purchase_id, product_id, line_no, customer_id, ordered_on, quantity, unit_price_minor)
       SELECT $1, $2, n."productId", n."lineNo", $3, $4, n.quantity, n."unitPriceMinor"
       FROM jsonb_to_recordset($5::jsonb) AS n ("productId" uuid, "lineNo" bigint, quantity int, "unitPriceMinor" bigint)`,
      [workspaceId, row.id, purchase.customerId, purchase.orderedOn, JSON.stringify(purchase.lines)],
    );
    return row.id;
  }

  /** Notes that the lines an import booked have been said here too, so that they stay when that import is undone. Lines that differ are not confirmed. */
  async confirm(tx: Tx, workspaceId: string, purchaseId: string, lines: NewPurchase['lines']): Promise<void> {
    await tx.query(
      `INSERT INTO line_confirmations (workspace_id, purchase_id, product_id, line_no, import_id)
       SELECT l.workspace_id, l.purchase_id, l.product_id, l.line_no, NULL
       FROM jsonb_to_recordset($3::jsonb) AS n ("productId" uuid, "lineNo" bigint, quantity int, "unitPriceMinor" bigint)
       JOIN purchase_lines l ON l.workspace_id = $1 AND l.purchase_id = $2 AND l.product_id = n."productId" AND l.line_no = n."lineNo"
       WHERE l.import_id IS NOT NULL AND (l.quantity, l.unit_price_minor) IS NOT DISTINCT FROM (n.quantity, n."unitPriceMinor")
       ON CONFLICT DO NOTHING`,
      [workspaceId, purchaseId, JSON.stringify(lines)],
    );
  }

  async find(tx: Tx, workspaceId: string, id: string): Promise<Purchase | null> {
    const [row] = await tx.query<Purchase[]>(`SELECT ${PURCHASE} FROM purchases p, ${LINES} WHERE p.workspace_id = $1 AND p.id = $2`, [workspaceId, id]);
    return row ?? null;
  }

  async byExternalId(tx: Tx, workspaceId: string, source: string, externalId: string): Promise<Purchase | null> {
    const [row] = await tx.query<Purchase[]>(
      `SELECT ${PURCHASE} FROM purchases p, ${LINES} WHERE p.workspace_id = $1 AND p.source = $2 AND p.external_id = $3`,
      [workspaceId, source, externalId],
    );
    return row ?? null;
  }

  /** Whether this customer has as many orders on that day as nobody has: a till's account or a test, not a person. */
  async isCrowded(tx: Tx, workspaceId: string, customerId: string, orderedOn: string): Promise<boolean> {
    const [row] = await tx.query<{ orders: number }[]>(
      `SELECT count(*) AS orders FROM (
         SELECT 1 FROM purchases p JOIN workspace_settings s ON s.workspace_id = p.workspace_id
         WHERE p.workspace_id = $1 AND p.customer_id = $2
           AND p.ordered_at >= $3::date::timestamp AT TIME ZONE s.time_zone AND p.ordered_at < ($3::date + 1)::timestamp AT TIME ZONE s.time_zone
         LIMIT $4
       ) of_day`,
      [workspaceId, customerId, orderedOn, MOST_IN_A_DAY],
    );
    return (row?.orders ?? 0) >= MOST_IN_A_DAY;
  }

  /** Holds off other returns of the same purchase until this transaction ends. */
  async lock(tx: Tx, workspaceId: string, id: string): Promise<void> {
    await tx.query('SELECT 1 FROM purchases WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [workspaceId, id]);
  }

  /** What was bought in this purchase and has not come back through a return of it. */
  async kept(tx: Tx, workspaceId: string, purchase: Pick<Purchase, 'id' | 'source' | 'externalId'>): Promise<KeptLine[]> {
    return tx.query<KeptLine[]>(
      `SELECT l.product_id AS "productId", sum(l.quantity) AS quantity, max(l.unit_price_minor) AS "unitPriceMinor"
       FROM purchases p JOIN purchase_lines l ON l.workspace_id = p.workspace_id AND l.purchase_id = p.id
       WHERE p.workspace_id = $1 AND (p.id = $2 OR p.source = $3)
       GROUP BY l.product_id HAVING sum(l.quantity) > 0`,
      [workspaceId, purchase.id, returnsOf(purchase.id)],
    );
  }

  async list(tx: Tx, workspaceId: string, query: PurchaseQuery): Promise<{ data: Purchase[]; total: number }> {
    const { customerId, productId, source, importId, externalId } = query.filter;
    const direction = query.sort.startsWith('-') ? 'DESC' : 'ASC';
    const where = `p.workspace_id = $1 AND ($2::uuid IS NULL OR p.customer_id = $2) AND ($3::text IS NULL OR p.source = $3)
      AND ($4::uuid IS NULL OR p.import_id = $4) AND ($5::text IS NULL OR p.external_id = $5)
      AND ($6::uuid IS NULL OR EXISTS (SELECT 1 FROM purchase_lines l WHERE l.workspace_id = p.workspace_id AND l.purchase_id = p.id AND l.product_id = $6))`;
    const values = [workspaceId, customerId ?? null, source ?? null, importId ?? null, externalId ?? null, productId ?? null];
    // The page is cut before lines are gathered: only its own orders are looked up.
    const data = await tx.query<Purchase[]>(
      `SELECT ${PURCHASE} FROM (
         SELECT * FROM purchases p WHERE ${where} ORDER BY p.ordered_at ${direction}, p.id ${direction} LIMIT $7 OFFSET $8
       ) p, ${LINES} ORDER BY p.ordered_at ${direction}, p.id ${direction}`,
      [...values, query.perPage, (query.page - 1) * query.perPage],
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total FROM purchases p WHERE ${where}`, values);
    return { data, total: count?.total ?? 0 };
  }
}

/** The source under which the returns of one purchase are booked. */
export function returnsOf(purchaseId: string): string {
  return `return:${purchaseId}`;
}
