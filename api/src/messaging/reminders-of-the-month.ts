import { Injectable, type OnModuleInit } from '@nestjs/common';
import { dayIn, startOfDay } from '@perennial/calendar';
import { Entitlements } from '../access/index.js';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import { WorkspaceSettings } from '../workspaces/index.js';

/** Counts what the plan's limit of reminders is held against: those of this month, by the workspace's calendar. */
@Injectable()
export class RemindersOfTheMonth implements OnModuleInit {
  constructor(
    private readonly entitlements: Entitlements,
    private readonly workspaces: WorkspaceSettings,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.entitlements.measure('remindersAMonth', (tx, workspaceId) => this.count(tx, workspaceId));
  }

  private async count(tx: Tx, workspaceId: string): Promise<number> {
    const { timeZone } = await this.workspaces.get(tx, workspaceId);
    const first = `${dayIn(this.clock.now(), timeZone).slice(0, 8)}01`;
    const [row] = await tx.query<{ sent: number }[]>('SELECT count(*)::int AS sent FROM marketing_messages WHERE workspace_id = $1 AND at >= $2', [
      workspaceId,
      startOfDay(first, timeZone),
    ]);
    return row?.sent ?? 0;
  }
}
