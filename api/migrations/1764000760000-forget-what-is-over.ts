import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links and visits of the portal that are long over are removed: these indexes find them. */
export class ForgetWhatIsOver1764000760000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX portal_links_over ON portal_links (workspace_id, expires_at);
      CREATE INDEX portal_sessions_over ON portal_sessions (workspace_id, expires_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX portal_links_over, portal_sessions_over');
  }
}
