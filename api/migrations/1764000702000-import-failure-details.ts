import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A failed import says its reason with numbers: how many contacts the plan allows and how many the file would need. */
export class ImportFailureDetails1764000702000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE imports ADD failure_details jsonb');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE imports DROP failure_details');
  }
}
