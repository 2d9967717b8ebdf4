import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a stock level was counted: of two messages about it the later count holds, in whichever order they arrive. */
export class Stock1764000602000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE products ADD COLUMN stock_counted_at timestamptz');
  }

  async down(): Promise<void> {
    throw new Error('Stock counts cannot be taken back.');
  }
}
