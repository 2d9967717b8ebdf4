import { Injectable } from '@nestjs/common';
import type { CycleList, CycleQuery } from '@perennial/contract/admin';
import { addDays } from '@perennial/calendar';
import { HORIZON_DAYS } from '@perennial/replenishment';
import type { z } from 'zod';
import { Database, type Tx } from '../../platform/database/index.js';
import { CYCLE_COLUMNS, CYCLE_TABLES, type CycleRow, withReason } from './cycle.view.js';
import { Estimates } from './estimates.js';

const SORTS = {
  expectedOn: 'c.expected_on',
  lastOrderedOn: 'c.last_ordered_on',
  probability: 'c.probability',
  customerName: 'k.name',
  productName: 'p.name',
} as const;

/** The cycles of a workspace for its staff: the due board, a customer's or a product's. */
@Injectable()
export class ListCycles {
  constructor(
    private readonly database: Database,
    private readonly estimates: Estimates,
  ) {}

  async run(workspaceId: string, query: z.output<typeof CycleQuery>): Promise<CycleList> {
    return this.database.inWorkspace(workspaceId, (tx) => this.page(tx, workspaceId, query));
  }

  private async page(tx: Tx, workspaceId: string, { page, perPage, sort, filter }: z.output<typeof CycleQuery>): Promise<CycleList> {
    const values: unknown[] = [workspaceId];
    const where = ['c.workspace_id = $1'];
    const value = (given: unknown): string => `$${values.push(given)}`;
    if (filter.customerId) where.push(`c.customer_id = ${value(filter.customerId)}`);
    if (filter.productId) where.push(`c.product_id = ${value(filter.productId)}`);
    if (filter.rhythm) where.push(`c.rhythm = ${value(filter.rhythm)}`);
    if (filter.q) where.push(`(strpos(lower(k.name), lower(${value(filter.q)})) > 0 OR strpos(lower(p.name), lower($${values.length})) > 0)`);
    const today = await this.estimates.today(tx, workspaceId);
    // The board is for acting on: no dates nobody believes in, nobody who asked for quiet.
    const believed = `NOT c.stopped AND p.remindable AND (c.rhythm = 'reliable' OR c.override_by IS NOT NULL)`;
    if (filter.board === 'due') where.push(`${believed} AND (c.late_from >= ${value(today)} OR c.ran_out) AND c.expected_on <= ${value(addDays(today, HORIZON_DAYS))}`);
    if (filter.board === 'overdue') where.push(`NOT c.stopped AND p.remindable AND c.rhythm <> 'no-rhythm' AND c.override_by IS NULL AND c.late_from < ${value(today)}`);
    const from = `FROM ${CYCLE_TABLES} WHERE ${where.join(' AND ')}`;
    const column = SORTS[sort.replace(/^-/, '') as keyof typeof SORTS];
    const rows = await tx.query<CycleRow[]>(
      `SELECT ${CYCLE_COLUMNS} ${from} ORDER BY ${column} ${sort.startsWith('-') ? 'DESC' : 'ASC'}, c.customer_id, c.product_id LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`,
      values,
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total ${from}`, values);
    return { data: rows.map(withReason), total: count?.total ?? 0 };
  }
}
