import { Injectable } from '@nestjs/common';
import type { FollowUpTask, FollowUpTaskQuery } from '@perennial/contract/admin';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';

const COLUMNS = `t.id, t.kind, t.customer_id AS "customerId", k.name AS "customerName", t.title, t.words, t.created_at AS "createdAt", t.closed_at AS "closedAt", t.closed_by AS "closedBy"`;

export interface NewTask {
  readonly kind: 'reply';
  readonly customerId: string | null;
  readonly title: string;
  readonly words: string;
  readonly sourceId: string;
}

@Injectable()
export class TaskStore {
  /** Null when there is a task of this source. */
  async add(tx: Tx, workspaceId: string, { kind, customerId, title, words, sourceId }: NewTask, now: Date): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>(
      `INSERT INTO follow_up_tasks (workspace_id, kind, customer_id, title, words, source_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (workspace_id, kind, source_id) DO NOTHING RETURNING id`,
      [workspaceId, kind, customerId, title, words, sourceId, now],
    );
    return row?.id ?? null;
  }

  async list(tx: Tx, workspaceId: string, { page, perPage, sort, filter }: z.output<typeof FollowUpTaskQuery>): Promise<{ data: FollowUpTask[]; total: number; open: number }> {
    const values = [workspaceId, filter.open ?? null, filter.customerId ?? null];
    const rows = `FROM follow_up_tasks t LEFT JOIN customers k ON k.workspace_id = t.workspace_id AND k.id = t.customer_id
      WHERE t.workspace_id = $1 AND ($2::boolean IS NULL OR (t.closed_at IS NULL) = $2) AND ($3::uuid IS NULL OR t.customer_id = $3)`;
    const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total ${rows}`, values);
    const [open] = await tx.query<{ open: number }[]>('SELECT count(*) AS open FROM follow_up_tasks WHERE workspace_id = $1 AND closed_at IS NULL', [workspaceId]);
    const data = await tx.query<FollowUpTask[]>(`SELECT ${COLUMNS} ${rows} ORDER BY t.created_at ${direction}, t.id ${direction} LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`, values);
    return { data, total: count?.total ?? 0, open: open?.open ?? 0 };
  }

  /** False when it is closed already, or is none. */
  async close(tx: Tx, workspaceId: string, id: string, by: string | null, now: Date): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>('UPDATE follow_up_tasks SET closed_at = $3, closed_by = $4 WHERE workspace_id = $1 AND id = $2 AND closed_at IS NULL', [workspaceId, id, now, by]);
    return count > 0;
  }
}
