import { Injectable } from '@nestjs/common';
import type { CreateCustomer, Customer, CustomerDetail, CustomerQuery, Locale, UpdateCustomer } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

const COLUMNS = `c.id, c.external_id AS "externalId", c.name, c.email, c.phone, c.locale, c.time_zone AS "timeZone", c.tags, c.owner_id AS "ownerId", c.created_at AS "createdAt", c.updated_at AS "updatedAt"`;

const SORTS: Readonly<Record<string, string>> = { name: 'c.name', email: 'c.email', createdAt: 'c.created_at' };

export type NewCustomer = CreateCustomer & { readonly locale: Locale };

@Injectable()
export class CustomerStore {
  /** Adds customers; those whose external id is known are left as they are. @returns the ids of the new ones */
  async add(tx: Tx, workspaceId: string, customers: readonly NewCustomer[], now: Date): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `INSERT INTO customers (workspace_id, external_id, name, email, phone, locale, time_zone, created_at, updated_at)
       SELECT $1::uuid, n."externalId", n.name, n.email, n.phone, n.locale, n."timeZone", $3, $3
       FROM jsonb_to_recordset($2::jsonb) AS n ("externalId" text, name text, email text, phone text, locale text, "timeZone" text)
       ON CONFLICT (workspace_id, external_id) DO NOTHING
       RETURNING id`,
      [workspaceId, JSON.stringify(customers), now],
    );
    return rows.map(({ id }) => id);
  }

  async find(tx: Tx, workspaceId: string, id: string): Promise<Customer | null> {
    const [row] = await tx.query<Customer[]>(`SELECT ${COLUMNS} FROM customers c WHERE c.workspace_id = $1 AND c.id = $2`, [workspaceId, id]);
    return row ?? null;
  }

  async detail(tx: Tx, workspaceId: string, id: string): Promise<CustomerDetail | null> {
    const [row] = await tx.query<CustomerDetail[]>(
      `SELECT ${COLUMNS}, p.*
       FROM customers c, LATERAL (
         SELECT count(*) AS purchases, min(ordered_at) AS "firstPurchaseAt", max(ordered_at) AS "lastPurchaseAt"
         FROM purchases WHERE workspace_id = c.workspace_id AND customer_id = c.id
       ) p
       WHERE c.workspace_id = $1 AND c.id = $2`,
      [workspaceId, id],
    );
    return row ?? null;
  }

  async byEmail(tx: Tx, workspaceId: string, email: string): Promise<Customer | null> {
    const [row] = await tx.query<Customer[]>(
      `SELECT ${COLUMNS} FROM customers c WHERE c.workspace_id = $1 AND c.email = $2 ORDER BY c.created_at, c.id LIMIT 1`,
      [workspaceId, email.toLowerCase()],
    );
    return row ?? null;
  }

  async byExternalId(tx: Tx, workspaceId: string, externalId: string): Promise<Customer | null> {
    const [row] = await tx.query<Customer[]>(`SELECT ${COLUMNS} FROM customers c WHERE c.workspace_id = $1 AND c.external_id = $2`, [workspaceId, externalId]);
    return row ?? null;
  }

  async list(tx: Tx, workspaceId: string, query: CustomerQuery): Promise<{ data: Customer[]; total: number }> {
    const { q, email, externalId, ids } = query.filter;
    const where = `c.workspace_id = $1
      AND ($2::text IS NULL OR c.name ILIKE $2 OR c.email ILIKE $2 OR c.phone ILIKE $2 OR c.external_id ILIKE $2)
      AND ($3::text IS NULL OR c.email = $3) AND ($4::text IS NULL OR c.external_id = $4) AND ($5::uuid[] IS NULL OR c.id = ANY($5))`;
    const values = [workspaceId, q === undefined ? null : contains(q), email?.toLowerCase() ?? null, externalId ?? null, ids ?? null];
    const data = await tx.query<Customer[]>(
      `SELECT ${COLUMNS} FROM customers c WHERE ${where} ORDER BY ${order(query.sort, SORTS, 'c.id')} LIMIT $6 OFFSET $7`,
      [...values, query.perPage, (query.page - 1) * query.perPage],
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total FROM customers c WHERE ${where}`, values);
    return { data, total: count?.total ?? 0 };
  }

  async update(tx: Tx, workspaceId: string, customer: Customer, change: UpdateCustomer, now: Date): Promise<Customer> {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Customer>;
    const next = { ...customer, ...given, updatedAt: now.toISOString() };
    await tx.query(
      `UPDATE customers SET external_id = $3, name = $4, email = $5, phone = $6, locale = $7, time_zone = $8, updated_at = $9, tags = $10, owner_id = $11
       WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, customer.id, next.externalId, next.name, next.email, next.phone, next.locale, next.timeZone, now, next.tags, next.ownerId],
    );
    return next;
  }
}

/** A LIKE pattern for "somewhere inside", with the pattern's own signs taken literally. */
function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function order(sort: string, columns: Readonly<Record<string, string>>, tieBreaker: string): string {
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
  return `${columns[sort.replace('-', '')] ?? tieBreaker} ${direction} NULLS LAST, ${tieBreaker} ${direction}`;
}
