import { Injectable } from '@nestjs/common';
import type { SetAutoTopUp } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

export interface StoredAutoTopUp extends SetAutoTopUp {
  readonly announcedAt: Date | null;
  readonly changedAt: Date;
}

/** What was charged by itself and what was refused. */
export interface AutomaticTries {
  readonly chargedThisMonth: number;
  readonly declines: number;
  readonly lastDeclinedAt: Date | null;
  readonly lastFailure: string | null;
}

@Injectable()
export class AutoTopUpStore {
  async find(tx: Tx, workspaceId: string): Promise<StoredAutoTopUp | null> {
    const [found] = await tx.query<StoredAutoTopUp[]>(
      `SELECT enabled, threshold_minor AS threshold, refill_to_minor AS "refillTo", monthly_cap_minor AS "monthlyCap", announced_at AS "announcedAt", changed_at AS "changedAt"
       FROM auto_top_ups WHERE workspace_id = $1`,
      [workspaceId],
    );
    return found ?? null;
  }

  async put(tx: Tx, workspaceId: string, a: StoredAutoTopUp): Promise<void> {
    await tx.query(
      `INSERT INTO auto_top_ups (workspace_id, enabled, threshold_minor, refill_to_minor, monthly_cap_minor, announced_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (workspace_id) DO UPDATE SET enabled = excluded.enabled, threshold_minor = excluded.threshold_minor, refill_to_minor = excluded.refill_to_minor,
         monthly_cap_minor = excluded.monthly_cap_minor, announced_at = excluded.announced_at, changed_at = excluded.changed_at`,
      [workspaceId, a.enabled, a.threshold, a.refillTo, a.monthlyCap, a.announcedAt, a.changedAt],
    );
  }

  /** @param since refusals before this, or before the last success, no longer count */
  async tries(tx: Tx, workspaceId: string, monthStart: Date, since: Date): Promise<AutomaticTries> {
    const [tries] = await tx.query<AutomaticTries[]>(
      `WITH try AS (
         SELECT a.status, a.amount_minor, a.created_at, a.settled_at, a.last_failure FROM payment_attempts a
         JOIN top_ups t ON t.workspace_id = a.workspace_id AND t.id = a.top_up_id
         WHERE a.workspace_id = $1 AND t.kind = 'automatic'
       ), refused AS (
         SELECT created_at, settled_at, last_failure FROM try WHERE status = 'failed' AND created_at >= $3
           AND created_at > coalesce((SELECT max(created_at) FROM try WHERE status = 'succeeded'), '-infinity')
       )
       SELECT coalesce((SELECT sum(amount_minor) FROM try WHERE created_at >= $2 AND status IN ('creating', 'open', 'needs-action', 'processing', 'succeeded')), 0)::bigint AS "chargedThisMonth",
              (SELECT count(*) FROM refused) AS declines, (SELECT max(settled_at) FROM refused) AS "lastDeclinedAt",
              (SELECT last_failure FROM refused ORDER BY created_at DESC LIMIT 1) AS "lastFailure"`,
      [workspaceId, monthStart, since],
    );
    if (!tries) throw new Error('The tries were not counted');
    return tries;
  }
}
