import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import type { Tx } from '../database/index.js';
import { currentRequestId } from '../observability/request-context.js';

/** Who stands behind a command. `id` is a user, key, or customer id; the system has none. */
export interface Actor {
  readonly kind: 'member' | 'operator' | 'api-key' | 'customer' | 'system';
  readonly id: string | null;
}

export const SYSTEM: Actor = { kind: 'system', id: null };

export interface AuditEntry {
  readonly actor: Actor;
  /** The use case, named like its file: `set-expected-date`. */
  readonly command: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** What changed. Ids, codes and amounts only: no names, addresses or message texts. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Every command leaves one entry, in the transaction of the change itself. */
@Injectable()
export class AuditTrail {
  constructor(private readonly clock: Clock) {}

  /** Records a command inside `Database.inWorkspace`. */
  async record(tx: Tx, workspaceId: string, entry: AuditEntry): Promise<void> {
    await tx.query(
      `INSERT INTO audit_entries (workspace_id, at, actor_kind, actor_id, command, subject_kind, subject_id, details, request_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [workspaceId, ...this.values(entry)],
    );
  }

  /** Records a command that belongs to no workspace. */
  async recordGlobal(tx: Tx, entry: AuditEntry): Promise<void> {
    await tx.query(
      `INSERT INTO operator_audit_entries (at, actor_kind, actor_id, command, subject_kind, subject_id, details, request_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      this.values(entry),
    );
  }

  private values(entry: AuditEntry): unknown[] {
    const { actor, command, subject, details = {} } = entry;
    return [this.clock.now(), actor.kind, actor.id, command, subject.kind, subject.id, JSON.stringify(details), currentRequestId()];
  }
}
