import { Injectable } from '@nestjs/common';
import type { DuplicateGroup, DuplicateQuery } from '@perennial/contract/admin';
import { Database } from '../../platform/database/index.js';

const FEWEST_DIGITS = 7;

/** The same address, or the same phone number however it is written: only its digits count, without the zeros in front. */
const SHARED = `
  SELECT 'email' AS by, lower(btrim(email)) AS value, array_agg(id) AS ids FROM customers
  WHERE workspace_id = $1 AND email IS NOT NULL GROUP BY 2 HAVING count(*) > 1
  UNION ALL
  SELECT 'phone', d.digits, array_agg(id) FROM customers
  CROSS JOIN LATERAL (SELECT ltrim(regexp_replace(phone, '\\D', '', 'g'), '0') AS digits) d
  WHERE workspace_id = $1 AND length(d.digits) >= ${FEWEST_DIGITS} GROUP BY 2 HAVING count(*) > 1`;

/** Customers who may be one person. Whether they are, a person decides. */
@Injectable()
export class ListDuplicates {
  constructor(private readonly database: Database) {}

  async run(workspaceId: string, { page, perPage, sort }: DuplicateQuery): Promise<{ data: DuplicateGroup[]; total: number }> {
    const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const rows = await tx.query<(DuplicateGroup & { total: number })[]>(
        `SELECT g.by, g.value, g.total, c.customers
         FROM (SELECT *, count(*) OVER () AS total FROM (${SHARED}) shared ORDER BY value ${direction}, by LIMIT $2 OFFSET $3) g
         CROSS JOIN LATERAL (
           SELECT json_agg(json_build_object('id', k.id, 'externalId', k.external_id, 'name', k.name, 'email', k.email, 'phone', k.phone, 'createdAt', k.created_at,
                    'purchases', (SELECT count(*) FROM purchases p WHERE p.workspace_id = k.workspace_id AND p.customer_id = k.id)) ORDER BY k.created_at, k.id) AS customers
           FROM customers k WHERE k.workspace_id = $1 AND k.id = ANY(g.ids)
         ) c
         ORDER BY g.value ${direction}, g.by`,
        [workspaceId, perPage, (page - 1) * perPage],
      );
      return { data: rows.map(({ total: _, ...group }) => group), total: rows[0]?.total ?? 0 };
    });
  }
}
