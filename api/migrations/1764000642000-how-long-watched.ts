import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A shop promises no window longer than it has been watched. Until the next night reckons it, every shop is old. */
export class HowLongWatched1764000642000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE shop_rhythms ADD COLUMN since date NOT NULL DEFAULT '1970-01-01';  -- the first purchase of the ledger
      ALTER TABLE shop_rhythms ALTER since DROP DEFAULT;
    `);
  }

  async down(): Promise<void> {
    throw new Error('How long a shop has been watched cannot be taken back.');
  }
}
