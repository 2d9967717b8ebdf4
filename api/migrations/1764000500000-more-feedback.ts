import type { MigrationInterface, QueryRunner } from 'typeorm';

/** More that customers and staff can say: that it has run out, how often they want to be reminded, and that the usual rhythm is back. */
export class MoreFeedback1764000500000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE feedback
        ADD COLUMN weeks int CHECK (weeks BETWEEN 1 AND 52),             -- every-n-weeks; its day is what that means for the cycle
        ADD COLUMN predicted_on date CHECK (predicted_on >= opened_on),  -- what the engine said of the cycle at that time
        DROP CONSTRAINT feedback_kind_check,
        ADD CONSTRAINT feedback_kind_check CHECK (kind IN
          ('expected-on', 'ran-out', 'every-n-weeks', 'usual-rhythm', 'still-have-some', 'stop-product', 'stop-all', 'resume-product', 'resume-all')),
        ADD CONSTRAINT feedback_weeks_of_rhythm CHECK ((kind = 'every-n-weeks') = (weeks IS NOT NULL)),
        ADD CONSTRAINT feedback_day_of_date CHECK (day IS NOT NULL OR kind NOT IN ('expected-on', 'ran-out', 'every-n-weeks'));

      -- The customer has none left: the day stays due although it passes.
      ALTER TABLE cycles ADD COLUMN ran_out boolean NOT NULL DEFAULT false;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What customers said cannot be taken back.');
  }
}
