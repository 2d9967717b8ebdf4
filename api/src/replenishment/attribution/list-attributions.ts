import { Injectable } from '@nestjs/common';
import type { Attribution, AttributionList, AttributionQuery } from '@perennial/contract/admin';
import type { z } from 'zod';
import { Database, type Tx } from '../../platform/database/index.js';

const COLUMNS = `concat_ws(':', a.purchase_id, a.product_id) AS id, a.purchase_id AS "purchaseId", o.external_id AS "purchaseExternalId", a.product_id AS "productId",
  p.name AS "productName", a.customer_id AS "customerId", k.name AS "customerName", a.reminder_id AS "reminderId", a.rule_id AS "ruleId", r.name AS "ruleName",
  a.experiment_no AS "experimentNo", a.arm, a.basis, a.touched_at AS "touchedAt", a.attributed_at AS "attributedAt", a.quantity,
  a.amount_minor AS "amountMinor", a.currency`;

/** Each filter's condition on its value. */
const FILTERS = {
  ruleId: (value: string) => `a.rule_id = ${value}`,
  reminderId: (value: string) => `a.reminder_id = ${value}`,
  customerId: (value: string) => `a.customer_id = ${value}`,
  productId: (value: string) => `a.product_id = ${value}`,
  arm: (value: string) => `a.arm = ${value}`,
  from: (value: string) => `a.attributed_at >= ${value}::date::timestamp AT TIME ZONE s.time_zone`,
  to: (value: string) => `a.attributed_at < (${value}::date + 1)::timestamp AT TIME ZONE s.time_zone`,
} as const;

/** Orders that followed reminders, and those of the control that came without one. */
@Injectable()
export class ListAttributions {
  constructor(private readonly database: Database) {}

  async run(workspaceId: string, query: z.output<typeof AttributionQuery>): Promise<AttributionList> {
    return this.database.inWorkspace(workspaceId, (tx) => this.page(tx, workspaceId, query));
  }

  private async page(tx: Tx, workspaceId: string, { page, perPage, sort, filter }: z.output<typeof AttributionQuery>): Promise<AttributionList> {
    const values: unknown[] = [workspaceId];
    const where = Object.entries(FILTERS).flatMap(([field, condition]) => {
      const value = filter[field as keyof typeof FILTERS];
      return value === undefined ? [] : [`AND ${condition(`$${values.push(value)}`)}`];
    });
    const from = `FROM attributions a
      JOIN workspace_settings s ON s.workspace_id = a.workspace_id
      JOIN purchases o ON o.workspace_id = a.workspace_id AND o.id = a.purchase_id
      JOIN rules r ON r.workspace_id = a.workspace_id AND r.id = a.rule_id
      JOIN customers k ON k.workspace_id = a.workspace_id AND k.id = a.customer_id
      JOIN products p ON p.workspace_id = a.workspace_id AND p.id = a.product_id
      WHERE a.workspace_id = $1 ${where.join(' ')}`;
    const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
    const data = await tx.query<Attribution[]>(
      `SELECT ${COLUMNS} ${from} ORDER BY a.attributed_at ${direction}, a.purchase_id, a.product_id LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`,
      values,
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total ${from}`, values);
    return { data, total: count?.total ?? 0 };
  }
}
