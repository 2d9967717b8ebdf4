import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { WorkspaceToken } from '../workspace-token.js';

export const PORTAL_LINK_TAG = 'perennial_link_';
/** A link somebody has just asked for. */
const ASKED_FOR_LIVES_MS = 15 * 60_000;

export interface PortalLink {
  readonly id: string;
  readonly customerId: string;
  /** Where in the portal the link leads. */
  readonly path: string;
}

/** A link that opens nothing any more. */
export interface SpentLink extends PortalLink {
  readonly used: boolean;
}

/** Links by which a customer signs in to the portal without a password. */
@Injectable()
export class PortalLinks {
  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Makes a link for this customer, which works once. The token stands behind the #, which no server log sees, and the page
   * posts it: a mail scanner that follows links uses nothing up.
   * @param path where in the portal the customer arrives: `/shelf`
   * @param livesMs 15 minutes when left out, for a link that is waited for; a mail nobody waits for gives its links longer
   */
  async create(tx: Tx, workspaceId: string, customerId: string, path = '/', livesMs = ASKED_FOR_LIVES_MS): Promise<string> {
    const [link = ''] = await this.createAll(tx, workspaceId, [{ customerId, path }], livesMs);
    return link;
  }

  /** The links of some mails, in one statement: `create` for each. */
  async createAll(tx: Tx, workspaceId: string, links: readonly Omit<PortalLink, 'id'>[], livesMs: number): Promise<string[]> {
    const tokens = links.map(() => WorkspaceToken.mint(PORTAL_LINK_TAG, workspaceId));
    const now = this.clock.now();
    await tx.query(
      `INSERT INTO portal_links (workspace_id, token_hash, customer_id, path, created_at, expires_at)
       SELECT $1, l.hash, l.customer, l.path, $5, $6 FROM unnest($2::bytea[], $3::uuid[], $4::text[]) AS l (hash, customer, path)`,
      [workspaceId, tokens.map(({ hash }) => hash), links.map(({ customerId }) => customerId), links.map(({ path }) => path), now, new Date(now.getTime() + livesMs)],
    );
    return tokens.map(({ text }) => `${this.settings.publicUrl}/portal/enter#token=${text}`);
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

  /** The link when it was used or is too old: reason to offer a new one. */
  async spent(tx: Tx, token: WorkspaceToken): Promise<SpentLink | null> {
    const [link] = await tx.query<SpentLink[]>(
      `SELECT id, customer_id AS "customerId", path, used_at IS NOT NULL AS used FROM portal_links
       WHERE workspace_id = $1 AND token_hash = $2 AND (used_at IS NOT NULL OR expires_at <= $3)`,
      [token.workspaceId, token.hash, this.clock.now()],
    );
    return link ?? null;
  }

  /** Removes what was over before this instant. */
  async forget(tx: Tx, workspaceId: string, before: Date): Promise<void> {
    await tx.query('DELETE FROM portal_links WHERE workspace_id = $1 AND expires_at < $2', [workspaceId, before]);
  }
}
