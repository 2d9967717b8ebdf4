import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { WorkspaceToken } from '../workspace-token.js';

export const PORTAL_LINK_TAG = 'perennial_link_';
const LINK_LIVES_MS = 15 * 60_000;

export interface PortalLink {
  readonly id: string;
  readonly customerId: string;
  /** Where in the portal the link leads. */
  readonly path: string;
}

/** Links by which a customer signs in to the portal without a password. */
@Injectable()
export class PortalLinks {
  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Makes a link for this customer: it works once and for 15 minutes. The token stands behind the #, which no server log
   * sees, and the page posts it: a mail scanner that follows links uses nothing up.
   * @param path where in the portal the customer arrives: `/shelf`
   */
  async create(tx: Tx, workspaceId: string, customerId: string, path = '/'): Promise<string> {
    const token = WorkspaceToken.mint(PORTAL_LINK_TAG, workspaceId);
    const now = this.clock.now();
    await tx.query('INSERT INTO portal_links (workspace_id, token_hash, customer_id, path, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)', [
      workspaceId,
      token.hash,
      customerId,
      path,
      now,
      new Date(now.getTime() + LINK_LIVES_MS),
    ]);
    return `${this.settings.publicUrl}/portal/enter#token=${token.text}`;
  }

  /** Uses the link up in the same statement that finds it; null when it was used, is too old, or never was. */
  async use(tx: Tx, token: WorkspaceToken): Promise<PortalLink | null> {
    const [links] = await tx.query<[PortalLink[], number]>(
      `UPDATE portal_links SET used_at = $3 WHERE workspace_id = $1 AND token_hash = $2 AND used_at IS NULL AND expires_at > $3
       RETURNING id, customer_id AS "customerId", path`,
      [token.workspaceId, token.hash, this.clock.now()],
    );
    return links[0] ?? null;
  }

  /** The link when it was never used and is only too old: reason to offer a new one. */
  async expired(tx: Tx, token: WorkspaceToken): Promise<PortalLink | null> {
    const [link] = await tx.query<PortalLink[]>(
      `SELECT id, customer_id AS "customerId", path FROM portal_links
       WHERE workspace_id = $1 AND token_hash = $2 AND used_at IS NULL AND expires_at <= $3`,
      [token.workspaceId, token.hash, this.clock.now()],
    );
    return link ?? null;
  }
}
