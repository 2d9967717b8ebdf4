import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Money back: the terms it is given by, what was asked and decided, the credit note about it, and the ways it leaves. */
export class Refunds1764000741000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The terms of refunds. A version never changes: a sale keeps the terms it was made under.
      CREATE TABLE refund_policies (
        version int PRIMARY KEY CHECK (version >= 1),
        text_en text NOT NULL,
        text_zh text NOT NULL,
        clauses jsonb NOT NULL,                -- [{code, en, zh-CN, refunds, withinDays}]
        published_at timestamptz NOT NULL
      );
      GRANT SELECT, INSERT ON refund_policies TO perennial_app;
      INSERT INTO refund_policies (version, text_en, text_zh, clauses, published_at) VALUES (1,
        'What has been paid for is normally not refunded; unused time runs to its end. Exceptions are a fault of the service and what the law gives you.',
        '已支付的费用通常不予退款，未使用的时间可继续使用至到期。服务故障或法律规定的情形除外。',
        '[{"code": "system-fault", "en": "The service failed in a way that made the paid time useless.", "zh-CN": "因服务故障导致已付费时间无法使用。", "refunds": "unused-days", "withinDays": null},
          {"code": "charged-in-error", "en": "The charge should not have been made.", "zh-CN": "该笔扣款有误。", "refunds": "everything", "withinDays": null},
          {"code": "statutory", "en": "The law gives a right to withdraw.", "zh-CN": "法律赋予的撤回权。", "refunds": "unused-days", "withinDays": 14}]',
        '2020-01-01T00:00:00Z');

      ALTER TABLE invoices ADD refund_policy_version int NOT NULL DEFAULT 1 REFERENCES refund_policies (version);
      ALTER TABLE invoices ALTER refund_policy_version DROP DEFAULT;

      -- Somebody asks for money back, an operator decides.
      CREATE TABLE refunds (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL DEFAULT new_id(),
        invoice_id uuid NOT NULL,
        clause text NOT NULL,
        policy_version int NOT NULL REFERENCES refund_policies (version),
        reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 1000),
        status text NOT NULL CHECK (status IN ('requested', 'declined', 'sending', 'failed', 'done')),
        currency text NOT NULL,
        asked_net_minor bigint NOT NULL CHECK (asked_net_minor > 0),
        net_minor bigint,                      -- as decided; null until then
        tax_minor bigint,
        paid_back_minor bigint,                -- net and tax without what granted credit had paid
        days_taken_back int,
        decision text CHECK (length(decision) <= 1000),
        requested_at timestamptz NOT NULL,
        decided_at timestamptz,
        settled_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, invoice_id) REFERENCES invoices (workspace_id, id)
      );
      CREATE UNIQUE INDEX refunds_one_open ON refunds (workspace_id, invoice_id) WHERE status = 'requested';
      CALL guard_tenant_table('refunds');
      REVOKE DELETE ON refunds FROM perennial_app;

      -- The operator's list of what is to be decided or has failed, kept in the transaction of each change: a card index over all workspaces.
      CREATE TABLE refunds_to_decide (
        refund_id uuid PRIMARY KEY,
        for_workspace uuid NOT NULL REFERENCES workspaces (id),
        status text NOT NULL,
        currency text NOT NULL,
        amount_minor bigint NOT NULL,
        clause text NOT NULL,
        since timestamptz NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON refunds_to_decide TO perennial_app;

      -- An invoice taken back, wholly or in part. Numbered in a series of its own, and never changed.
      CREATE TABLE credit_notes (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL,
        number text NOT NULL,
        issued_at timestamptz NOT NULL,
        invoice_id uuid NOT NULL,
        refund_id uuid NOT NULL,
        locale text NOT NULL CHECK (locale IN ('en', 'zh-CN')),
        currency text NOT NULL,
        net_minor bigint NOT NULL CHECK (net_minor >= 0),
        tax_minor bigint NOT NULL CHECK (tax_minor >= 0),
        total_minor bigint NOT NULL CHECK (total_minor > 0),
        granted_minor bigint NOT NULL CHECK (granted_minor >= 0),  -- what of it granted credit had paid
        lines jsonb NOT NULL,                  -- net and tax of each line of the invoice, in its order
        document jsonb NOT NULL,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, refund_id),
        FOREIGN KEY (workspace_id, invoice_id) REFERENCES invoices (workspace_id, id),
        FOREIGN KEY (workspace_id, refund_id) REFERENCES refunds (workspace_id, id)
      );
      CREATE INDEX credit_notes_of_invoice ON credit_notes (workspace_id, invoice_id);
      CALL guard_tenant_table('credit_notes');
      REVOKE UPDATE, DELETE ON credit_notes FROM perennial_app;

      -- One way the money leaves: back to a payment, or onto the balance.
      CREATE TABLE refund_payouts (
        workspace_id uuid NOT NULL,
        refund_id uuid NOT NULL,
        payout_no int NOT NULL CHECK (payout_no >= 1),
        payment_intent_id text,                -- null: onto the balance
        currency text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        status text NOT NULL CHECK (status IN ('sending', 'pending', 'sent', 'failed', 'on-balance')),
        stripe_refund_id text,
        failure text,
        check_at timestamptz,
        PRIMARY KEY (workspace_id, refund_id, payout_no),
        FOREIGN KEY (workspace_id, refund_id) REFERENCES refunds (workspace_id, id)
      );
      CREATE INDEX refund_payouts_of_payment ON refund_payouts (workspace_id, payment_intent_id);
      CREATE INDEX refund_payouts_to_check ON refund_payouts (workspace_id, check_at) WHERE check_at IS NOT NULL;
      CALL guard_tenant_table('refund_payouts');
      REVOKE DELETE ON refund_payouts FROM perennial_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was decided cannot be undecided.');
  }
}
