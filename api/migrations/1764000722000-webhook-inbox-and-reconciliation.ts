import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The inbox parks what it cannot place yet, and every night our books are compared with the provider's. */
export class WebhookInboxAndReconciliation1764000722000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE stripe_events
        DROP COLUMN attempt_hint,              -- what an event is about is read from its object, not from the event
        ADD COLUMN tries int NOT NULL DEFAULT 0,
        ADD COLUMN parked_because text,
        ADD COLUMN next_try_at timestamptz,
        DROP CONSTRAINT stripe_events_status_check,
        ADD CONSTRAINT stripe_events_status_check CHECK (status IN ('received', 'parked', 'applied', 'ignored'));
      CREATE INDEX stripe_events_to_try ON stripe_events (next_try_at) WHERE next_try_at IS NOT NULL;
      CREATE INDEX stripe_events_newest ON stripe_events (received_at, event_id);

      -- Each payment of the provider's that is in our books, over all workspaces: what the nightly comparison asks, and the last
      -- bar against booking one payment twice.
      CREATE TABLE provider_bookings (
        payment_intent_id text NOT NULL,
        purpose text NOT NULL,
        workspace_hint uuid NOT NULL,
        attempt_hint uuid NOT NULL,
        currency text NOT NULL,
        amount_minor bigint NOT NULL,
        booked_at timestamptz NOT NULL,
        PRIMARY KEY (payment_intent_id, purpose)
      );
      CREATE INDEX provider_bookings_newest ON provider_bookings (booked_at);
      GRANT SELECT, INSERT ON provider_bookings TO perennial_app;

      CREATE TABLE reconcile_runs (
        id uuid PRIMARY KEY DEFAULT new_id(),
        complete boolean NOT NULL,             -- looked at everything, not only at what is new
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        seen int NOT NULL DEFAULT 0
      );
      CREATE INDEX reconcile_runs_newest ON reconcile_runs (started_at);
      CREATE TABLE reconcile_findings (
        id uuid PRIMARY KEY DEFAULT new_id(),
        run_id uuid NOT NULL REFERENCES reconcile_runs (id),
        kind text NOT NULL CHECK (kind IN ('booked-late', 'not-booked', 'unknown-payment', 'amount-differs', 'not-at-provider', 'page-closed')),
        object_id text NOT NULL,
        workspace_hint uuid,
        attempt_hint uuid,
        details jsonb NOT NULL,
        found_at timestamptz NOT NULL
      );
      CREATE INDEX reconcile_findings_of_run ON reconcile_findings (run_id);
      CREATE INDEX reconcile_findings_newest ON reconcile_findings (found_at);
      GRANT SELECT, INSERT, UPDATE ON reconcile_runs TO perennial_app;
      GRANT SELECT, INSERT ON reconcile_findings TO perennial_app;

      -- Disputed payments: the provider takes the money back until it is decided.
      CREATE TABLE payment_disputes (
        dispute_id text PRIMARY KEY,
        payment_intent_id text,
        workspace_hint uuid,
        attempt_hint uuid,
        currency text NOT NULL,
        amount_minor bigint NOT NULL,
        reason text NOT NULL,
        status text NOT NULL,
        evidence_due_at timestamptz,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz
      );
      CREATE INDEX payment_disputes_newest ON payment_disputes (opened_at);
      GRANT SELECT, INSERT, UPDATE ON payment_disputes TO perennial_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What the provider told us is not thrown away.');
  }
}
