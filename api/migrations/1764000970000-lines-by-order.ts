import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The lines of a customer are found by the customer's orders, a third as many as lines. An entry for each line by customer, in no
 * order anything arrives in, took half the time of an import of millions and a tenth of a gigabyte for each of them, and the full
 * run, which reads all lines and puts them in order, is no faster with it.
 */
export class LinesByOrder1764000970000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX purchase_lines_cycle');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('CREATE INDEX purchase_lines_cycle ON purchase_lines (workspace_id, customer_id, product_id, ordered_on) INCLUDE (quantity)');
  }
}
