import { Injectable } from '@nestjs/common';
import type { PlanLimit, Usage } from '@perennial/contract/admin';
import { Entitlements } from '../../access/index.js';
import type { Tx } from '../../platform/database/index.js';

const LIMITS: readonly PlanLimit[] = ['contacts', 'remindersAMonth', 'seats'];

/** How much of each limit of the plan is used, and which plan has more room. */
@Injectable()
export class ReadUsage {
  constructor(private readonly entitlements: Entitlements) {}

  async run(tx: Tx, workspaceId: string): Promise<Usage[]> {
    const { limits } = await this.entitlements.of(tx, workspaceId);
    const usage: Usage[] = [];
    for (const limit of LIMITS) {
      const allowed = limits[limit];
      const used = await this.entitlements.used(tx, workspaceId, limit);
      const liftedBy = allowed === null ? null : await this.entitlements.lifting(tx, workspaceId, limit, allowed + 1);
      usage.push({ limit, used, allowed, liftedBy });
    }
    return usage;
  }
}
