import { Injectable } from '@nestjs/common';
import type { Suppression, SuppressionQuery } from '@perennial/contract/admin';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';

const COLUMNS = `id, channel, address, reason, source, created_at AS "createdAt", released_at AS "releasedAt", released_because AS "releasedBecause"`;
const SORTS = { createdAt: 'created_at', address: 'address' } as const;

@Injectable()
export class SuppressionStore {
  /** Which of these addresses are on the list. */
  async among(tx: Tx, workspaceId: string, channel: string, addresses: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ address: string }[]>(
      `SELECT a AS address FROM unnest($3::text[]) a
       WHERE EXISTS (SELECT 1 FROM suppressions s WHERE s.workspace_id = $1 AND s.channel = $2 AND s.address IN (lower(a), hidden_address($1, $2, a)) AND s.released_at IS NULL)`,
      [workspaceId, channel, addresses],
    );
    return new Set(rows.map((row) => row.address));
  }

  /** Adds an address; null when it is on the list already. */
  async add(tx: Tx, workspaceId: string, entry: Pick<Suppression, 'channel' | 'address' | 'reason' | 'source'>, now: Date): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>(
      `INSERT INTO suppressions (workspace_id, channel, address, reason, source, created_at) VALUES ($1, $2, lower($3), $4, $5, $6)
       ON CONFLICT (workspace_id, channel, address) WHERE released_at IS NULL DO NOTHING RETURNING id`,
      [workspaceId, entry.channel, entry.address, entry.reason, entry.source, now],
    );
    return row?.id ?? null;
  }

  /** Adds a list; how many of it were not on it. */
  async addAll(tx: Tx, workspaceId: string, entries: readonly Pick<Suppression, 'channel' | 'address'>[], source: string, now: Date): Promise<number> {
    const [row] = await tx.query<{ added: number }[]>(
      `WITH added AS (
         INSERT INTO suppressions (workspace_id, channel, address, reason, source, created_at)
         SELECT DISTINCT $1::uuid, e.channel, lower(e.address), 'import', $3, $4::timestamptz FROM jsonb_to_recordset($2::jsonb) AS e (channel text, address text)
         ON CONFLICT (workspace_id, channel, address) WHERE released_at IS NULL DO NOTHING RETURNING 1)
       SELECT count(*)::int AS added FROM added`,
      [workspaceId, JSON.stringify(entries), source, now],
    );
    return row?.added ?? 0;
  }

  /** The list as it is in force, in the order of its key, after `after`. */
  async page(tx: Tx, workspaceId: string, after: Pick<Suppression, 'channel' | 'address'> | null, limit: number): Promise<Suppression[]> {
    return tx.query<Suppression[]>(
      `SELECT ${COLUMNS} FROM suppressions WHERE workspace_id = $1 AND released_at IS NULL AND ($2::text IS NULL OR (channel, address) > ($2, $3))
       ORDER BY channel, address LIMIT $4`,
      [workspaceId, after?.channel ?? null, after?.address ?? null, limit],
    );
  }

  /**
   * Keeps an erased person's addresses on the list without keeping the addresses: who imports them again finds them suppressed.
   * What was on the list with them, in force or not, is hidden the same way.
   */
  async hide(tx: Tx, workspaceId: string, entries: readonly Pick<Suppression, 'channel' | 'address'>[], source: string, now: Date): Promise<void> {
    const parameters = [workspaceId, JSON.stringify(entries)];
    await tx.query(
      `UPDATE suppressions s SET address = hidden_address($1, s.channel, s.address) FROM jsonb_to_recordset($2::jsonb) AS e (channel text, address text)
       WHERE s.workspace_id = $1 AND s.channel = e.channel AND s.address = lower(e.address)`,
      parameters,
    );
    await tx.query(
      `INSERT INTO suppressions (workspace_id, channel, address, reason, source, created_at)
       SELECT DISTINCT $1::uuid, e.channel, hidden_address($1, e.channel, e.address), 'erasure', $3, $4::timestamptz FROM jsonb_to_recordset($2::jsonb) AS e (channel text, address text)
       ON CONFLICT (workspace_id, channel, address) WHERE released_at IS NULL DO NOTHING`,
      [...parameters, source, now],
    );
  }

  async release(tx: Tx, workspaceId: string, id: string, because: string, now: Date): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      'UPDATE suppressions SET released_at = $3, released_because = $4 WHERE workspace_id = $1 AND id = $2 AND released_at IS NULL',
      [workspaceId, id, now, because],
    );
    return count > 0;
  }

  async list(tx: Tx, workspaceId: string, { page, perPage, sort, filter }: z.output<typeof SuppressionQuery>): Promise<{ data: Suppression[]; total: number }> {
    const values: unknown[] = [workspaceId];
    const where = [
      ...(filter.address === undefined ? [] : [`AND address IN (lower($${values.push(filter.address)}), hidden_address($1, channel, $${values.length}))`]),
      ...(filter.reason === undefined ? [] : [`AND reason = $${values.push(filter.reason)}`]),
      ...(filter.inForce === undefined ? [] : [`AND (released_at IS NULL) = $${values.push(filter.inForce)}`]),
    ].join(' ');
    const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
    const order = `${SORTS[sort.replace(/^-/, '') as keyof typeof SORTS]} ${direction}, id ${direction}`;
    const rows = `FROM suppressions WHERE workspace_id = $1 ${where}`;
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total ${rows}`, values);
    const data = await tx.query<Suppression[]>(`SELECT ${COLUMNS} ${rows} ORDER BY ${order} LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`, values);
    return { data, total: count?.total ?? 0 };
  }
}
