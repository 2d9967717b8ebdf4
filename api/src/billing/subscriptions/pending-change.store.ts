import { Injectable } from '@nestjs/common';
import type { Interval } from '@perennial/billing';
import type { AddOnQuantity } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

/** What a workspace wants to be different from its next renewal on. */
export interface PendingChange {
  readonly planCode: string;
  readonly interval: Interval;
  readonly addOns: readonly AddOnQuantity[];
}

@Injectable()
export class PendingChangeStore {
  async find(tx: Tx, workspaceId: string): Promise<PendingChange | null> {
    const [found] = await tx.query<PendingChange[]>('SELECT plan_code AS "planCode", interval, add_ons AS "addOns" FROM pending_changes WHERE workspace_id = $1', [workspaceId]);
    return found ?? null;
  }

  /** Replaces the wish there was. */
  async put(tx: Tx, workspaceId: string, { planCode, interval, addOns }: PendingChange, chosenBy: string | null, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO pending_changes (workspace_id, plan_code, interval, add_ons, chosen_at, chosen_by) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (workspace_id) DO UPDATE SET plan_code = excluded.plan_code, interval = excluded.interval, add_ons = excluded.add_ons,
         chosen_at = excluded.chosen_at, chosen_by = excluded.chosen_by`,
      [workspaceId, planCode, interval, JSON.stringify(addOns), now, chosenBy],
    );
  }

  /** @returns false when there was none */
  async remove(tx: Tx, workspaceId: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>('DELETE FROM pending_changes WHERE workspace_id = $1', [workspaceId]);
    return count > 0;
  }
}
