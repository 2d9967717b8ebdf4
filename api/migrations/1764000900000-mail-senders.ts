import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The address a workspace's mails to its customers come from, once its domain is shown to be theirs. */
export class MailSenders1764000900000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE mail_senders (
        workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
        address text NOT NULL,
        selector text NOT NULL,            -- where in the domain the public key stands
        public_key text NOT NULL,
        sealed_key bytea NOT NULL,         -- the private one; of no use without the app secret
        set_at timestamptz NOT NULL,
        proven_at timestamptz,             -- since when the domain holds the key; only then mails come from the address
        looked_at timestamptz,
        found text CHECK (found IN ('our-key', 'no-record', 'another-key', 'no-answer')),
        next_look_at timestamptz
      );
      CALL guard_tenant_table('mail_senders');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Own senders cannot be taken back.');
  }
}
