import { Injectable } from '@nestjs/common';
import type { ChangeWorkspaceProfile, WorkspaceProfile } from '@perennial/contract/admin';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import { Refusal } from '../platform/http/index.js';

const COLUMNS = `name, sender_name AS "senderName", reply_to AS "replyTo", time_zone AS "timeZone", locale, currency`;

/** What a workspace is called, speaks and counts in. */
@Injectable()
export class WorkspaceSettings {
  constructor(private readonly clock: Clock) {}

  async get(tx: Tx, workspaceId: string): Promise<WorkspaceProfile> {
    const [profile] = await tx.query<WorkspaceProfile[]>(`SELECT ${COLUMNS} FROM workspace_settings WHERE workspace_id = $1`, [workspaceId]);
    if (!profile) throw new Refusal('not-found');
    return profile;
  }

  async insert(tx: Tx, workspaceId: string, profile: WorkspaceProfile): Promise<void> {
    await tx.query(
      `INSERT INTO workspace_settings (workspace_id, name, sender_name, reply_to, time_zone, locale, currency, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [workspaceId, ...values(profile), this.clock.now()],
    );
  }

  async change(tx: Tx, workspaceId: string, change: ChangeWorkspaceProfile): Promise<WorkspaceProfile> {
    const profile = { ...(await this.get(tx, workspaceId)), ...given(change) };
    await tx.query(
      `UPDATE workspace_settings SET name = $2, sender_name = $3, reply_to = $4, time_zone = $5, locale = $6, currency = $7, updated_at = $8
       WHERE workspace_id = $1`,
      [workspaceId, ...values(profile), this.clock.now()],
    );
    return profile;
  }
}

function values(profile: WorkspaceProfile): unknown[] {
  return [profile.name, profile.senderName, profile.replyTo, profile.timeZone, profile.locale, profile.currency];
}

/** The fields that were sent: one left out stays as it is, `replyTo: null` empties it. */
function given(change: ChangeWorkspaceProfile): Partial<WorkspaceProfile> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
