import { Injectable } from '@nestjs/common';
import type { Overlay } from '@perennial/billing';
import type { Tx } from '../../platform/database/index.js';

/** What holds back grace and suspension, with its own end. */
@Injectable()
export class OverlayStore {
  async add(tx: Tx, workspaceId: string, { kind, from, until }: Overlay, reason: string, placedBy: string | null, now: Date): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>(
      `INSERT INTO subscription_overlays (workspace_id, kind, from_on, until_on, reason, placed_by, placed_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
      [workspaceId, kind, from, until, reason, placedBy, now],
    );
    if (!row) throw new Error('The overlay was not stored');
    return row.id;
  }

  /** Lets it end on `day` instead of later. @returns false when there is none that goes on after it */
  async liftOn(tx: Tx, workspaceId: string, id: string, day: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      'UPDATE subscription_overlays SET until_on = greatest(from_on, $3::date) WHERE workspace_id = $1 AND id = $2 AND until_on > $3::date',
      [workspaceId, id, day],
    );
    return count > 0;
  }
}
