import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { WorkspaceProfile } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../platform/audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { Refusal } from '../platform/http/index.js';
import { WorkspaceSettings } from './workspace-settings.js';

export interface NewWorkspace extends WorkspaceProfile {
  /** Its short name in links: letters, digits and dashes. */
  readonly slug: string;
}

/** Opens a workspace. `settle` runs in the same transaction: it adds the first owner, sample data, a trial. */
@Injectable()
export class CreateWorkspace {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly settings: WorkspaceSettings,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns the new workspace's id; refuses `slug-taken` */
  async run(actor: Actor, { slug, ...profile }: NewWorkspace, settle?: (tx: Tx, workspaceId: string) => Promise<void>): Promise<string> {
    const id = randomUUID();
    await this.database.inWorkspace(id, async (tx) => {
      const opened = await tx.query<unknown[]>('INSERT INTO workspaces (id, slug, created_at) VALUES ($1, $2, $3) ON CONFLICT (slug) DO NOTHING RETURNING id', [
        id,
        slug,
        this.clock.now(),
      ]);
      if (opened.length === 0) throw new Refusal('slug-taken');
      await this.settings.insert(tx, id, profile);
      await settle?.(tx, id);
      await this.audit.record(tx, id, { actor, command: 'create-workspace', subject: { kind: 'workspace', id } });
    });
    return id;
  }
}
