import { Injectable } from '@nestjs/common';
import type { Invitation, Locale, Role } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { WorkspaceToken } from '../workspace-token.js';

export const INVITATION_TAG = 'perennial_invite_';
const INVITATION_LIVES_MS = 7 * 86_400_000;

type Row = Omit<Invitation, 'createdAt' | 'expiresAt' | 'expired'> & { createdAt: Date; expiresAt: Date };

const COLUMNS = 'id, email, role, created_at AS "createdAt", expires_at AS "expiresAt"';
const OPEN = 'accepted_at IS NULL AND revoked_at IS NULL';
const SORTS: Readonly<Record<string, string>> = {
  createdAt: 'created_at, id',
  '-createdAt': 'created_at DESC, id',
  email: 'email, id',
  '-email': 'email DESC, id',
};

/** Invitations that were sent and not yet accepted or revoked. */
@Injectable()
export class InvitationStore {
  constructor(private readonly clock: Clock) {}

  async page(tx: Tx, workspaceId: string, query: { page: number; perPage: number; sort: string }): Promise<{ data: Invitation[]; total: number }> {
    const where = `FROM invitations WHERE workspace_id = $1 AND ${OPEN}`;
    const rows = await tx.query<Row[]>(`SELECT ${COLUMNS} ${where} ORDER BY ${SORTS[query.sort]} LIMIT $2 OFFSET $3`, [
      workspaceId,
      query.perPage,
      (query.page - 1) * query.perPage,
    ]);
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total ${where}`, [workspaceId]);
    return { data: rows.map((row) => this.asInvitation(row)), total: count?.total ?? 0 };
  }

  async insert(
    tx: Tx,
    token: WorkspaceToken,
    invitation: { email: string; role: Role; locale: Locale; invitedBy: string | null; now: Date },
  ): Promise<Invitation> {
    const { email, role, locale, invitedBy, now } = invitation;
    const [row] = await tx.query<[Row]>(
      `INSERT INTO invitations (workspace_id, token_hash, email, role, locale, invited_by, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${COLUMNS}`,
      [token.workspaceId, token.hash, email, role, locale, invitedBy, now, new Date(now.getTime() + INVITATION_LIVES_MS)],
    );
    return this.asInvitation(row);
  }

  /** The open invitation with this token, held until the transaction ends; null when it is unknown, over, or too old. */
  async lockOpen(tx: Tx, token: WorkspaceToken): Promise<{ id: string; email: string; role: Role } | null> {
    const [row] = await tx.query<{ id: string; email: string; role: Role }[]>(
      `SELECT id, email, role FROM invitations WHERE workspace_id = $1 AND token_hash = $2 AND ${OPEN} AND expires_at > $3 FOR UPDATE`,
      [token.workspaceId, token.hash, this.clock.now()],
    );
    return row ?? null;
  }

  async markAccepted(tx: Tx, workspaceId: string, id: string): Promise<void> {
    await tx.query('UPDATE invitations SET accepted_at = $3 WHERE workspace_id = $1 AND id = $2', [workspaceId, id, this.clock.now()]);
  }

  /** False when there is no such open invitation. */
  async revoke(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
    const [, revoked] = await tx.query<[unknown, number]>(`UPDATE invitations SET revoked_at = $3 WHERE workspace_id = $1 AND id = $2 AND ${OPEN}`, [
      workspaceId,
      id,
      this.clock.now(),
    ]);
    return revoked > 0;
  }

  async revokeOpenOf(tx: Tx, workspaceId: string, email: string, now: Date): Promise<void> {
    await tx.query(`UPDATE invitations SET revoked_at = $3 WHERE workspace_id = $1 AND lower(email) = lower($2) AND ${OPEN}`, [workspaceId, email, now]);
  }

  async isMember(tx: Tx, workspaceId: string, email: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT 1 FROM workspace_members m JOIN auth."user" u ON u.id = m.user_id WHERE m.workspace_id = $1 AND u.email = lower($2)`,
      [workspaceId, email],
    );
    return rows.length > 0;
  }

  private asInvitation(row: Row): Invitation {
    return { ...row, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString(), expired: row.expiresAt <= this.clock.now() };
  }
}
