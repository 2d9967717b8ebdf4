import { Injectable } from '@nestjs/common';
import type { CreateProduct, Product, ProductQuery } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';
import { isCharge } from './charges.js';

const COLUMNS = `p.id, p.external_id AS "externalId", p.name, p.kind, p.category, p.price_minor AS "priceMinor", p.currency,
  p.interval_from_days AS "intervalFromDays", p.interval_to_days AS "intervalToDays", p.supply_days_per_unit::float8 AS "supplyDaysPerUnit", p.stock,
  p.image_url AS "imageUrl", p.link_url AS "linkUrl", p.sensitive, p.remindable, p.discontinued_at IS NOT NULL AS discontinued,
  p.substitute_id AS "substituteId", p.created_at AS "createdAt", p.updated_at AS "updatedAt"`;

const SORTS: Readonly<Record<string, string>> = { name: 'p.name', category: 'p.category', createdAt: 'p.created_at' };

@Injectable()
export class ProductStore {
  /** @returns the new product's id; null when the external id is taken */
  async insert(tx: Tx, workspaceId: string, product: CreateProduct, now: Date): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>(
      `INSERT INTO products (workspace_id, external_id, name, kind, category, price_minor, currency, interval_from_days, interval_to_days,
         supply_days_per_unit, stock, image_url, link_url, sensitive, remindable, substitute_id, discontinued_at, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18)
       ON CONFLICT (workspace_id, external_id) DO NOTHING RETURNING id`,
      [workspaceId, ...values(product), product.discontinued ? now : null, now],
    );
    return row?.id ?? null;
  }

  /** The product of this external id, added under this name when it is new; a charge such as postage never gets into a reminder. */
  async insertNamed(tx: Tx, workspaceId: string, product: { externalId: string; name: string; priceMinor: number | null; currency: string }, now: Date): Promise<string> {
    const known = await this.byExternalId(tx, workspaceId, product.externalId);
    if (known) return known.id;
    const [row] = await tx.query<{ id: string }[]>(
      `INSERT INTO products (workspace_id, external_id, name, price_minor, currency, remindable, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
       ON CONFLICT (workspace_id, external_id) DO UPDATE SET external_id = excluded.external_id RETURNING id`,
      [workspaceId, product.externalId, product.name, product.priceMinor, product.priceMinor === null ? null : product.currency, !isCharge(product.name), now],
    );
    return (row as { id: string }).id;
  }

  async find(tx: Tx, workspaceId: string, id: string): Promise<Product | null> {
    const [row] = await tx.query<Product[]>(`SELECT ${COLUMNS} FROM products p WHERE p.workspace_id = $1 AND p.id = $2`, [workspaceId, id]);
    return row ?? null;
  }

  async byExternalId(tx: Tx, workspaceId: string, externalId: string): Promise<Product | null> {
    const [row] = await tx.query<Product[]>(`SELECT ${COLUMNS} FROM products p WHERE p.workspace_id = $1 AND p.external_id = $2`, [workspaceId, externalId]);
    return row ?? null;
  }

  async list(tx: Tx, workspaceId: string, query: ProductQuery): Promise<{ data: Product[]; total: number }> {
    const { q, kind, category, remindable, discontinued, ids } = query.filter;
    const where = `p.workspace_id = $1
      AND ($2::text IS NULL OR p.name ILIKE $2 OR p.external_id ILIKE $2) AND ($3::text IS NULL OR p.kind = $3) AND ($4::text IS NULL OR p.category = $4)
      AND ($5::boolean IS NULL OR p.remindable = $5) AND ($6::boolean IS NULL OR (p.discontinued_at IS NOT NULL) = $6) AND ($7::uuid[] IS NULL OR p.id = ANY($7))`;
    const given = [workspaceId, q === undefined ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`, kind ?? null, category ?? null, remindable ?? null, discontinued ?? null, ids ?? null];
    const direction = query.sort.startsWith('-') ? 'DESC' : 'ASC';
    const data = await tx.query<Product[]>(
      `SELECT ${COLUMNS} FROM products p WHERE ${where} ORDER BY ${SORTS[query.sort.replace('-', '')] ?? 'p.id'} ${direction} NULLS LAST, p.id ${direction} LIMIT $8 OFFSET $9`,
      [...given, query.perPage, (query.page - 1) * query.perPage],
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total FROM products p WHERE ${where}`, given);
    return { data, total: count?.total ?? 0 };
  }

  async replace(tx: Tx, workspaceId: string, id: string, product: CreateProduct, now: Date): Promise<void> {
    await tx.query(
      `UPDATE products SET external_id = $3, name = $4, kind = $5, category = $6, price_minor = $7, currency = $8, interval_from_days = $9, interval_to_days = $10,
         supply_days_per_unit = $11, stock_counted_at = CASE WHEN stock IS DISTINCT FROM $12 THEN $19 ELSE stock_counted_at END, stock = $12, image_url = $13, link_url = $14, sensitive = $15, remindable = $16, substitute_id = $17,
         discontinued_at = CASE WHEN $18 THEN coalesce(discontinued_at, $19) END, updated_at = $19
       WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id, ...values(product), product.discontinued, now],
    );
  }
}

function values(product: CreateProduct): unknown[] {
  return [
    product.externalId,
    product.name,
    product.kind,
    product.category,
    product.priceMinor,
    product.currency,
    product.intervalFromDays,
    product.intervalToDays,
    product.supplyDaysPerUnit,
    product.stock,
    product.imageUrl,
    product.linkUrl,
    product.sensitive,
    product.remindable,
    product.substituteId,
  ];
}
