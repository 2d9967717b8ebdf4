import { Injectable } from '@nestjs/common';
import type { Member, Role } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';

type Row = Omit<Member, 'since'> & { since: Date };

const SELECT = `SELECT u.id, u.name, u.email, m.role, m.created_at AS since
  FROM workspace_members m JOIN auth."user" u ON u.id = m.user_id WHERE m.workspace_id = $1`;
const SORTS: Readonly<Record<string, string>> = { name: 'u.name, u.id', '-name': 'u.name DESC, u.id', since: 'm.created_at, u.id', '-since': 'm.created_at DESC, u.id' };

/** The members of a workspace, with their names from the staff accounts. */
@Injectable()
export class MemberStore {
  async page(tx: Tx, workspaceId: string, query: { page: number; perPage: number; sort: string }): Promise<{ data: Member[]; total: number }> {
    const rows = await tx.query<Row[]>(`${SELECT} ORDER BY ${SORTS[query.sort]} LIMIT $2 OFFSET $3`, [workspaceId, query.perPage, (query.page - 1) * query.perPage]);
    const [count] = await tx.query<{ total: number }[]>('SELECT count(*) AS total FROM workspace_members WHERE workspace_id = $1', [workspaceId]);
    return { data: rows.map(asMember), total: count?.total ?? 0 };
  }

  async get(tx: Tx, workspaceId: string, userId: string): Promise<Member> {
    const [row] = await tx.query<Row[]>(`${SELECT} AND u.id = $2`, [workspaceId, userId]);
    if (!row) throw new Refusal('not-found');
    return asMember(row);
  }

  /** The member, held until the transaction ends together with all owners, so that two commands cannot unmake the last two at once. */
  async lock(tx: Tx, workspaceId: string, userId: string): Promise<{ role: Role }> {
    const rows = await tx.query<{ user_id: string; role: Role }[]>(
      `SELECT user_id, role FROM workspace_members WHERE workspace_id = $1 AND (role = 'owner' OR user_id = $2) ORDER BY user_id FOR UPDATE`,
      [workspaceId, userId],
    );
    const found = rows.find((row) => row.user_id === userId);
    if (!found) throw new Refusal('not-found');
    return found;
  }

  /** Refuses when no owner would be left without this member. */
  async keepAnOwner(tx: Tx, workspaceId: string, userId: string): Promise<void> {
    const others = await tx.query<unknown[]>(`SELECT 1 FROM workspace_members WHERE workspace_id = $1 AND role = 'owner' AND user_id <> $2 LIMIT 1`, [workspaceId, userId]);
    if (others.length === 0) throw new Refusal('last-owner');
  }

  async setRole(tx: Tx, workspaceId: string, userId: string, role: Role): Promise<void> {
    await tx.query('UPDATE workspace_members SET role = $3 WHERE workspace_id = $1 AND user_id = $2', [workspaceId, userId, role]);
  }

  async remove(tx: Tx, workspaceId: string, userId: string): Promise<void> {
    await tx.query('DELETE FROM workspace_members WHERE workspace_id = $1 AND user_id = $2', [workspaceId, userId]);
  }
}

function asMember(row: Row): Member {
  return { ...row, since: row.since.toISOString() };
}
