import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Shops that tell of their orders by webhook. */
export class Shops1764000603000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE shop_connections (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        kind text NOT NULL CHECK (kind IN ('standard', 'shopify', 'woocommerce')),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        source text NOT NULL,                  -- of its purchases: the same as that of the shop's files, so that both name one order
        secret bytea NOT NULL,                 -- sealed with a key from the app secret
        previous_secret bytea,                 -- still taken until then: deliveries under way were signed with it
        previous_until timestamptz,
        created_at timestamptz NOT NULL,
        disconnected_at timestamptz,
        PRIMARY KEY (workspace_id, id)
      );
      CALL guard_tenant_table('shop_connections');

      -- The inbox: what arrived with a good signature, as it arrived. The shop's own id of the delivery says "once".
      CREATE TABLE shop_deliveries (
        workspace_id uuid NOT NULL,
        connection_id uuid NOT NULL,
        delivery_id text NOT NULL CHECK (length(delivery_id) <= 200),
        topic text NOT NULL,
        body text NOT NULL,
        status text NOT NULL DEFAULT 'received' CHECK (status IN ('received', 'applied', 'ignored', 'refused')),
        faults jsonb NOT NULL DEFAULT '[]',    -- what of it was not booked, and why
        received_at timestamptz NOT NULL,
        applied_at timestamptz,
        PRIMARY KEY (workspace_id, connection_id, delivery_id),
        FOREIGN KEY (workspace_id, connection_id) REFERENCES shop_connections (workspace_id, id)
      );
      CREATE INDEX shop_deliveries_newest ON shop_deliveries (workspace_id, connection_id, received_at);
      CALL guard_tenant_table('shop_deliveries');

      -- Everything heard of an order, whatever came first.
      CREATE TABLE shop_orders (
        workspace_id uuid NOT NULL,
        connection_id uuid NOT NULL,
        external_id text NOT NULL,
        state jsonb NOT NULL,
        PRIMARY KEY (workspace_id, connection_id, external_id),
        FOREIGN KEY (workspace_id, connection_id) REFERENCES shop_connections (workspace_id, id)
      );
      CALL guard_tenant_table('shop_orders');
    `);
  }

  async down(): Promise<void> {
    throw new Error('What shops told cannot be taken back.');
  }
}
