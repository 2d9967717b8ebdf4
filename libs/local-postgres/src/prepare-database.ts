import pg from 'pg';
import { DATABASE_NAME, type DatabaseUrls, OWNER_ROLE, type Passwords } from './database-urls.js';

/**
 * The product's database and the role that owns it. The role is no superuser, as on a hosted server: what works here
 * works there.
 */
export async function prepareDatabase(urls: DatabaseUrls, passwords: Passwords): Promise<void> {
  const superuser = new pg.Client({ connectionString: urls.superuserUrl });
  await superuser.connect();
  try {
    const role = await superuser.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [OWNER_ROLE]);
    if (role.rowCount === 0) await superuser.query(`CREATE ROLE ${OWNER_ROLE} LOGIN CREATEROLE PASSWORD '${passwords.owner}'`);
    const database = await superuser.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (database.rowCount === 0) await superuser.query(`CREATE DATABASE ${DATABASE_NAME} OWNER ${OWNER_ROLE}`);
  } finally {
    await superuser.end();
  }
}
