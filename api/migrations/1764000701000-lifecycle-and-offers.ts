import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The whole of a plan's life: days given beside those paid, what holds back grace, what was bought inside a period, what is to change at its end. */
export class LifecycleAndOffers1764000701000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What a plan gives to whoever tries it or renews early. Part of the version: what was sold keeps its terms.
      ALTER TABLE plan_versions
        ADD trial_days int NOT NULL DEFAULT 0 CHECK (trial_days BETWEEN 0 AND 90),
        ADD early_days_before int CHECK (early_days_before BETWEEN 1 AND 365),   -- null: no gain for renewing early
        ADD early_discount_basis_points int NOT NULL DEFAULT 0 CHECK (early_discount_basis_points BETWEEN 0 AND 10000),
        ADD early_bonus_days int NOT NULL DEFAULT 0 CHECK (early_bonus_days BETWEEN 0 AND 366);

      -- What is sold beside a plan. It lifts one limit and ends with the plan.
      CREATE TABLE add_on_versions (
        add_on_code text NOT NULL CHECK (add_on_code ~ '^[a-z][a-z0-9-]{1,30}$'),
        version int NOT NULL CHECK (version >= 1),
        name_en text NOT NULL,
        name_zh text NOT NULL,
        raises text NOT NULL CHECK (raises IN ('contacts', 'remindersAMonth', 'seats')),
        raises_by int NOT NULL CHECK (raises_by > 0),
        published_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        PRIMARY KEY (add_on_code, version)
      );
      CREATE UNIQUE INDEX add_on_versions_on_sale ON add_on_versions (add_on_code) WHERE withdrawn_at IS NULL;
      CREATE TABLE add_on_prices (
        add_on_code text NOT NULL,
        add_on_version int NOT NULL,
        interval text NOT NULL CHECK (interval IN ('month', 'year')),
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        PRIMARY KEY (add_on_code, add_on_version, interval, currency),
        FOREIGN KEY (add_on_code, add_on_version) REFERENCES add_on_versions (add_on_code, version)
      );
      GRANT SELECT, INSERT ON add_on_versions, add_on_prices TO perennial_app;
      GRANT UPDATE (withdrawn_at) ON add_on_versions TO perennial_app;

      CREATE TABLE coupons (
        code text PRIMARY KEY CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{2,31}$'),
        percent_basis_points int CHECK (percent_basis_points BETWEEN 1 AND 10000),
        amount_minor bigint CHECK (amount_minor > 0),
        currency text CHECK (currency ~ '^[A-Z]{3}$'),
        valid_from timestamptz NOT NULL,
        valid_until timestamptz NOT NULL,
        max_redemptions int CHECK (max_redemptions > 0),  -- null: no limit
        redemptions int NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        CHECK (valid_from < valid_until),
        CHECK ((percent_basis_points IS NULL) = (amount_minor IS NOT NULL) AND (amount_minor IS NULL) = (currency IS NULL))
      );
      GRANT SELECT, INSERT ON coupons TO perennial_app;
      GRANT UPDATE (redemptions) ON coupons TO perennial_app;

      ALTER TABLE subscriptions
        ADD granted_days int NOT NULL DEFAULT 0 CHECK (granted_days >= 0),  -- given on top; they move the end of the service, not the billing anchor
        ADD past_due_since timestamptz,
        ADD falls_back_to text,                -- the free plan that goes on when the covered time is over
        ADD cancel_reason text CHECK (length(cancel_reason) <= 1000),
        ADD state text,                        -- as last written down; what holds is always computed
        ADD state_since timestamptz;
      ALTER TABLE subscriptions NO FORCE ROW LEVEL SECURITY;
      UPDATE subscriptions SET state_since = sold_at,
        state = CASE WHEN canceled_at IS NOT NULL THEN 'canceled' WHEN trial THEN 'trialing' WHEN cancel_at_end THEN 'non_renewing' ELSE 'active' END;
      ALTER TABLE subscriptions FORCE ROW LEVEL SECURITY;
      ALTER TABLE subscriptions ALTER state SET NOT NULL, ALTER state_since SET NOT NULL,
        ADD CHECK (state IN ('trialing', 'active', 'past_due', 'non_renewing', 'grace', 'suspended', 'expired', 'canceled'));

      -- Days given, each with its reason and who gave them.
      CREATE TABLE subscription_grants (
        workspace_id uuid NOT NULL REFERENCES subscriptions (workspace_id),
        id uuid NOT NULL DEFAULT new_id(),
        kind text NOT NULL CHECK (kind IN ('bonus', 'extension')),
        days int NOT NULL CHECK (days BETWEEN 1 AND 366),
        reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
        quote_id uuid,                         -- the renewal that earned them
        granted_by text,
        granted_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, id)
      );
      CALL guard_tenant_table('subscription_grants');
      REVOKE UPDATE, DELETE ON subscription_grants FROM perennial_app;

      -- What holds back grace and suspension for a while. It is lifted early by another end, never removed.
      CREATE TABLE subscription_overlays (
        workspace_id uuid NOT NULL REFERENCES subscriptions (workspace_id),
        id uuid NOT NULL DEFAULT new_id(),
        kind text NOT NULL CHECK (kind IN ('extension', 'transfer_in_review')),
        from_on date NOT NULL,
        until_on date NOT NULL,
        reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
        placed_by text,
        placed_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, id),
        CHECK (from_on <= until_on)
      );
      CALL guard_tenant_table('subscription_overlays');
      REVOKE DELETE ON subscription_overlays FROM perennial_app;

      -- What a period gives: its plan, and from the day of each change on another one; add-ons beside it. The newest plan that has
      -- begun is in force, add-ons add up. What was really paid for it is the most that can ever be credited.
      CREATE TABLE period_items (
        workspace_id uuid NOT NULL,
        period_no int NOT NULL,
        item_no int NOT NULL CHECK (item_no >= 1),
        kind text NOT NULL CHECK (kind IN ('plan', 'add-on')),
        code text NOT NULL,
        version int NOT NULL,
        quantity int NOT NULL CHECK (quantity >= 1),
        from_on date NOT NULL,
        paid_minor bigint NOT NULL CHECK (paid_minor >= 0),  -- for the days from from_on to the end of the period, as listed and less discount
        quote_id uuid,
        sold_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, period_no, item_no),
        FOREIGN KEY (workspace_id, period_no) REFERENCES subscription_periods (workspace_id, period_no)
      );
      ALTER TABLE subscription_periods NO FORCE ROW LEVEL SECURITY;
      INSERT INTO period_items (workspace_id, period_no, item_no, kind, code, version, quantity, from_on, paid_minor, quote_id, sold_at)
        SELECT workspace_id, period_no, 1, 'plan', plan_code, plan_version, 1, starts_on, net_minor, quote_id, sold_at FROM subscription_periods;
      ALTER TABLE subscription_periods FORCE ROW LEVEL SECURITY;
      CALL guard_tenant_table('period_items');
      REVOKE UPDATE, DELETE ON period_items FROM perennial_app;

      -- A period whose rest was paid back ends early, and its days may be sold again.
      ALTER TABLE subscription_periods ADD ended_on date CHECK (ended_on >= starts_on AND ended_on < ends_on);
      ALTER TABLE subscription_periods DROP CONSTRAINT subscription_periods_workspace_id_daterange_excl;
      ALTER TABLE subscription_periods ADD CONSTRAINT subscription_periods_no_day_twice
        EXCLUDE USING gist (workspace_id WITH =, daterange(starts_on, coalesce(ended_on, ends_on)) WITH &&);
      GRANT UPDATE (ended_on) ON subscription_periods TO perennial_app;

      -- What is to be different from the next renewal on. The newest wish replaces the one before.
      CREATE TABLE pending_changes (
        workspace_id uuid PRIMARY KEY REFERENCES subscriptions (workspace_id),
        plan_code text NOT NULL,
        interval text NOT NULL CHECK (interval IN ('month', 'year')),
        add_ons jsonb NOT NULL,                -- [{code, quantity}]
        chosen_at timestamptz NOT NULL,
        chosen_by text
      );
      CALL guard_tenant_table('pending_changes');

      ALTER TABLE quotes
        ADD discounts jsonb NOT NULL DEFAULT '[]',
        ADD bonus_days int NOT NULL DEFAULT 0 CHECK (bonus_days >= 0),
        ADD coupon_code text,
        ADD add_ons jsonb NOT NULL DEFAULT '[]',
        ALTER price_id DROP NOT NULL,
        DROP CONSTRAINT quotes_terms_check, ADD CONSTRAINT quotes_terms_check CHECK (terms BETWEEN 0 AND 60),
        DROP CONSTRAINT quotes_basis_check, ADD CONSTRAINT quotes_basis_check CHECK (basis IN ('old-end', 'payment', 'now')),
        DROP CONSTRAINT quotes_total_minor_check, ADD CONSTRAINT quotes_total_minor_check CHECK (total_minor >= 0);

      -- Once per workspace. It is taken when the quote is paid.
      CREATE TABLE coupon_redemptions (
        workspace_id uuid NOT NULL,
        coupon_code text NOT NULL REFERENCES coupons (code),
        quote_id uuid NOT NULL,
        redeemed_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, coupon_code),
        FOREIGN KEY (workspace_id, quote_id) REFERENCES quotes (workspace_id, id)
      );
      CALL guard_tenant_table('coupon_redemptions');
      REVOKE UPDATE, DELETE ON coupon_redemptions FROM perennial_app;

      ALTER TABLE subscribers
        ADD granted_days int NOT NULL DEFAULT 0,
        ADD overlays jsonb NOT NULL DEFAULT '[]',
        ADD past_due_since timestamptz,
        ADD falls_back_to text;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was sold cannot be taken back.');
  }
}
