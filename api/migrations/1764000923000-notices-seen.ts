import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A notice that is over counts as read, but nobody has seen it. Of those from before nobody knows: they are not about an end to come. */
export class NoticesSeen1764000923000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE staff_notices ADD COLUMN over boolean NOT NULL DEFAULT false;  -- read because it was over, not because somebody read it`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE staff_notices DROP COLUMN over');
  }
}
