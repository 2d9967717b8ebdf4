import { Injectable } from '@nestjs/common';
import { type Role, roleReaches, ROLES } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { Locale } from '../message.js';
import { StaffNoticeStore } from './staff-notice.store.js';

/** Something the members of a workspace should see when they are next in the back office. */
export interface NewStaffNotice {
  /** What it is about, in kebab-case: `plan-expiring`. */
  readonly kind: string;
  readonly title: Readonly<Record<Locale, string>>;
  readonly text: Readonly<Record<Locale, string>>;
  /** Where in the back office one does something about it, from the workspace on: `/billing`. */
  readonly link: string | null;
  /** What makes it the same notice: a member is told once. */
  readonly dedupeKey: string;
  /** The least role of those who are told. */
  readonly from: Role;
}

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
