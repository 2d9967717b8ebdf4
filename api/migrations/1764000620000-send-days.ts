import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the day of a reminder is reckoned from: facts that do not move merely because a day has passed. */
export class SendDays1764000620000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE cycles
        ADD COLUMN due_on date,                -- a day of one's own, else the middle before the time passed is taken into account
        ADD COLUMN not_before date,            -- there is some left at least until then, as far as somebody said so
        ADD COLUMN bucket int NOT NULL DEFAULT 0;  -- of error_grids: its distribution
      -- Until the next night reckons it anew. The policies would hide the rows from the owner, too.
      ALTER TABLE cycles NO FORCE ROW LEVEL SECURITY;
      UPDATE cycles SET due_on = expected_on;
      ALTER TABLE cycles FORCE ROW LEVEL SECURITY;
      ALTER TABLE cycles ALTER due_on SET NOT NULL, ALTER bucket DROP DEFAULT;
      DROP INDEX cycles_due;
      CREATE INDEX cycles_expected ON cycles (workspace_id, expected_on, customer_id, product_id) WHERE NOT stopped;
      CREATE INDEX cycles_due ON cycles (workspace_id, due_on) WHERE NOT stopped;
    `);
  }

  async down(): Promise<void> {
    throw new Error('The days of reminders cannot be taken back.');
  }
}
