import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';

/** What a workspace's own plan lets it do, as facts. */
export interface ServiceStanding {
  /** The plan has run out: read-only. */
  readonly suspended: boolean;
  /** Reminder messages in a month; null: without limit. */
  readonly remindersAMonth: number | null;
}

export interface StandingSource {
  standingOf(tx: Tx, workspaceId: string): Promise<ServiceStanding>;
}

const UNLIMITED: ServiceStanding = { suspended: false, remindersAMonth: null };

/** Where the seller of plans says how a workspace stands, so that those who serve its customers need not know the seller. */
@Injectable()
export class ServiceStandings {
  private source: StandingSource | null = null;

  register(source: StandingSource): void {
    if (this.source) throw new Error('Two sources of how workspaces stand');
    this.source = source;
  }

  /** Of a service without plans everybody stands well. */
  async of(tx: Tx, workspaceId: string): Promise<ServiceStanding> {
    return (await this.source?.standingOf(tx, workspaceId)) ?? UNLIMITED;
  }
}
