import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers who turned out to be somebody we knew already. */
export class MergedCustomers1764000601000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What they were, and who they are now. Whoever still names them, by id, external id or address, is led there.
      CREATE TABLE merged_customers (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL,
        merged_into uuid NOT NULL,
        external_id text,
        name text NOT NULL,
        email text,
        phone text,
        created_at timestamptz NOT NULL,
        merged_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, merged_into) REFERENCES customers (workspace_id, id)
      );
      CREATE INDEX merged_customers_external_id ON merged_customers (workspace_id, external_id);
      CREATE INDEX merged_customers_email ON merged_customers (workspace_id, email);
      CREATE INDEX merged_customers_into ON merged_customers (workspace_id, merged_into);
      CALL guard_tenant_table('merged_customers');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Merged customers cannot be told apart again.');
  }
}
