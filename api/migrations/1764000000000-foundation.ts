import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Workspaces, the tools every tenant table uses, and the tables of the platform itself. */
export class Foundation1764000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      GRANT USAGE ON SCHEMA public TO perennial_app;

      -- Time-ordered ids: neighbours in time are neighbours in the index. PostgreSQL 18 brings its own.
      DO $$
      BEGIN
        IF current_setting('server_version_num')::int >= 180000 THEN
          CREATE FUNCTION new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS 'SELECT uuidv7()';
        ELSE
          CREATE FUNCTION new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $f$
            SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
              PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
          $f$;
        END IF;
      END $$;

      -- The workspace of this transaction; NULL outside Database.inWorkspace, and no row equals NULL.
      CREATE FUNCTION current_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
        $f$ SELECT nullif(current_setting('app.workspace_id', true), '')::uuid $f$;
      CREATE FUNCTION current_app_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
        $f$ SELECT nullif(current_setting('app.user_id', true), '')::uuid $f$;

      -- Puts a table under its workspace: policy for reading and writing, forced on the owner too, and the application role's grants.
      CREATE PROCEDURE guard_tenant_table(name regclass) LANGUAGE plpgsql AS $f$
      BEGIN
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_workspace ON %s USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace())', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO perennial_app', name);
      END $f$;

      -- The directory of tenants. It holds nothing of a tenant's business, so that a sweep can walk it.
      CREATE TABLE workspaces (
        id uuid PRIMARY KEY DEFAULT new_id(),
        slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
        created_at timestamptz NOT NULL
      );
      GRANT SELECT, INSERT ON workspaces TO perennial_app;

      CREATE TABLE workspace_settings (
        workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        sender_name text NOT NULL CHECK (length(sender_name) BETWEEN 1 AND 200),
        reply_to text,
        time_zone text NOT NULL,
        locale text NOT NULL CHECK (locale IN ('en', 'zh-CN')),
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        updated_at timestamptz NOT NULL
      );
      CALL guard_tenant_table('workspace_settings');

      -- Who did what, to what, when. Append-only: the application may add and read.
      CREATE TABLE audit_entries (
        workspace_id uuid NOT NULL REFERENCES workspaces (id),
        id uuid NOT NULL DEFAULT new_id(),
        at timestamptz NOT NULL,
        actor_kind text NOT NULL CHECK (actor_kind IN ('member', 'operator', 'api-key', 'customer', 'system')),
        actor_id text,
        command text NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        details jsonb NOT NULL DEFAULT '{}',
        request_id text,
        PRIMARY KEY (workspace_id, id)
      );
      CREATE INDEX audit_entries_subject ON audit_entries (workspace_id, subject_kind, subject_id, id);
      CALL guard_tenant_table('audit_entries');
      REVOKE UPDATE, DELETE ON audit_entries FROM perennial_app;

      -- The same for commands that belong to no workspace (operators, sign-in).
      CREATE TABLE operator_audit_entries (
        id uuid PRIMARY KEY DEFAULT new_id(),
        at timestamptz NOT NULL,
        actor_kind text NOT NULL,
        actor_id text,
        command text NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        details jsonb NOT NULL DEFAULT '{}',
        request_id text
      );
      GRANT SELECT, INSERT ON operator_audit_entries TO perennial_app;

      -- The movable clock of demo and tests: one row; business time is real time plus the offset.
      CREATE TABLE test_clock (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        offset_ms bigint NOT NULL
      );
      INSERT INTO test_clock (offset_ms) VALUES (0);
      GRANT SELECT, UPDATE ON test_clock TO perennial_app;

      -- A running worker renews its row; the jobs of one that stopped doing so are handed to the others.
      CREATE TABLE worker_leases (
        worker_id text PRIMARY KEY,
        expires_at timestamptz NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON worker_leases TO perennial_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('The foundation cannot be taken back.');
  }
}
