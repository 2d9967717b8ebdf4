import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cards that may be charged later, what was agreed about that, and the automatic renewal that charges them. */
export class SavedCards1764000721000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What the provider calls a workspace.
      CREATE TABLE stripe_customers (
        workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
        customer_id text NOT NULL
      );
      CALL guard_tenant_table('stripe_customers');

      -- What was agreed, in which words, by whom and when. Entries are only ever added.
      CREATE TABLE payment_consents (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        purpose text NOT NULL CHECK (purpose IN ('save-card', 'auto-renew')),
        decision text NOT NULL CHECK (decision IN ('given', 'withdrawn')),
        wording_version text NOT NULL,
        locale text NOT NULL CHECK (locale IN ('en', 'zh-CN')),
        decided_at timestamptz NOT NULL,
        actor_kind text NOT NULL,
        actor_id uuid,
        ip_hash bytea,
        PRIMARY KEY (workspace_id, id)
      );
      CALL guard_tenant_table('payment_consents');
      REVOKE UPDATE, DELETE ON payment_consents FROM perennial_app;

      -- A removed card stays as a line, because payments refer to it.
      CREATE TABLE saved_cards (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        stripe_payment_method_id text NOT NULL,
        brand text NOT NULL,
        last4 text NOT NULL CHECK (last4 ~ '^[0-9]{4}$'),
        expires_year int NOT NULL,
        expires_month int NOT NULL CHECK (expires_month BETWEEN 1 AND 12),
        is_default boolean NOT NULL,
        consent_id uuid NOT NULL,
        chosen_at timestamptz NOT NULL,        -- since when it is the card to charge, or was last confirmed to be
        added_at timestamptz NOT NULL,
        removed_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, stripe_payment_method_id),
        FOREIGN KEY (workspace_id, consent_id) REFERENCES payment_consents (workspace_id, id),
        CHECK (removed_at IS NULL OR NOT is_default)
      );
      CREATE UNIQUE INDEX saved_cards_one_default ON saved_cards (workspace_id) WHERE is_default;
      CALL guard_tenant_table('saved_cards');

      -- One visit to the provider's page to save a card.
      CREATE TABLE card_setups (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        status text NOT NULL CHECK (status IN ('creating', 'open', 'succeeded', 'expired')),
        consent_id uuid NOT NULL,
        stripe_session_id text,
        url text,
        card_id uuid,
        created_at timestamptz NOT NULL,
        settled_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, consent_id) REFERENCES payment_consents (workspace_id, id),
        FOREIGN KEY (workspace_id, card_id) REFERENCES saved_cards (workspace_id, id)
      );
      CALL guard_tenant_table('card_setups');

      CREATE TABLE auto_renewals (
        workspace_id uuid PRIMARY KEY REFERENCES subscriptions (workspace_id),
        enabled boolean NOT NULL,
        since timestamptz NOT NULL,            -- of the present answer: what was due before it is not debited
        consent_id uuid NOT NULL,
        held_step text,                        -- a step that could not be tried at all, and the refusal's code
        held_because text,
        FOREIGN KEY (workspace_id, consent_id) REFERENCES payment_consents (workspace_id, id)
      );
      CALL guard_tenant_table('auto_renewals');

      ALTER TABLE payment_attempts
        ADD COLUMN card_id uuid,               -- the saved card that is charged
        ADD COLUMN debit_step text,            -- of the ladder of automatic debits; null: a person asked for it
        ADD COLUMN card_consent_id uuid,       -- given on the payment page's way: the card that pays is saved
        ADD FOREIGN KEY (workspace_id, card_id) REFERENCES saved_cards (workspace_id, id),
        ADD FOREIGN KEY (workspace_id, card_consent_id) REFERENCES payment_consents (workspace_id, id),
        ADD CONSTRAINT payment_attempts_card CHECK ((method = 'saved-card') = (card_id IS NOT NULL));
      -- A step of the ladder is taken once, however many workers come by.
      CREATE UNIQUE INDEX payment_attempts_one_a_step ON payment_attempts (workspace_id, payable, debit_step) WHERE debit_step IS NOT NULL;

      -- When each of the provider's endpoints may be called next: all processes take their turn here.
      CREATE TABLE provider_pace (
        lane text PRIMARY KEY,
        free_at timestamptz NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE ON provider_pace TO perennial_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Consents that were given cannot be taken back by a migration.');
  }
}
