import { Injectable } from '@nestjs/common';
import type { ChangeMessageChannels } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';

/** Secrets that are derived: they are counted, and the one before the present one is good until then. */
export interface Generations {
  readonly generation: number;
  readonly previousUntil: Date | null;
}

export interface ChannelSettings {
  readonly webhookUrl: string | null;
  readonly webhook: Generations;
  readonly replies: Generations;
}

interface Row {
  readonly webhookUrl: string | null;
  readonly webhookGeneration: number;
  readonly webhookUntil: Date | null;
  readonly repliesGeneration: number;
  readonly repliesUntil: Date | null;
}

const FIRST = 1;
const NONE: Row = { webhookUrl: null, webhookGeneration: FIRST, webhookUntil: null, repliesGeneration: FIRST, repliesUntil: null };
const COLUMNS = `webhook_url AS "webhookUrl", webhook_generation AS "webhookGeneration", webhook_previous_until AS "webhookUntil", replies_generation AS "repliesGeneration", replies_previous_until AS "repliesUntil"`;
/** What is under way, and whoever has yet to be told, has this long. */
const OLD_LIVES = "interval '24 hours'";

/** Where a workspace's messages go other than to customers. */
@Injectable()
export class ChannelSettingsStore {
  async get(tx: Tx, workspaceId: string): Promise<ChannelSettings> {
    const [row] = await tx.query<Row[]>(`SELECT ${COLUMNS} FROM channel_settings WHERE workspace_id = $1`, [workspaceId]);
    return settingsOf(row ?? NONE);
  }

  /**
   * In one statement, counted from what stands there: a secret replaced by one member does not come back because another
   * changes the address at the same moment.
   * @returns what is in force now
   */
  async change(tx: Tx, workspaceId: string, change: ChangeMessageChannels, now: Date): Promise<ChannelSettings> {
    const until = (column: string, renew: string, end: string) => `CASE WHEN ${end}::boolean THEN NULL WHEN ${renew}::int = 1 THEN $3::timestamptz + ${OLD_LIVES} ELSE ${column} END`;
    await tx.query(
      `INSERT INTO channel_settings (workspace_id, webhook_generation, replies_generation, updated_at) VALUES ($1, ${FIRST}, ${FIRST}, $2) ON CONFLICT (workspace_id) DO NOTHING`,
      [workspaceId, now],
    );
    const [rows] = await tx.query<[Row[], number]>(
      `UPDATE channel_settings SET
         webhook_url = CASE WHEN $2::boolean THEN webhook_url ELSE $4 END,
         webhook_generation = webhook_generation + $5::int, webhook_previous_until = ${until('webhook_previous_until', '$5', '$6')},
         replies_generation = replies_generation + $7::int, replies_previous_until = ${until('replies_previous_until', '$7', '$8')},
         updated_at = $3
       WHERE workspace_id = $1 RETURNING ${COLUMNS}`,
      [workspaceId, change.webhookUrl === undefined, now, change.webhookUrl ?? null, change.newSecret ? 1 : 0, change.endOldSecret, change.newRepliesUrl ? 1 : 0, change.endOldRepliesUrl],
    );
    return settingsOf(rows[0] ?? NONE);
  }
}

/** The generations that are good now, the present one first. */
export function goodGenerations({ generation, previousUntil }: Generations, now: Date): number[] {
  return previousUntil !== null && previousUntil > now ? [generation, generation - 1] : [generation];
}

function settingsOf({ webhookUrl, webhookGeneration, webhookUntil, repliesGeneration, repliesUntil }: Row): ChannelSettings {
  return { webhookUrl, webhook: { generation: webhookGeneration, previousUntil: webhookUntil }, replies: { generation: repliesGeneration, previousUntil: repliesUntil } };
}
