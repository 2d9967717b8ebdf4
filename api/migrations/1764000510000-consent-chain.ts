import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Makes the proof of consent tamper-evident: a hash chain per workspace, the wordings that were shown, and what an opt-in by API needs. */
export class ConsentChain1764000510000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The text that is sealed. libs/replenishment/src/consent/consent-chain.ts has the same rule and says it in words; a spec
      -- compares the two. It is never changed: a new form would be a new function beside it.
      CREATE FUNCTION consent_value(given text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
        $f$ SELECT CASE WHEN given IS NULL THEN '-,' ELSE octet_length(convert_to(given, 'UTF8')) || ':' || given || ',' END $f$;
      CREATE FUNCTION consent_instant(given timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
        $f$ SELECT to_char(given AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $f$;
      CREATE FUNCTION consent_content(
        workspace_id uuid, seq bigint, id uuid, customer_id uuid, purpose text, channel text, decision text, wording_version text, source text,
        actor_kind text, actor_id text, decided_at timestamptz, recorded_at timestamptz, ip_hash bytea, evidence text
      ) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $f$
        SELECT convert_to(
          consent_value('perennial-consent-1') || consent_value(workspace_id::text) || consent_value(seq::text) || consent_value(id::text)
          || consent_value(customer_id::text) || consent_value(purpose) || consent_value(channel) || consent_value(decision)
          || consent_value(wording_version) || consent_value(source) || consent_value(actor_kind) || consent_value(actor_id)
          || consent_value(consent_instant(decided_at)) || consent_value(consent_instant(recorded_at))
          || consent_value(encode(ip_hash, 'hex')) || consent_value(evidence),
          'UTF8')
      $f$;

      -- Chains a whole set in one pass: fed with the hash to go on from and then with the contents in their order, it gives at each
      -- the hash of the chain so far. Strict and without a start of its own, it takes the first value as it is.
      CREATE FUNCTION consent_hash(previous_hash bytea, content bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS
        $f$ BEGIN RETURN sha256(convert_to(encode(previous_hash, 'hex'), 'UTF8') || content); END $f$;
      CREATE AGGREGATE consent_hashes (bytea) (SFUNC = consent_hash, STYPE = bytea);

      -- Refuses to everybody, the owner of the tables too, what an append-only table does not know.
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $f$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $f$;

      -- Where each chain ends. Its row is locked from an append to the commit, so that numbers are without gaps and no two records
      -- follow the same one; kept apart from the records, it also shows when the newest were taken away.
      CREATE TABLE consent_chains (
        workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
        seq bigint NOT NULL CHECK (seq >= 0),
        hash bytea NOT NULL CHECK (octet_length(hash) = 32)
      );

      -- The evidence that outlives an erasure: a customer is here by id only, without name or address. The shopper's IP address is
      -- kept as an HMAC under a key from the app secret, by which a claimed address can be compared and none can be read back.
      ALTER TABLE consent_records
        ADD seq bigint,
        ADD recorded_at timestamptz,           -- decided_at is when it was said, this when it reached us
        ADD ip_hash bytea CHECK (octet_length(ip_hash) = 32),
        ADD evidence text CHECK (length(evidence) <= 200),  -- where the shop finds it again: an order number
        ADD previous_hash bytea CHECK (octet_length(previous_hash) = 32),
        ADD hash bytea CHECK (octet_length(hash) = 32);

      -- What was recorded before is chained in the order it was said. The policies would hide it from the owner, too.
      ALTER TABLE consent_records NO FORCE ROW LEVEL SECURITY;
      UPDATE consent_records r SET seq = n.seq, recorded_at = r.decided_at
      FROM (SELECT workspace_id, id, row_number() OVER (PARTITION BY workspace_id ORDER BY decided_at, id) AS seq FROM consent_records) n
      WHERE r.workspace_id = n.workspace_id AND r.id = n.id;
      ALTER TABLE consent_records ADD UNIQUE (workspace_id, seq);
      UPDATE consent_records r SET previous_hash = c.previous_hash, hash = c.hash
      FROM (
        SELECT workspace_id, seq, lag(hash) OVER (PARTITION BY workspace_id ORDER BY seq) AS previous_hash, hash
        FROM (
          SELECT workspace_id, seq, consent_hashes(content) OVER (PARTITION BY workspace_id ORDER BY seq ROWS UNBOUNDED PRECEDING) AS hash
          FROM (
            SELECT id AS workspace_id, 0::bigint AS seq, decode(repeat('00', 32), 'hex') AS content FROM workspaces
            UNION ALL
            SELECT workspace_id, seq, consent_content(workspace_id, seq, id, customer_id, purpose, channel, decision, wording_version, source, actor_kind, actor_id,
                                                      decided_at, recorded_at, ip_hash, evidence)
            FROM consent_records
          ) contents
        ) links
      ) c
      WHERE r.workspace_id = c.workspace_id AND r.seq = c.seq;
      INSERT INTO consent_chains (workspace_id, seq, hash)
        SELECT DISTINCT ON (workspace_id) workspace_id, seq, hash FROM consent_records ORDER BY workspace_id, seq DESC;
      ALTER TABLE consent_records FORCE ROW LEVEL SECURITY;
      CALL guard_tenant_table('consent_chains');
      REVOKE DELETE ON consent_chains FROM perennial_app;

      ALTER TABLE consent_records
        ALTER seq SET NOT NULL, ALTER recorded_at SET NOT NULL, ALTER previous_hash SET NOT NULL, ALTER hash SET NOT NULL, ADD CHECK (seq >= 1);
      CREATE TRIGGER consent_records_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_records FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Of two decisions of one moment the later recorded one is in force; ids of one millisecond are in no order.
      CREATE OR REPLACE VIEW consents_in_force WITH (security_invoker = true) AS
        SELECT DISTINCT ON (workspace_id, customer_id, purpose, channel)
          workspace_id, customer_id, purpose, channel, decision = 'granted' AS granted, decided_at
        FROM consent_records
        ORDER BY workspace_id, customer_id, purpose, channel, decided_at DESC, seq DESC;
      DROP INDEX consent_records_newest;
      CREATE INDEX consent_records_newest ON consent_records (workspace_id, customer_id, purpose, channel, decided_at DESC, seq DESC);

      -- What people were shown, word for word. A version never changes: another text is another version.
      CREATE TABLE consent_wordings (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        version text NOT NULL CHECK (version ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
        locale text NOT NULL CHECK (locale IN ('en', 'zh-CN')),
        text text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
        created_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, version, locale)
      );
      CALL guard_tenant_table('consent_wordings');
      REVOKE UPDATE, DELETE ON consent_wordings FROM perennial_app;
      CREATE TRIGGER consent_wordings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_wordings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Those every workspace has: what our own pages say, and one to start a checkout with. A migration adds the next version.
      CREATE TABLE standard_wordings (
        version text NOT NULL,
        locale text NOT NULL CHECK (locale IN ('en', 'zh-CN')),
        text text NOT NULL,
        PRIMARY KEY (version, locale)
      );
      GRANT SELECT ON standard_wordings TO perennial_app;
      INSERT INTO standard_wordings (version, locale, text) VALUES
        ('checkout-1', 'en', 'Yes, remind me by e-mail when something I bought is about to run out. I can stop this at any time with one click.'),
        ('checkout-1', 'zh-CN', '好的，请在我购买的商品快用完时通过邮件提醒我。我可以随时一键停止。'),
        ('portal-reminder-choices-1', 'en', 'Reminders are off. You get no reminders at all. Your shelf stays here for you to look at. [Switch reminders on] / '
          'Reminders are on. You get one polite mail when something on your shelf is due. Never more than one for the same thing. [Stop all reminders]'),
        ('portal-reminder-choices-1', 'zh-CN', '提醒已关闭。您不会收到任何提醒，物品架仍可随时查看。[开启提醒] / '
          '提醒已开启。物品架上有东西快用完时，您会收到一封邮件；同一件事绝不重复提醒。[停止全部提醒]'),
        ('list-unsubscribe-1', 'en', 'The unsubscribe button of the mail program, which shows no text of ours, or our page: '
          'Shall (the shop) stop sending you reminders by e-mail? [Yes, stop reminders]'),
        ('list-unsubscribe-1', 'zh-CN', '邮件程序自带的退订按钮（不显示我们的文字），或我们的页面：是否停止接收（店铺）的邮件提醒？[是，停止提醒]');
      CREATE TRIGGER standard_wordings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON standard_wordings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Which Idempotency-Key of an opt-in made which record: a call that is repeated finds it and adds nothing.
      CREATE TABLE opt_in_keys (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
        seq bigint,                            -- of the record; null only inside the transaction that claimed the key
        created_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, key)
      );
      CALL guard_tenant_table('opt_in_keys');
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was sealed cannot be taken apart again.');
  }
}
