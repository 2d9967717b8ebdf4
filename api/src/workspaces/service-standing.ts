import { Injectable } from '@nestjs/common';
import { Entitlements } from '../access/index.js';
import type { Tx } from '../platform/database/index.js';

/** What a workspace's own plan lets it do for its customers, as facts. */
export interface ServiceStanding {
  /** The plan has run out: read-only. */
  readonly suspended: boolean;
  /** Reminder messages in a month; null: without limit. */
  readonly remindersAMonth: number | null;
}

/** How a workspace stands, for those who serve its customers and need not know who sells plans. */
@Injectable()
export class ServiceStandings {
  constructor(private readonly entitlements: Entitlements) {}

  async of(tx: Tx, workspaceId: string): Promise<ServiceStanding> {
    const { access, limits } = await this.entitlements.of(tx, workspaceId);
    return { suspended: access !== 'full', remindersAMonth: limits.remindersAMonth };
  }
}
