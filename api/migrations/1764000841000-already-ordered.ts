import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is coming to a customer without a reminder. */
export class AlreadyOrdered1764000841000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- An order the shop waits to be paid for, which is no purchase yet; or a subscription to the item, which brings it by itself.
      CREATE TABLE already_ordered (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        customer_id uuid NOT NULL,
        product_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('open-order', 'subscription')),
        reference text NOT NULL CHECK (length(reference) BETWEEN 1 AND 500),  -- the shop's own name of it
        since timestamptz NOT NULL,
        until date,                            -- the last day it counts, in the customer's zone; null: until it is ended
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, customer_id, product_id, kind, reference)
      );
      CREATE INDEX already_ordered_reference ON already_ordered (workspace_id, kind, reference);
      CALL guard_tenant_table('already_ordered');
    `);
  }

  async down(): Promise<void> {
    throw new Error('What shops told cannot be taken back.');
  }
}
