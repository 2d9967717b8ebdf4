import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How messages are getting on, for those who queued them. */
export class MessageStates1764000683000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE VIEW message_states WITH (security_invoker = true) AS SELECT workspace_id, id, status, held_because FROM messages;
      GRANT SELECT ON message_states TO perennial_app;
      -- The reminders of a day.
      CREATE INDEX reminders_of_day ON reminders (workspace_id, send_on);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Message states cannot be taken back.');
  }
}
