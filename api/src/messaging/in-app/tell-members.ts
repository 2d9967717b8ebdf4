import { Injectable } from '@nestjs/common';
import { roleReaches, ROLES } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { NewStaffNotice } from './staff-notice.js';
import { StaffNoticeStore } from './staff-notice.store.js';

/** Tells every member of a workspace who has the role, each once. In the caller's transaction: no change, no notice. */
@Injectable()
export class TellMembers {
  constructor(
    private readonly notices: StaffNoticeStore,
    private readonly clock: Clock,
  ) {}

  /** @returns how many members had not been told before */
  async run(tx: Tx, workspaceId: string, notice: NewStaffNotice): Promise<number> {
    const roles = ROLES.filter((role) => roleReaches(role, notice.from));
    return this.notices.add(tx, workspaceId, notice, roles, this.clock.now());
  }
}
