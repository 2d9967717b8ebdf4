import { Injectable } from '@nestjs/common';
import type { DebitTry } from '@perennial/billing';
import type { Tx } from '../../../platform/database/index.js';

/** Whether a workspace's plan renews by itself, as stored. */
export interface AutoRenewal {
  readonly enabled: boolean;
  /** Of the present answer. */
  readonly since: Date;
  /** A step of the ladder that could not even be tried, and the refusal's code. */
  readonly heldStep: string | null;
  readonly heldBecause: string | null;
}

@Injectable()
export class AutoRenewalStore {
  async find(tx: Tx, workspaceId: string): Promise<AutoRenewal | null> {
    const [found] = await tx.query<AutoRenewal[]>(
      `SELECT enabled, since, held_step AS "heldStep", held_because AS "heldBecause" FROM auto_renewals WHERE workspace_id = $1`,
      [workspaceId],
    );
    return found ?? null;
  }

  async put(tx: Tx, workspaceId: string, enabled: boolean, since: Date, consentId: string): Promise<void> {
    await tx.query(
      `INSERT INTO auto_renewals (workspace_id, enabled, since, consent_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (workspace_id) DO UPDATE SET enabled = excluded.enabled, since = excluded.since, consent_id = excluded.consent_id, held_step = NULL, held_because = NULL`,
      [workspaceId, enabled, since, consentId],
    );
  }

  async hold(tx: Tx, workspaceId: string, step: string, because: string): Promise<void> {
    await tx.query('UPDATE auto_renewals SET held_step = $2, held_because = $3 WHERE workspace_id = $1', [workspaceId, step, because]);
  }

  /** The automatic tries for a payable's place that are over, the oldest first. */
  async tries(tx: Tx, workspaceId: string, place: string): Promise<DebitTry[]> {
    return tx.query(
      `SELECT debit_step AS step, created_at AS at, last_failure AS failure FROM payment_attempts
       WHERE workspace_id = $1 AND payable = $2 AND debit_step IS NOT NULL ORDER BY created_at, id`,
      [workspaceId, place],
    );
  }
}
