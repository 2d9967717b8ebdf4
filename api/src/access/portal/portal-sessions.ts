import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import type { CustomerCaller } from '../guard/caller.js';
import { WorkspaceToken } from '../workspace-token.js';

const PORTAL_SESSION_TAG = 'perennial_visit_';
export const PORTAL_SESSION_LIVES_MS = 30 * 86_400_000;

/** A customer's stay in the portal, begun by a link. */
@Injectable()
export class PortalSessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Begins a session and gives the text of its cookie: always a new one, so that nobody can plant theirs beforehand. */
  async begin(tx: Tx, workspaceId: string, customerId: string): Promise<string> {
    const token = WorkspaceToken.mint(PORTAL_SESSION_TAG, workspaceId);
    const now = this.clock.now();
    await tx.query('INSERT INTO portal_sessions (workspace_id, token_hash, customer_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)', [
      workspaceId,
      token.hash,
      customerId,
      now,
      new Date(now.getTime() + PORTAL_SESSION_LIVES_MS),
    ]);
    return token.text;
  }

  /** The customer behind a cookie, or null when the session is unknown, over, or ended. */
  async recognise(cookie: string): Promise<CustomerCaller | null> {
    const token = WorkspaceToken.read(PORTAL_SESSION_TAG, cookie);
    if (!token) return null;
    return this.database.inWorkspace(token.workspaceId, async (tx) => {
      const [row] = await tx.query<{ id: string; customer_id: string }[]>(
        'SELECT id, customer_id FROM portal_sessions WHERE workspace_id = $1 AND token_hash = $2 AND ended_at IS NULL AND expires_at > $3',
        [token.workspaceId, token.hash, this.clock.now()],
      );
      return row ? { kind: 'customer', customerId: row.customer_id, workspaceId: token.workspaceId, sessionId: row.id } : null;
    });
  }

  async end(tx: Tx, workspaceId: string, sessionId: string): Promise<void> {
    await tx.query('UPDATE portal_sessions SET ended_at = $3 WHERE workspace_id = $1 AND id = $2 AND ended_at IS NULL', [
      workspaceId,
      sessionId,
      this.clock.now(),
    ]);
  }

  /** Signs the customer out everywhere and makes links still in the mail useless (erasure, a lost phone). */
  async endAll(tx: Tx, workspaceId: string, customerId: string): Promise<void> {
    const now = this.clock.now();
    await tx.query('UPDATE portal_sessions SET ended_at = $3 WHERE workspace_id = $1 AND customer_id = $2 AND ended_at IS NULL', [workspaceId, customerId, now]);
    await tx.query('UPDATE portal_links SET used_at = $3 WHERE workspace_id = $1 AND customer_id = $2 AND used_at IS NULL', [workspaceId, customerId, now]);
  }

  /** Removes what was over before this instant. */
  async forget(tx: Tx, workspaceId: string, before: Date): Promise<void> {
    await tx.query('DELETE FROM portal_sessions WHERE workspace_id = $1 AND expires_at < $2', [workspaceId, before]);
  }
}
