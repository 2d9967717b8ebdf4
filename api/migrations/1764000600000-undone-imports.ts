import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An import can be taken back. What it had booked is kept apart; what somebody else said too stays in the ledger. */
export class UndoneImports1764000600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE imports
        ADD COLUMN undone jsonb,                 -- how many lines and orders went, and how many stayed because others confirmed them
        DROP CONSTRAINT imports_status_check,
        ADD CONSTRAINT imports_status_check CHECK (status IN ('uploaded', 'queued', 'reading', 'booking', 'done', 'cancelled', 'failed', 'undoing', 'undone'));

      -- Who else said what stands in a line an import booked: a later file, or a call of the API (import_id null).
      CREATE TABLE line_confirmations (
        workspace_id uuid NOT NULL,              -- no foreign keys, as on the lines themselves: importing a file again confirms millions
        id uuid NOT NULL DEFAULT new_id(),
        purchase_id uuid NOT NULL,
        product_id uuid NOT NULL,
        line_no bigint NOT NULL,
        import_id uuid,
        PRIMARY KEY (workspace_id, id),
        UNIQUE NULLS NOT DISTINCT (workspace_id, purchase_id, product_id, line_no, import_id)
      );
      CALL guard_tenant_table('line_confirmations');

      -- Orders and lines as they stood in the ledger. An order that is booked again gets its id back, so that its returns still know it.
      CREATE TABLE taken_back_purchases (
        workspace_id uuid NOT NULL,
        import_id uuid NOT NULL,
        id uuid NOT NULL,
        source text NOT NULL,
        external_id text NOT NULL,
        customer_id uuid NOT NULL,
        ordered_at timestamptz NOT NULL,
        currency text,
        created_at timestamptz NOT NULL,
        taken_back_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, import_id, id),
        FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id)
      );
      CREATE INDEX taken_back_purchases_order ON taken_back_purchases (workspace_id, source, external_id);
      CALL guard_tenant_table('taken_back_purchases');

      CREATE TABLE taken_back_lines (
        workspace_id uuid NOT NULL,
        import_id uuid NOT NULL,
        purchase_id uuid NOT NULL,
        product_id uuid NOT NULL,
        line_no bigint NOT NULL,
        customer_id uuid NOT NULL,
        ordered_on date NOT NULL,
        quantity int NOT NULL,
        unit_price_minor bigint,
        taken_back_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, import_id, purchase_id, product_id, line_no),
        FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id)
      );
      CALL guard_tenant_table('taken_back_lines');
      REVOKE UPDATE, DELETE ON taken_back_purchases, taken_back_lines FROM perennial_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was taken back stays on record.');
  }
}
