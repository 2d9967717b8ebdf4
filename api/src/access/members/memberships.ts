import { Injectable } from '@nestjs/common';
import type { Role } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';

/** Who is a member of which workspace, and as what. */
@Injectable()
export class Memberships {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The person's role in the workspace, or null. It reads by the person, so an unknown workspace answers like a foreign one. */
  async roleOf(userId: string, workspaceId: string): Promise<Role | null> {
    return this.database.asUser(userId, async (tx) => {
      const [row] = await tx.query<{ role: Role }[]>('SELECT role FROM workspace_members WHERE workspace_id = $1 AND user_id = $2', [workspaceId, userId]);
      return row?.role ?? null;
    });
  }

  /** Where the person works, and as what; in a transaction of the person's own. */
  async of(tx: Tx, userId: string): Promise<{ readonly workspaceId: string; readonly role: Role }[]> {
    return tx.query('SELECT workspace_id AS "workspaceId", role FROM workspace_members WHERE user_id = $1', [userId]);
  }

  /** The members who have one of these roles. */
  async withRoles(tx: Tx, workspaceId: string, roles: readonly Role[]): Promise<string[]> {
    const rows = await tx.query<{ userId: string }[]>('SELECT user_id AS "userId" FROM workspace_members WHERE workspace_id = $1 AND role = ANY($2::text[])', [workspaceId, roles]);
    return rows.map(({ userId }) => userId);
  }

  /** Adds a member; false when the person already is one. */
  async add(tx: Tx, workspaceId: string, userId: string, role: Role): Promise<boolean> {
    const added = await tx.query<unknown[]>(
      `INSERT INTO workspace_members (workspace_id, user_id, role, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING user_id`,
      [workspaceId, userId, role, this.clock.now()],
    );
    return added.length > 0;
  }
}
