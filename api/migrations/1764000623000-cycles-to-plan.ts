import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Planning looks only at cycles that are due and not yet late, and at the few for which somebody named a day. */
export class CyclesToPlan1764000623000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX cycles_due;
      CREATE INDEX cycles_due ON cycles (workspace_id, due_on, late_from) WHERE NOT stopped;
      CREATE INDEX cycles_named ON cycles (workspace_id, due_on) WHERE override_by IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('The indexes of planning cannot be taken back.');
  }
}
