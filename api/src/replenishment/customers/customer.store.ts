import { Injectable } from '@nestjs/common';
import type { CreateCustomer, Customer, CustomerDetail, CustomerQuery, Locale, UpdateCustomer } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import type { ErasedPerson } from '../../privacy/index.js';

const COLUMNS = `c.id, c.external_id AS "externalId", c.name, c.email, c.phone, c.locale, c.time_zone AS "timeZone", c.tags, c.owner_id AS "ownerId", c.created_at AS "createdAt", c.updated_at AS "updatedAt"`;

const MOST_TAGS = 50;

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
    const [row] = await tx.query<Customer[]>(`SELECT ${COLUMNS} FROM customers c WHERE c.workspace_id = $1 AND c.id = $2 AND c.erased_at IS NULL`, [workspaceId, id]);
    return row ?? null;
  }

  /** The customer, or the refusal that fits: `customer-merged` with who they are now, `customer-erased`, `not-found` when there never was one. */
  async known(tx: Tx, workspaceId: string, id: string): Promise<Customer> {
    const customer = await this.find(tx, workspaceId, id);
    if (customer) return customer;
    throw await this.refusalOf(tx, workspaceId, id);
  }

  async refusalOf(tx: Tx, workspaceId: string, id: string): Promise<Refusal> {
    const into = await this.successor(tx, workspaceId, id);
    if (into !== null) return new Refusal('customer-merged', { into });
    const [erased] = await tx.query<unknown[]>('SELECT 1 FROM customers WHERE workspace_id = $1 AND id = $2 AND erased_at IS NOT NULL', [workspaceId, id]);
    return new Refusal(erased ? 'customer-erased' : 'not-found');
  }

  /** Who a merged customer is now. */
  async successor(tx: Tx, workspaceId: string, id: string): Promise<string | null> {
    const [row] = await tx.query<{ into: string }[]>('SELECT merged_into AS "into" FROM merged_customers WHERE workspace_id = $1 AND id = $2', [workspaceId, id]);
    return row?.into ?? null;
  }

  /** Keeps a customer from being merged away until this transaction ends. @returns who they are: another one, when a merge came first */
  async hold(tx: Tx, workspaceId: string, id: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>('SELECT id FROM customers WHERE workspace_id = $1 AND id = $2 AND erased_at IS NULL FOR KEY SHARE', [workspaceId, id]);
    return row?.id ?? this.successor(tx, workspaceId, id);
  }

  /** Locks two customers, always in the same order: two merges wait for each other instead of locking each other out. */
  async lockBoth(tx: Tx, workspaceId: string, one: string, other: string): Promise<[Customer | null, Customer | null]> {
    const rows = await tx.query<Customer[]>(`SELECT ${COLUMNS} FROM customers c WHERE c.workspace_id = $1 AND c.id IN ($2, $3) AND c.erased_at IS NULL ORDER BY c.id FOR UPDATE`, [workspaceId, one, other]);
    const found = (id: string) => rows.find((row) => row.id === id) ?? null;
    return [found(one), found(other)];
  }

  /** One takes in what is known of the other and not of them, and the other is remembered under their old names. */
  async absorb(tx: Tx, workspaceId: string, goes: Customer, stays: Customer, now: Date): Promise<Customer> {
    await tx.query(
      `INSERT INTO merged_customers (workspace_id, id, merged_into, external_id, name, email, phone, created_at, merged_at)
       SELECT workspace_id, id, $3, external_id, name, email, phone, created_at, $4 FROM customers WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, goes.id, stays.id, now],
    );
    await tx.query('UPDATE merged_customers SET merged_into = $3 WHERE workspace_id = $1 AND merged_into = $2', [workspaceId, goes.id, stays.id]);
    await tx.query('DELETE FROM customers WHERE workspace_id = $1 AND id = $2', [workspaceId, goes.id]);
    return this.update(tx, workspaceId, stays, {
      externalId: stays.externalId ?? goes.externalId,
      name: stays.name || goes.name,
      email: stays.email ?? goes.email,
      phone: stays.phone ?? goes.phone,
      timeZone: stays.timeZone ?? goes.timeZone,
      tags: [...new Set([...stays.tags, ...goes.tags])].slice(0, MOST_TAGS),
      ownerId: stays.ownerId ?? goes.ownerId,
    }, now);
  }

  /** Everything they are known by, locked until this transaction ends; null when nobody is known by this id. */
  async lockPerson(tx: Tx, workspaceId: string, id: string): Promise<ErasedPerson | null> {
    const [customer] = await tx.query<unknown[]>('SELECT 1 FROM customers WHERE workspace_id = $1 AND id = $2 AND erased_at IS NULL FOR UPDATE', [workspaceId, id]);
    if (!customer) return null;
    const known = await tx.query<{ name: string; email: string | null; phone: string | null; externalId: string | null }[]>(
      `SELECT name, email, phone, external_id AS "externalId" FROM customers WHERE workspace_id = $1 AND id = $2
       UNION ALL SELECT name, email, phone, external_id FROM merged_customers WHERE workspace_id = $1 AND merged_into = $2`,
      [workspaceId, id],
    );
    const all = (key: keyof (typeof known)[number]) => [...new Set(known.flatMap((row) => row[key]?.trim() || []))];
    return { workspaceId, customerId: id, names: all('name'), emails: all('email'), phones: all('phone'), externalIds: all('externalId') };
  }

  /** Leaves of them, and of who became them, a row without a name: purchases, money and rhythms keep whom they belong to. */
  async erase(tx: Tx, workspaceId: string, id: string, now: Date): Promise<void> {
    await tx.query(
      `UPDATE customers SET external_id = NULL, name = '', email = NULL, phone = NULL, time_zone = NULL, tags = '{}', owner_id = NULL, erased_at = $3, updated_at = $3
       WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id, now],
    );
    await tx.query(`UPDATE merged_customers SET external_id = NULL, name = '', email = NULL, phone = NULL WHERE workspace_id = $1 AND merged_into = $2`, [workspaceId, id]);
  }

  async detail(tx: Tx, workspaceId: string, id: string): Promise<CustomerDetail | null> {
    const [row] = await tx.query<CustomerDetail[]>(
      `SELECT ${COLUMNS}, p.*
       FROM customers c, LATERAL (
         SELECT count(*) AS purchases, min(ordered_at) AS "firstPurchaseAt", max(ordered_at) AS "lastPurchaseAt"
         FROM purchases WHERE workspace_id = c.workspace_id AND customer_id = c.id
       ) p
       WHERE c.workspace_id = $1 AND c.id = $2 AND c.erased_at IS NULL`,
      [workspaceId, id],
    );
    return row ?? null;
  }

  /** Whoever has this address, or had it before they were merged. */
  async byEmail(tx: Tx, workspaceId: string, email: string): Promise<Customer | null> {
    const [row] = await tx.query<Customer[]>(
      `SELECT ${COLUMNS} FROM customers c WHERE c.workspace_id = $1 AND c.email = $2 ORDER BY c.created_at, c.id LIMIT 1`,
      [workspaceId, email.toLowerCase()],
    );
    return row ?? this.merged(tx, workspaceId, 'm.email = $2', email.toLowerCase());
  }

  /** Whoever has this external id, or had it before they were merged. */
  async byExternalId(tx: Tx, workspaceId: string, externalId: string): Promise<Customer | null> {
    const [row] = await tx.query<Customer[]>(`SELECT ${COLUMNS} FROM customers c WHERE c.workspace_id = $1 AND c.external_id = $2`, [workspaceId, externalId]);
    return row ?? this.merged(tx, workspaceId, 'm.external_id = $2', externalId);
  }

  private async merged(tx: Tx, workspaceId: string, condition: string, value: string): Promise<Customer | null> {
    const [row] = await tx.query<Customer[]>(
      `SELECT ${COLUMNS} FROM merged_customers m JOIN customers c ON c.workspace_id = m.workspace_id AND c.id = m.merged_into
       WHERE m.workspace_id = $1 AND ${condition} ORDER BY m.merged_at, m.id LIMIT 1`,
      [workspaceId, value],
    );
    return row ?? null;
  }

  async list(tx: Tx, workspaceId: string, query: CustomerQuery): Promise<{ data: Customer[]; total: number }> {
    const { q, email, externalId, ids } = query.filter;
    const where = `c.workspace_id = $1 AND c.erased_at IS NULL
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
    // They may have been erased since they were read: nobody is written back who wanted to be forgotten.
    const [, count] = await tx.query<[unknown, number]>(
      `UPDATE customers SET external_id = $3, name = $4, email = $5, phone = $6, locale = $7, time_zone = $8, updated_at = $9, tags = $10, owner_id = $11
       WHERE workspace_id = $1 AND id = $2 AND erased_at IS NULL`,
      [workspaceId, customer.id, next.externalId, next.name, next.email, next.phone, next.locale, next.timeZone, now, next.tags, next.ownerId],
    );
    if (count === 0) throw await this.refusalOf(tx, workspaceId, customer.id);
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
