import { Injectable } from '@nestjs/common';
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

  async change(tx: Tx, workspaceId: string, { webhookUrl, webhookGeneration }: ChannelSettings, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO channel_settings (workspace_id, webhook_url, webhook_generation, updated_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (workspace_id) DO UPDATE SET webhook_url = excluded.webhook_url, webhook_generation = excluded.webhook_generation, updated_at = excluded.updated_at`,
      [workspaceId, webhookUrl, webhookGeneration, now],
    );
  }
}
