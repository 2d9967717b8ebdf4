import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the service sells, what each workspace has bought, how it paid, and the papers about it. */
export class Billing1764000400000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;

      -- What the operator sells. A published version never changes: a sold period keeps pointing at the terms it was sold under.
      CREATE TABLE plan_versions (
        plan_code text NOT NULL CHECK (plan_code ~ '^[a-z][a-z0-9-]{1,30}$'),
        version int NOT NULL CHECK (version >= 1),
        rank int NOT NULL,                     -- smaller is smaller; decides between upgrade and downgrade
        name_en text NOT NULL,
        name_zh text NOT NULL,
        max_contacts int CHECK (max_contacts > 0),                       -- null: no limit
        max_reminders_a_month int CHECK (max_reminders_a_month > 0),
        max_seats int CHECK (max_seats > 0),
        grace_days int NOT NULL CHECK (grace_days BETWEEN 0 AND 90),
        retention_days int NOT NULL CHECK (retention_days BETWEEN 0 AND 3650),
        published_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        PRIMARY KEY (plan_code, version)
      );
      CREATE UNIQUE INDEX plan_versions_on_sale ON plan_versions (plan_code) WHERE withdrawn_at IS NULL;

      CREATE TABLE prices (
        id uuid PRIMARY KEY DEFAULT new_id(),
        plan_code text NOT NULL,
        plan_version int NOT NULL,
        interval text NOT NULL CHECK (interval IN ('month', 'year')),
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
        UNIQUE (plan_code, plan_version, interval, currency),
        FOREIGN KEY (plan_code, plan_version) REFERENCES plan_versions (plan_code, version)
      );
      GRANT SELECT, INSERT ON plan_versions, prices TO perennial_app;
      GRANT UPDATE (withdrawn_at) ON plan_versions TO perennial_app;

      CREATE TABLE subscriptions (
        workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
        plan_code text NOT NULL,
        plan_version int NOT NULL,
        interval text NOT NULL CHECK (interval IN ('month', 'year')),
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        time_zone text NOT NULL,               -- as sold: a workspace that moves keeps the days it bought
        anchor date NOT NULL,
        ends_at_months int NOT NULL,           -- distance of ends_on from the anchor
        ends_on date,                          -- first day that is no longer paid for; null: a plan without end
        trial boolean NOT NULL,
        cancel_at_end boolean NOT NULL DEFAULT false,
        canceled_at timestamptz,
        grace_days int NOT NULL,
        retention_days int NOT NULL,
        last_period_no int NOT NULL,           -- 0: nothing sold yet
        sold_at timestamptz NOT NULL,          -- when ends_on was last set
        created_at timestamptz NOT NULL,
        FOREIGN KEY (plan_code, plan_version) REFERENCES plan_versions (plan_code, version)
      );
      CALL guard_tenant_table('subscriptions');

      -- Every stretch of service ever sold or granted. No day is sold twice: the exclusion constraint says so.
      CREATE TABLE subscription_periods (
        workspace_id uuid NOT NULL REFERENCES subscriptions (workspace_id),
        period_no int NOT NULL CHECK (period_no >= 1),
        kind text NOT NULL CHECK (kind IN ('paid', 'trial')),
        anchor date NOT NULL,
        from_months int NOT NULL,
        to_months int NOT NULL,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        plan_code text NOT NULL,
        plan_version int NOT NULL,
        interval text NOT NULL,
        net_minor bigint NOT NULL CHECK (net_minor >= 0),  -- what was really paid for it
        currency text NOT NULL,
        quote_id uuid,
        sold_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, period_no),
        CHECK (starts_on < ends_on AND starts_at < ends_at),
        EXCLUDE USING gist (workspace_id WITH =, daterange(starts_on, ends_on) WITH &&)
      );
      CALL guard_tenant_table('subscription_periods');
      REVOKE UPDATE, DELETE ON subscription_periods FROM perennial_app;

      -- Who pays, as it must stand on an invoice, and how they are taxed.
      CREATE TABLE billing_profiles (
        workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
        legal_name text NOT NULL CHECK (length(legal_name) BETWEEN 1 AND 200),
        address text NOT NULL DEFAULT '' CHECK (length(address) <= 1000),
        tax_id text CHECK (length(tax_id) <= 60),
        tax_mode text NOT NULL CHECK (tax_mode IN ('exclusive', 'inclusive', 'reverse-charge')),
        tax_rate_basis_points int NOT NULL CHECK (tax_rate_basis_points BETWEEN 0 AND 10000)
      );
      CALL guard_tenant_table('billing_profiles');

      CREATE TABLE billing_contacts (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        position int NOT NULL CHECK (position >= 1),  -- 1 hears first
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        email text NOT NULL CHECK (length(email) <= 320),
        locale text NOT NULL CHECK (locale IN ('en', 'zh-CN')),
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, position)
      );
      CALL guard_tenant_table('billing_contacts');

      -- An offer, frozen: what is confirmed is what is charged.
      CREATE TABLE quotes (
        workspace_id uuid NOT NULL REFERENCES subscriptions (workspace_id),
        id uuid NOT NULL DEFAULT new_id(),
        after_period_no int NOT NULL,          -- the state it was made for; any sale in between makes it void
        plan_code text NOT NULL,
        plan_version int NOT NULL,
        price_id uuid NOT NULL,
        interval text NOT NULL,
        terms int NOT NULL CHECK (terms BETWEEN 1 AND 60),
        basis text NOT NULL CHECK (basis IN ('old-end', 'payment')),
        currency text NOT NULL,
        lines jsonb NOT NULL,
        tax_mode text NOT NULL,
        tax_rate_basis_points int NOT NULL,
        net_minor bigint NOT NULL,
        tax_minor bigint NOT NULL,
        total_minor bigint NOT NULL CHECK (total_minor > 0),
        hash text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (plan_code, plan_version) REFERENCES plan_versions (plan_code, version)
      );
      CALL guard_tenant_table('quotes');
      REVOKE UPDATE, DELETE ON quotes FROM perennial_app;

      -- One try to collect one payable. The payable is "what comes after period n", so two quotes for the same renewal compete
      -- for one place: two live attempts for one payable are how customers get charged twice.
      CREATE TABLE payment_attempts (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL DEFAULT new_id(),
        quote_id uuid NOT NULL,
        payable text NOT NULL,
        method text NOT NULL CHECK (method IN ('checkout')),
        status text NOT NULL CHECK (status IN ('creating', 'open', 'processing', 'succeeded', 'surplus', 'refunded', 'failed', 'expired', 'canceled')),
        currency text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        stripe_session_id text,
        stripe_payment_intent_id text,
        checkout_url text,
        last_failure text,
        invoice_id uuid,
        check_at timestamptz,                  -- when to look at the provider again by ourselves; null: settled
        created_at timestamptz NOT NULL,
        settled_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, quote_id) REFERENCES quotes (workspace_id, id)
      );
      CREATE UNIQUE INDEX payment_attempts_one_open ON payment_attempts (workspace_id, payable) WHERE status IN ('creating', 'open', 'processing');
      CREATE UNIQUE INDEX payment_attempts_one_success ON payment_attempts (workspace_id, payable) WHERE status = 'succeeded';
      CREATE INDEX payment_attempts_to_check ON payment_attempts (workspace_id, check_at) WHERE check_at IS NOT NULL;
      CALL guard_tenant_table('payment_attempts');

      -- An invoice exists only finished: numbered, with everything printed on it, and never changed again.
      CREATE TABLE invoices (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL,
        number text NOT NULL,
        issued_at timestamptz NOT NULL,
        attempt_id uuid NOT NULL,
        locale text NOT NULL CHECK (locale IN ('en', 'zh-CN')),
        currency text NOT NULL,
        net_minor bigint NOT NULL,
        tax_minor bigint NOT NULL,
        total_minor bigint NOT NULL,
        document jsonb NOT NULL,               -- seller, buyer, lines: everything that is printed
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, attempt_id),
        FOREIGN KEY (workspace_id, attempt_id) REFERENCES payment_attempts (workspace_id, id)
      );
      CREATE INDEX invoices_newest ON invoices (workspace_id, issued_at);
      CALL guard_tenant_table('invoices');
      REVOKE UPDATE, DELETE ON invoices FROM perennial_app;

      -- Who issues the invoices: one row.
      CREATE TABLE seller (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        legal_name text NOT NULL,
        address text NOT NULL,
        tax_id text,
        series text NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE ON seller TO perennial_app;

      -- Numbers run over all workspaces, per series and year, without gaps. A sequence would leave one at every rollback; this
      -- row is locked from its update to the commit, so the number is taken in the last statement of the transaction.
      CREATE TABLE invoice_series (
        series text NOT NULL,
        year int NOT NULL,
        last_number int NOT NULL CHECK (last_number >= 0),
        PRIMARY KEY (series, year)
      );
      CREATE TABLE invoice_numbers (
        series text NOT NULL,
        year int NOT NULL,
        number int NOT NULL,
        invoice_id uuid NOT NULL UNIQUE,
        PRIMARY KEY (series, year, number)
      );
      GRANT SELECT, INSERT, UPDATE ON invoice_series TO perennial_app;
      GRANT SELECT, INSERT ON invoice_numbers TO perennial_app;

      -- A notice was given: once per period end, kind and contact.
      CREATE TABLE notices (
        workspace_id uuid NOT NULL REFERENCES subscriptions (workspace_id),
        period_end date NOT NULL,
        kind text NOT NULL,
        contact_id uuid NOT NULL,
        given_at timestamptz NOT NULL,
        message_id uuid,
        PRIMARY KEY (workspace_id, period_end, kind, contact_id),
        FOREIGN KEY (workspace_id, contact_id) REFERENCES billing_contacts (workspace_id, id) ON DELETE CASCADE
      );
      CALL guard_tenant_table('notices');

      -- What the provider told us, as it came. Delivered at least once and in any order, so the id says "once" and nothing
      -- relies on the order. It belongs to no workspace until its object has been fetched.
      CREATE TABLE stripe_events (
        event_id text PRIMARY KEY,
        type text NOT NULL,
        object_id text NOT NULL,
        workspace_hint uuid,
        attempt_hint uuid,
        payload jsonb NOT NULL,
        status text NOT NULL CHECK (status IN ('received', 'applied', 'ignored')),
        received_at timestamptz NOT NULL,
        applied_at timestamptz
      );
      CREATE INDEX stripe_events_waiting ON stripe_events (received_at) WHERE status = 'received';
      GRANT SELECT, INSERT, UPDATE ON stripe_events TO perennial_app;

      -- The operator's card index: one line per subscribing workspace, kept in the transaction of each change. It holds what the
      -- operator sold and when to look again, nothing of the workspace's own business, so that sweeps and lists need no walk
      -- through all workspaces.
      CREATE TABLE subscribers (
        id uuid PRIMARY KEY REFERENCES workspaces (id),
        plan_code text NOT NULL,
        interval text NOT NULL,
        currency text NOT NULL,
        time_zone text NOT NULL,
        ends_on date,
        trial boolean NOT NULL,
        cancel_at_end boolean NOT NULL,
        canceled_at timestamptz,
        grace_days int NOT NULL,
        retention_days int NOT NULL,
        due_at timestamptz                     -- the next notice or the next look at an open payment
      );
      CREATE INDEX subscribers_due ON subscribers (due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX subscribers_ends ON subscribers (ends_on, id);
      GRANT SELECT, INSERT, UPDATE ON subscribers TO perennial_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was sold cannot be taken back.');
  }
}
