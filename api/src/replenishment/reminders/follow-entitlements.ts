import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Entitlements } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';

/** What waited for the plan to permit more is looked at as soon as it does. */
@Injectable()
export class FollowEntitlements implements OnModuleInit {
  constructor(
    private readonly entitlements: Entitlements,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.entitlements.listen((tx, workspaceId) => this.release(tx, workspaceId));
  }

  private async release(tx: Tx, workspaceId: string): Promise<void> {
    await tx.query(
      `UPDATE reminders SET release_at = $2 WHERE workspace_id = $1 AND status = 'held' AND release_at > $2 AND held_because IN ('workspace-suspended', 'plan-limit')`,
      [workspaceId, this.clock.now()],
    );
  }
}
