import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may come in: staff accounts, members, invitations, API keys, customers' links and sessions, attempt counters. */
export class Access1764000050000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- People are global: one person may work in several workspaces. The columns are better-auth's; a test compares them with its schema.
      CREATE SCHEMA auth;
      GRANT USAGE ON SCHEMA auth TO perennial_app;

      CREATE TABLE auth."user" (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name text NOT NULL,
        email text NOT NULL UNIQUE,
        email_verified boolean NOT NULL,
        image text,
        created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
        updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
        two_factor_enabled boolean,
        locale text NOT NULL DEFAULT 'en' CHECK (locale IN ('en', 'zh-CN'))
      );
      CREATE TABLE auth.session (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        expires_at timestamptz NOT NULL,
        token text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
        updated_at timestamptz NOT NULL,
        ip_address text,
        user_agent text,
        user_id uuid NOT NULL REFERENCES auth."user" (id) ON DELETE CASCADE
      );
      CREATE INDEX session_user_id_idx ON auth.session (user_id);
      CREATE TABLE auth.account (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        account_id text NOT NULL,
        provider_id text NOT NULL,
        user_id uuid NOT NULL REFERENCES auth."user" (id) ON DELETE CASCADE,
        access_token text,
        refresh_token text,
        id_token text,
        access_token_expires_at timestamptz,
        refresh_token_expires_at timestamptz,
        scope text,
        password text,
        created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
        updated_at timestamptz NOT NULL
      );
      CREATE INDEX account_user_id_idx ON auth.account (user_id);
      CREATE TABLE auth.verification (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        identifier text NOT NULL,
        value text NOT NULL,
        expires_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
        updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
      );
      CREATE INDEX verification_identifier_idx ON auth.verification (identifier);
      CREATE TABLE auth.two_factor (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        secret text NOT NULL,
        backup_codes text NOT NULL,
        user_id uuid NOT NULL REFERENCES auth."user" (id) ON DELETE CASCADE,
        verified boolean,
        failed_verification_count integer,
        locked_until timestamptz
      );
      CREATE INDEX two_factor_secret_idx ON auth.two_factor (secret);
      CREATE INDEX two_factor_user_id_idx ON auth.two_factor (user_id);
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO perennial_app;

      -- Those who run the service. Made by the command line only, never over HTTP.
      CREATE TABLE operators (
        user_id uuid PRIMARY KEY REFERENCES auth."user" (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL
      );
      GRANT SELECT, INSERT ON operators TO perennial_app;

      CREATE TABLE workspace_members (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        user_id uuid NOT NULL REFERENCES auth."user" (id) ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('staff', 'admin', 'owner')),
        created_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, user_id)
      );
      CALL guard_tenant_table('workspace_members');
      -- A person sees where they are a member, and by what name, before any workspace is chosen.
      CREATE POLICY own_membership ON workspace_members FOR SELECT USING (user_id = current_app_user());
      CREATE POLICY member_of ON workspace_settings FOR SELECT
        USING (workspace_id IN (SELECT m.workspace_id FROM workspace_members m WHERE m.user_id = current_app_user()));
      CREATE INDEX workspace_members_user ON workspace_members (user_id);

      -- The links in these tables are known by their SHA-256 only; the text in the mail carries the workspace.
      CREATE TABLE invitations (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        token_hash bytea NOT NULL,
        email text NOT NULL CHECK (length(email) <= 320),
        role text NOT NULL CHECK (role IN ('staff', 'admin', 'owner')),
        locale text NOT NULL CHECK (locale IN ('en', 'zh-CN')),
        invited_by uuid,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        accepted_at timestamptz,
        revoked_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, token_hash)
      );
      CREATE UNIQUE INDEX invitations_open ON invitations (workspace_id, lower(email)) WHERE accepted_at IS NULL AND revoked_at IS NULL;
      CALL guard_tenant_table('invitations');

      CREATE TABLE api_keys (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
        key_hash bytea NOT NULL,
        shown_prefix text NOT NULL,
        scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
        created_by uuid,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, key_hash)
      );
      CALL guard_tenant_table('api_keys');

      CREATE TABLE portal_links (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        token_hash bytea NOT NULL,
        customer_id uuid NOT NULL,
        path text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, token_hash)
      );
      CREATE INDEX portal_links_customer ON portal_links (workspace_id, customer_id);
      CALL guard_tenant_table('portal_links');

      CREATE TABLE portal_sessions (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        token_hash bytea NOT NULL,
        customer_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, token_hash)
      );
      CREATE INDEX portal_sessions_customer ON portal_sessions (workspace_id, customer_id);
      CALL guard_tenant_table('portal_sessions');

      -- Counters of attempts, shared by all replicas; the columns are rate-limiter-flexible's.
      CREATE TABLE attempts (
        key varchar(255) PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      );
      CREATE INDEX attempts_expire ON attempts (expire);
      GRANT SELECT, INSERT, UPDATE, DELETE ON attempts TO perennial_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Accounts and memberships cannot be taken back.');
  }
}
