import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A replaced secret of the channels is good for a day more, so that whoever holds it can change over. */
export class OldChannelSecrets1764000902000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE channel_settings
        ADD COLUMN webhook_previous_until timestamptz,          -- the generation before signs too until then
        ADD COLUMN replies_generation int NOT NULL DEFAULT 1,   -- the mark in the address for answers is derived, too
        ADD COLUMN replies_previous_until timestamptz;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Old secrets cannot be forgotten again.');
  }
}
