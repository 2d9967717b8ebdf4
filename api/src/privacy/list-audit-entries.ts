import { Injectable } from '@nestjs/common';
import type { AuditEntry, AuditEntryQuery } from '@perennial/contract/admin';
import type { z } from 'zod';
import { ActorNames } from '../access/index.js';
import type { Actor } from '../platform/audit/index.js';
import { Database } from '../platform/database/index.js';

const FILTERS = { command: 'command', actorKind: 'actor_kind', actorId: 'actor_id', subjectKind: 'subject_kind', subjectId: 'subject_id' } as const;

/** The workspace's audit trail for its staff, a page at a time. */
@Injectable()
export class ListAuditEntries {
  constructor(
    private readonly database: Database,
    private readonly names: ActorNames,
  ) {}

  async run(workspaceId: string, query: z.output<typeof AuditEntryQuery>): Promise<{ data: AuditEntry[]; total: number }> {
    const values: unknown[] = [workspaceId];
    const where = Object.entries(FILTERS).flatMap(([field, column]) => {
      const value = query.filter[field as keyof typeof FILTERS];
      return value === undefined ? [] : [`AND ${column} = $${values.push(value)}`];
    });
    const direction = query.sort.startsWith('-') ? 'DESC' : 'ASC';
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const rows = `FROM audit_entries WHERE workspace_id = $1 ${where.join(' ')}`;
      const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total ${rows}`, values);
      const entries = await tx.query<Omit<AuditEntry, 'actorName'>[]>(
        `SELECT id, at, actor_kind AS "actorKind", actor_id AS "actorId", command, subject_kind AS "subjectKind", subject_id AS "subjectId",
                details, request_id AS "requestId"
         ${rows} ORDER BY at ${direction}, id ${direction} LIMIT ${query.perPage} OFFSET ${(query.page - 1) * query.perPage}`,
        values,
      );
      const names = await this.names.of(tx, workspaceId, entries.map(({ actorKind, actorId }): Actor => ({ kind: actorKind, id: actorId })));
      const data = entries.map((entry) => ({ ...entry, actorName: names.get(entry.actorId ?? '') ?? null }));
      return { data, total: count?.total ?? 0 };
    });
  }
}
