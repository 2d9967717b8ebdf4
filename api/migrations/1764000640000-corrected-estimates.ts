import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What past errors teach beyond their spread, and how good the predictions would have been. */
export class CorrectedEstimates1764000640000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE error_grids ADD COLUMN correction float8 NOT NULL DEFAULT 0;  -- in ln days, added to the candidate's estimate
      ALTER TABLE error_grids ALTER correction DROP DEFAULT;
      ALTER TABLE shop_rhythms ADD COLUMN gaps int NOT NULL DEFAULT 0;  -- how many have closed in all
      ALTER TABLE shop_rhythms ALTER gaps DROP DEFAULT;

      -- The newest run against the past. Made anew each night: it can be dropped.
      CREATE TABLE backtests (
        workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
        as_of date NOT NULL,                   -- the workspace's day it was made on
        ran_at timestamptz NOT NULL,
        nights_on date NOT NULL,               -- the day on which the past nights were last lived through
        report jsonb NOT NULL
      );
      CALL guard_tenant_table('backtests');

      CREATE TABLE backtest_products (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        product_id uuid NOT NULL,
        cases int NOT NULL,
        malr float8 NOT NULL,
        best_rule text NOT NULL,
        best_rule_malr float8 NOT NULL,
        coverage float8 NOT NULL,
        promised int NOT NULL,
        within_7_days float8,                  -- of the promised dates; null without any
        verdict text NOT NULL CHECK (verdict IN ('good', 'not-good-enough', 'no-dates', 'too-few')),
        PRIMARY KEY (workspace_id, product_id)
      );
      CALL guard_tenant_table('backtest_products');
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was learned from errors cannot be taken back.');
  }
}
