import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Entitlements } from '../../access/index.js';
import type { Tx } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { APPLY_SHOP_DELIVERY } from './apply-delivery.job.js';

/** What shops told while the plan did not permit to book it is read as soon as it does: in the order in which it came. */
@Injectable()
export class ReleaseDeliveries implements OnModuleInit {
  constructor(
    private readonly entitlements: Entitlements,
    private readonly jobs: JobQueue,
  ) {}

  onModuleInit(): void {
    this.entitlements.listen((tx, workspaceId) => this.release(tx, workspaceId));
  }

  private async release(tx: Tx, workspaceId: string): Promise<void> {
    if ((await this.entitlements.of(tx, workspaceId)).access !== 'full') return;
    await this.jobs.enqueueRows(
      tx,
      APPLY_SHOP_DELIVERY,
      `SELECT json_build_object('workspaceId', workspace_id, 'shopId', connection_id, 'deliveryId', delivery_id) AS payload,
              '${APPLY_SHOP_DELIVERY}:' || workspace_id || ':' || connection_id || ':' || delivery_id AS key
       FROM shop_deliveries WHERE workspace_id = $2 AND status = 'received' AND faults <> '[]' ORDER BY received_at, delivery_id`,
      [workspaceId],
    );
  }
}
