import { Injectable } from '@nestjs/common';
import type { ReminderSettings } from '@perennial/contract/admin';
import { MERGE_DAYS, QUIET_FROM, QUIET_UNTIL } from '@perennial/replenishment';
import type { Tx } from '../../platform/database/index.js';

/** What is in force where nothing was set. */
const DEFAULTS: ReminderSettings = {
  quiet: { from: QUIET_FROM, until: QUIET_UNTIL },
  mergeDays: MERGE_DAYS,
  caps: { all: null, email: null, sms: null, webhook: null },
  pausedAt: null,
};

@Injectable()
export class ReminderSettingsStore {
  async get(tx: Tx, workspaceId: string): Promise<ReminderSettings> {
    const [settings] = await tx.query<ReminderSettings[]>(
      'SELECT quiet, merge_days AS "mergeDays", caps, paused_at AS "pausedAt" FROM reminder_settings WHERE workspace_id = $1',
      [workspaceId],
    );
    return settings ?? DEFAULTS;
  }

  async put(tx: Tx, workspaceId: string, { quiet, mergeDays, caps, pausedAt }: ReminderSettings, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO reminder_settings (workspace_id, quiet, merge_days, caps, paused_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (workspace_id) DO UPDATE SET quiet = excluded.quiet, merge_days = excluded.merge_days, caps = excluded.caps,
         paused_at = excluded.paused_at, updated_at = excluded.updated_at`,
      [workspaceId, quiet && JSON.stringify(quiet), mergeDays, JSON.stringify(caps), pausedAt, now],
    );
  }
}
