import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers, the catalogue, the purchase ledger and its imports. */
export class Purchases1764000100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE customers (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        external_id text,
        name text NOT NULL DEFAULT '' CHECK (length(name) <= 500),
        email text CHECK (length(email) <= 320 AND email = lower(email)),  -- lower() in a condition cannot use an index under row-level security
        phone text CHECK (length(phone) <= 40),
        locale text NOT NULL CHECK (locale IN ('en', 'zh-CN')),
        time_zone text,                        -- null: the workspace's
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, external_id)
      );
      CREATE INDEX customers_email ON customers (workspace_id, email);
      CREATE INDEX customers_newest ON customers (workspace_id, created_at, id);
      CREATE INDEX customers_name ON customers (workspace_id, name, id);
      CALL guard_tenant_table('customers');

      CREATE TABLE products (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        external_id text,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
        kind text NOT NULL DEFAULT 'consumable' CHECK (kind IN ('consumable', 'durable', 'service')),
        category text,
        price_minor bigint CHECK (price_minor >= 0),
        currency text CHECK (currency ~ '^[A-Z]{3}$'),
        interval_from_days int CHECK (interval_from_days BETWEEN 1 AND 3650),
        interval_to_days int CHECK (interval_to_days BETWEEN 1 AND 3650),
        supply_days_per_unit numeric(8, 2) CHECK (supply_days_per_unit > 0),
        stock int,                             -- null: not tracked
        image_url text,
        link_url text,
        sensitive boolean NOT NULL DEFAULT false,
        remindable boolean NOT NULL DEFAULT true,  -- false: postage, fees, gift wrap: in the ledger, never in a reminder
        discontinued_at timestamptz,
        substitute_id uuid,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, external_id),
        FOREIGN KEY (workspace_id, substitute_id) REFERENCES products (workspace_id, id),
        CHECK ((interval_from_days IS NULL) = (interval_to_days IS NULL) AND interval_from_days <= interval_to_days)
      );
      CREATE INDEX products_name ON products (workspace_id, name, id);
      CALL guard_tenant_table('products');

      CREATE TABLE imports (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        kind text NOT NULL DEFAULT 'purchases' CHECK (kind IN ('purchases')),
        source text NOT NULL,
        file_name text NOT NULL,
        file_path text,                        -- below the data folder; null once the file is not kept any more
        file_bytes bigint NOT NULL,
        file_sha256 text NOT NULL,
        mapping jsonb,
        dry_run boolean NOT NULL DEFAULT false,
        status text NOT NULL CHECK (status IN ('uploaded', 'queued', 'reading', 'booking', 'done', 'cancelled', 'failed')),
        failure_code text,
        rows_read bigint NOT NULL DEFAULT 0,
        bytes_read bigint NOT NULL DEFAULT 0,
        rows_per_second int,
        seconds_left int,
        result jsonb,                          -- booked, unchanged, returned, refused by reason, new customers and products
        created_by_kind text NOT NULL,
        created_by_id text,
        created_at timestamptz NOT NULL,
        started_at timestamptz,
        finished_at timestamptz,
        PRIMARY KEY (workspace_id, id)
      );
      CREATE INDEX imports_file ON imports (workspace_id, file_sha256);
      CALL guard_tenant_table('imports');

      -- Which rows of the file were not booked and why; the rows themselves stay in the file.
      CREATE TABLE import_errors (
        workspace_id uuid NOT NULL,
        import_id uuid NOT NULL,
        row_no bigint NOT NULL,
        fault text NOT NULL,
        value text NOT NULL,                   -- what stood there, shortened
        PRIMARY KEY (workspace_id, import_id, row_no)
      );
      CALL guard_tenant_table('import_errors');

      -- One order of one customer, as one source told it. Append-only; what came back is a line with a negative quantity.
      CREATE TABLE purchases (
        workspace_id uuid NOT NULL,            -- no foreign keys here: one is looked up for every row of an import of millions
        id uuid NOT NULL DEFAULT new_id(),
        source text NOT NULL,
        external_id text NOT NULL,
        customer_id uuid NOT NULL,
        ordered_at timestamptz NOT NULL,
        currency text CHECK (currency ~ '^[A-Z]{3}$'),
        import_id uuid,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, source, external_id)
      );
      CREATE INDEX purchases_customer ON purchases (workspace_id, customer_id, ordered_at);
      CREATE INDEX purchases_newest ON purchases (workspace_id, ordered_at, id);
      CREATE INDEX purchases_import ON purchases (workspace_id, import_id) WHERE import_id IS NOT NULL;
      CALL guard_tenant_table('purchases');

      CREATE TABLE purchase_lines (
        workspace_id uuid NOT NULL,
        purchase_id uuid NOT NULL,
        line_no bigint NOT NULL,               -- the line's number at its source; where the source has none, which one of this product in the order
        customer_id uuid NOT NULL,             -- customer, day and import stand here again so that the sets need no join
        product_id uuid NOT NULL,
        ordered_on date NOT NULL,              -- the day in the workspace's time zone
        quantity int NOT NULL CHECK (quantity <> 0),  -- negative: returned or cancelled
        unit_price_minor bigint,
        import_id uuid,
        PRIMARY KEY (workspace_id, purchase_id, product_id, line_no)
      );
      CREATE INDEX purchase_lines_cycle ON purchase_lines (workspace_id, customer_id, product_id, ordered_on) INCLUDE (quantity);
      CALL guard_tenant_table('purchase_lines');
    `);
  }

  async down(): Promise<void> {
    throw new Error('The ledger cannot be taken back.');
  }
}
