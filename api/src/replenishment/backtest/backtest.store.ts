import { Injectable } from '@nestjs/common';
import type { Backtest, BacktestProduct, BacktestProductQuery } from '@perennial/contract/admin';
import type { z } from 'zod';
import type { PlainDate } from '@perennial/calendar';
import type { Tx } from '../../platform/database/index.js';
import type { BacktestReport } from './backtest-report.js';

const SORTS: Readonly<Record<string, string>> = { name: 'p.name', cases: 'b.cases', malr: 'b.malr', within7Days: 'b.within_7_days' };

/** The newest backtest of each workspace: one row, and one for each product. */
@Injectable()
export class BacktestStore {
  async keep(tx: Tx, workspaceId: string, { asOf, ranAt, nightsOn }: { asOf: PlainDate; ranAt: Date; nightsOn: PlainDate }, { products, ...report }: BacktestReport): Promise<void> {
    await tx.query(
      `INSERT INTO backtests (workspace_id, as_of, ran_at, nights_on, report) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (workspace_id) DO UPDATE SET as_of = excluded.as_of, ran_at = excluded.ran_at, nights_on = excluded.nights_on, report = excluded.report`,
      [workspaceId, asOf, ranAt, nightsOn, JSON.stringify(report)],
    );
    await tx.query('DELETE FROM backtest_products WHERE workspace_id = $1', [workspaceId]);
    await tx.query(
      `INSERT INTO backtest_products (workspace_id, product_id, cases, malr, best_rule, best_rule_malr, coverage, promised, within_7_days, verdict)
       SELECT $1, id, cases, malr, "bestRule", "bestRuleMalr", coverage, promised, "within7Days", verdict
       FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, cases int, malr float8, "bestRule" text, "bestRuleMalr" float8, coverage float8, promised int, "within7Days" float8, verdict text)`,
      [workspaceId, JSON.stringify(products)],
    );
  }

  /** The newest report, the workspace's day it was made on, and the day on which its nights were last lived through. */
  async find(tx: Tx, workspaceId: string): Promise<{ asOf: PlainDate; nightsOn: PlainDate; backtest: Backtest } | null> {
    const [row] = await tx.query<{ asOf: PlainDate; nightsOn: PlainDate; ranAt: Date; report: Omit<Backtest, 'ranAt'> }[]>(
      'SELECT as_of AS "asOf", nights_on AS "nightsOn", ran_at AS "ranAt", report FROM backtests WHERE workspace_id = $1',
      [workspaceId],
    );
    return row ? { asOf: row.asOf, nightsOn: row.nightsOn, backtest: { ranAt: new Date(row.ranAt).toISOString(), ...row.report } } : null;
  }

  async products(tx: Tx, workspaceId: string, { page, perPage, sort, filter }: z.output<typeof BacktestProductQuery>): Promise<{ data: BacktestProduct[]; total: number }> {
    const values: unknown[] = [workspaceId];
    const where = filter.verdict === undefined ? '' : `AND b.verdict = $${values.push(filter.verdict)}`;
    const from = `FROM backtest_products b JOIN products p ON p.workspace_id = b.workspace_id AND p.id = b.product_id WHERE b.workspace_id = $1 ${where}`;
    const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
    const data = await tx.query<BacktestProduct[]>(
      `SELECT p.id, p.external_id AS "externalId", p.name, b.cases, b.malr, b.best_rule AS "bestRule", b.best_rule_malr AS "bestRuleMalr", b.coverage, b.promised,
              b.within_7_days AS "within7Days", b.verdict
       ${from} ORDER BY ${SORTS[sort.replace(/^-/, '')] as string} ${direction} NULLS LAST, p.id LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`,
      values,
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total ${from}`, values);
    return { data, total: count?.total ?? 0 };
  }
}
