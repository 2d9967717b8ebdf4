import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An attempt pays for something with a purpose, by a method: a quote today, a top-up of the balance too. */
export class Payables1764000720000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE payment_attempts
        ALTER COLUMN quote_id DROP NOT NULL,
        ADD COLUMN purpose text NOT NULL DEFAULT 'quote' CHECK (purpose IN ('quote', 'top-up')),
        ADD COLUMN top_up_id uuid,
        ADD CONSTRAINT payment_attempts_one_purpose CHECK ((purpose = 'quote') = (quote_id IS NOT NULL) AND (purpose = 'top-up') = (top_up_id IS NOT NULL)),
        DROP CONSTRAINT payment_attempts_method_check,
        ADD CONSTRAINT payment_attempts_method_check CHECK (method IN ('checkout', 'saved-card', 'balance')),
        DROP CONSTRAINT payment_attempts_status_check,
        ADD CONSTRAINT payment_attempts_status_check CHECK (status IN
          ('creating', 'open', 'needs-action', 'processing', 'succeeded', 'surplus', 'refunded', 'failed', 'expired', 'canceled'));
      ALTER TABLE payment_attempts ALTER COLUMN purpose DROP DEFAULT;

      -- A payment that waits for the customer's bank holds the payable's place as an open page does.
      DROP INDEX payment_attempts_one_open;
      CREATE UNIQUE INDEX payment_attempts_one_open ON payment_attempts (workspace_id, payable)
        WHERE status IN ('creating', 'open', 'needs-action', 'processing');
    `);
  }

  async down(): Promise<void> {
    throw new Error('A top-up has no place in the older form.');
  }
}
