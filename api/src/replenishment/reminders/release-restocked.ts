import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { SEND_DUE_REMINDERS } from './send-due-reminders.job.js';

/** What only waited for a product is looked at now, by every gate: much may have changed since. */
@Injectable()
export class ReleaseRestocked {
  constructor(
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
  ) {}

  /** Also reminders of products these ones may stand in for. */
  async run(tx: Tx, workspaceId: string, productIds: readonly string[]): Promise<void> {
    if (productIds.length === 0) return;
    const [, released] = await tx.query<[unknown, number]>(
      `UPDATE reminders m SET release_at = $2 FROM products p
       WHERE m.workspace_id = $1 AND m.status = 'held' AND m.held_because = 'out-of-stock' AND m.release_at > $2
         AND p.workspace_id = m.workspace_id AND p.id = m.product_id AND (p.id = ANY($3) OR p.substitute_id = ANY($3))`,
      [workspaceId, this.clock.now(), productIds],
    );
    if (released > 0) await this.jobs.enqueue(tx, SEND_DUE_REMINDERS, { workspaceId }, { key: `${SEND_DUE_REMINDERS}:${workspaceId}` });
  }
}
