import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Entitlements } from '../entitlements/entitlements.js';

/** How many seats of the plan are taken: by members, and by those who are invited. */
@Injectable()
export class CountSeats implements OnModuleInit {
  constructor(
    private readonly entitlements: Entitlements,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.entitlements.measure('seats', (tx, workspaceId) => this.run(tx, workspaceId));
  }

  async run(tx: Tx, workspaceId: string): Promise<number> {
    const [row] = await tx.query<{ seats: number }[]>(
      `SELECT (SELECT count(*) FROM workspace_members WHERE workspace_id = $1)
            + (SELECT count(*) FROM invitations WHERE workspace_id = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2) AS seats`,
      [workspaceId, this.clock.now()],
    );
    return row?.seats ?? 0;
  }
}
