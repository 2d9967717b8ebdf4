import { Injectable } from '@nestjs/common';
import { roleReaches, ROLES } from '@perennial/contract/admin';
import { Memberships } from '../../access/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { NewStaffNotice } from './staff-notice.js';
import { StaffNoticeStore } from './staff-notice.store.js';

/** Tells every member of a workspace who has the role, each once. In the caller's transaction: no change, no notice. */
@Injectable()
export class TellMembers {
  constructor(
    private readonly notices: StaffNoticeStore,
    private readonly memberships: Memberships,
    private readonly clock: Clock,
  ) {}

  /** @returns how many members had not been told before */
  async run(tx: Tx, workspaceId: string, notice: NewStaffNotice): Promise<number> {
    const roles = ROLES.filter((role) => roleReaches(role, notice.from));
    return this.notices.add(tx, workspaceId, notice, await this.memberships.withRoles(tx, workspaceId, roles), this.clock.now());
  }

  /**
   * What it was about is over: what nobody has read of this kind counts as read.
   * @param keep what the keys of those begin with that still stand
   */
  async over(tx: Tx, workspaceId: string, kind: string, keep: string): Promise<void> {
    await this.notices.readAllBut(tx, workspaceId, kind, keep, this.clock.now());
  }

  /** Whether any member has read one of them themselves. */
  async seen(tx: Tx, workspaceId: string, kind: string, keysBeginWith: string): Promise<boolean> {
    return this.notices.seen(tx, workspaceId, kind, keysBeginWith);
  }
}
