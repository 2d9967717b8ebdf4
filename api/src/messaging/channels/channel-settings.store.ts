import { Injectable } from '@nestjs/common';
import type { ChangeMessageChannels } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

export interface ChannelSettings {
  readonly webhookUrl: string | null;
  /** Counts the secrets: the present one signs. */
  readonly webhookGeneration: number;
}

const NONE: ChannelSettings = { webhookUrl: null, webhookGeneration: 1 };

/** Where a workspace's messages go other than to customers. */
@Injectable()
export class ChannelSettingsStore {
  async get(tx: Tx, workspaceId: string): Promise<ChannelSettings> {
    const [row] = await tx.query<ChannelSettings[]>('SELECT webhook_url AS "webhookUrl", webhook_generation AS "webhookGeneration" FROM channel_settings WHERE workspace_id = $1', [workspaceId]);
    return row ?? NONE;
  }

  /**
   * In one statement, counted from what stands there: a secret replaced by one member does not come back because another
   * changes the address at the same moment.
   * @returns what is in force now
   */
  async change(tx: Tx, workspaceId: string, { webhookUrl, newSecret }: ChangeMessageChannels, now: Date): Promise<ChannelSettings> {
    const [after] = await tx.query<ChannelSettings[]>(
      `INSERT INTO channel_settings AS c (workspace_id, webhook_url, webhook_generation, updated_at) VALUES ($1, $2, $3::int + $4::int, $5)
       ON CONFLICT (workspace_id) DO UPDATE SET
         webhook_url = CASE WHEN $6::boolean THEN c.webhook_url ELSE excluded.webhook_url END,
         webhook_generation = c.webhook_generation + $4::int, updated_at = excluded.updated_at
       RETURNING webhook_url AS "webhookUrl", webhook_generation AS "webhookGeneration"`,
      [workspaceId, webhookUrl ?? null, NONE.webhookGeneration, newSecret ? 1 : 0, now, webhookUrl === undefined],
    );
    return after ?? NONE;
  }
}
