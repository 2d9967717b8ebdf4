import { Injectable } from '@nestjs/common';
import type { Message, MessageQuery } from '@perennial/contract/admin';
import type { z } from 'zod';
import { Database, type Tx } from '../platform/database/index.js';

export const MESSAGE_COLUMNS = `id, purpose, channel, customer_id AS "customerId", to_address AS "to", locale, template, template_version AS "templateVersion", status, held_because AS "heldBecause",
  skipped_because AS "skippedBecause", error, attempts, CASE WHEN status IN ('queued', 'held') THEN next_attempt_at END AS "nextAttemptAt",
  delivery, delivery_at AS "deliveryAt", created_at AS "createdAt", sent_at AS "sentAt"`;

const SORTS = { createdAt: 'created_at', sentAt: 'sent_at' } as const;
const FILTERS = { status: 'status', delivery: 'delivery', purpose: 'purpose', customerId: 'customer_id', to: 'to_address' } as const;

/** The workspace's messages for its staff, a page at a time. */
@Injectable()
export class ListMessages {
  constructor(private readonly database: Database) {}

  async run(workspaceId: string, query: z.output<typeof MessageQuery>): Promise<{ data: Message[]; total: number }> {
    return this.database.inWorkspace(workspaceId, (tx) => this.page(tx, workspaceId, query));
  }

  private async page(tx: Tx, workspaceId: string, query: z.output<typeof MessageQuery>): Promise<{ data: Message[]; total: number }> {
    const values: unknown[] = [workspaceId];
    const where = Object.entries(FILTERS).flatMap(([field, column]) => {
      const value = query.filter[field as keyof typeof FILTERS];
      return value === undefined ? [] : [`AND ${column} = $${values.push(value)}`];
    });
    const rows = `FROM messages WHERE workspace_id = $1 ${where.join(' ')}`;
    const column = SORTS[query.sort.replace(/^-/, '') as keyof typeof SORTS];
    const order = query.sort.startsWith('-') ? `${column} DESC NULLS LAST, id DESC` : `${column} ASC NULLS LAST, id ASC`;
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total ${rows}`, values);
    const data = await tx.query<Message[]>(
      `SELECT ${MESSAGE_COLUMNS} ${rows} ORDER BY ${order} LIMIT ${query.perPage} OFFSET ${(query.page - 1) * query.perPage}`,
      values,
    );
    return { data, total: count?.total ?? 0 };
  }
}
