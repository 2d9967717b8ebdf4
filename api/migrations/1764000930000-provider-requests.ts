import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the payment provider was asked to make, and under which try's key: an answer that made nothing must not be repeated for a day. */
export class ProviderRequests1764000930000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE provider_requests (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        name text NOT NULL,                    -- what is to be made; the idempotency key of the first try
        try smallint NOT NULL DEFAULT 1 CHECK (try > 0),
        asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),  -- when this try began: the network's time, not the business clock
        PRIMARY KEY (workspace_id, name)
      );
      CALL guard_tenant_table('provider_requests');

      -- What was on its way before: it is looked for before it is sent again.
      INSERT INTO provider_requests (workspace_id, name, asked_at)
      SELECT workspace_id, 'attempt-' || id, created_at FROM payment_attempts WHERE status = 'creating'
      UNION ALL
      SELECT workspace_id, 'refund-' || refund_id || '-' || payout_no, clock_timestamp() - interval '1 day' FROM refund_payouts WHERE status = 'sending' AND stripe_refund_id IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE provider_requests');
  }
}
