import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What past errors teach beyond their spread. */
export class CorrectedEstimates1764000640000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE error_grids ADD COLUMN correction float8 NOT NULL DEFAULT 0;  -- in ln days, added to the candidate's estimate
      ALTER TABLE error_grids ALTER correction DROP DEFAULT;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was learned from errors cannot be taken back.');
  }
}
