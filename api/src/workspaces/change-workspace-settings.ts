import { Injectable } from '@nestjs/common';
import type { ChangeWorkspaceProfile, WorkspaceProfile } from '@perennial/contract/admin';
import { actorOf, type MemberCaller } from '../access/index.js';
import { AuditTrail } from '../platform/audit/index.js';
import { Database } from '../platform/database/index.js';
import { WorkspaceSettings } from './workspace-settings.js';

/** Changes what a workspace is called, speaks and counts in. What was written before keeps its own zone and currency. */
@Injectable()
export class ChangeWorkspaceSettings {
  constructor(
    private readonly database: Database,
    private readonly settings: WorkspaceSettings,
    private readonly audit: AuditTrail,
  ) {}

  async run(caller: MemberCaller, change: ChangeWorkspaceProfile): Promise<WorkspaceProfile> {
    const { workspaceId } = caller;
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const profile = await this.settings.change(tx, workspaceId, change);
      const details = { fields: Object.keys(change) };
      const subject = { kind: 'workspace', id: workspaceId };
      await this.audit.record(tx, workspaceId, { actor: actorOf(caller), command: 'change-workspace-settings', subject, details });
      return profile;
    });
  }
}
