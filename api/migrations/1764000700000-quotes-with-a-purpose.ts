import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A quote says what it is for, and holds for one state of the subscription, whatever changed it: a renewal, an upgrade, an add-on. */
export class QuotesWithAPurpose1764000700000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Until now only renewals changed what was sold, so the number of the last period was that state.
      ALTER TABLE subscriptions ADD revision int NOT NULL DEFAULT 0 CHECK (revision >= 0);
      ALTER TABLE subscriptions NO FORCE ROW LEVEL SECURITY;
      UPDATE subscriptions SET revision = last_period_no;
      ALTER TABLE subscriptions FORCE ROW LEVEL SECURITY;
      ALTER TABLE subscriptions ALTER revision DROP DEFAULT;

      ALTER TABLE quotes RENAME after_period_no TO revision;
      ALTER TABLE quotes ADD purpose text NOT NULL DEFAULT 'renewal' CHECK (purpose IN ('renewal', 'upgrade', 'seats', 'add-on'));
      ALTER TABLE quotes ALTER purpose DROP DEFAULT;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was sold cannot be taken back.');
  }
}
