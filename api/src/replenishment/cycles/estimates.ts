import { Injectable } from '@nestjs/common';
import { dayIn, type PlainDate } from '@perennial/calendar';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { rebuildEstimates } from './engine/rebuild-estimates.js';
import { refreshEstimates } from './engine/refresh-estimates.js';

// The first half of an advisory lock: a full run lets no increment of its workspace slip in between its reading and its writing.
const FULL_RUN_LOCK = 7_302;

/** Brings the estimates of a workspace up to date inside the caller's transaction. */
@Injectable()
export class Estimates {
  constructor(
    private readonly clock: Clock,
    private readonly settings: WorkspaceSettings,
  ) {}

  /** Learns the shop's rhythms anew and estimates every pair. */
  async rebuild(tx: Tx, workspaceId: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [FULL_RUN_LOCK, workspaceId]);
    await rebuildEstimates(tx, workspaceId, await this.today(tx, workspaceId));
  }

  /** Estimates these customers' pairs with what was learned last; everything, when nothing was learned yet. */
  async refresh(tx: Tx, workspaceId: string, customerIds: readonly string[]): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock_shared($1, hashtext($2))', [FULL_RUN_LOCK, workspaceId]);
    const today = await this.today(tx, workspaceId);
    if (!(await refreshEstimates(tx, workspaceId, today, customerIds))) await rebuildEstimates(tx, workspaceId, today);
  }

  /** The workspace's day: what is bought today counts as bought. */
  async today(tx: Tx, workspaceId: string): Promise<PlainDate> {
    const { timeZone } = await this.settings.get(tx, workspaceId);
    return dayIn(this.clock.now(), timeZone);
  }
}
