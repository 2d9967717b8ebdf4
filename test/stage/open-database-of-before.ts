import { randomBytes } from 'node:crypto';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { registerColumnTypes } from '../../api/src/platform/database/index.js';
import { testServer, withDatabase } from './test-server.js';

const MIGRATIONS = join(import.meta.dirname, '../../api/migrations');

/** A database with rows from before a migration, brought up to date. */
export interface DatabaseOfBefore {
  /** As the owner of the tables. */
  readonly dataSource: DataSource;
  /** As the server's superuser, whom no policy binds. */
  readonly superuser: pg.Client;
  close(): Promise<void>;
}

/**
 * @param migration the number of the migration in question
 * @param fill puts in what stood there before it
 */
export async function openDatabaseOfBefore(migration: string, fill: (superuser: pg.Client) => Promise<void>): Promise<DatabaseOfBefore> {
  registerColumnTypes();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const { superuserUrl, ownerUrl } = await testServer();
  const url = withDatabase(ownerUrl, name);
  await once(superuserUrl, `CREATE DATABASE ${name} OWNER ${new URL(ownerUrl).username}`);
  const superuser = new pg.Client({ connectionString: withDatabase(superuserUrl, name) });
  let dataSource: DataSource | undefined;
  const close = async (): Promise<void> => {
    await dataSource?.destroy();
    await superuser.end();
    await once(superuserUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  try {
    await superuser.connect();
    const before = await migratedBy(url, (file) => file < migration);
    await before.destroy();
    await fill(superuser);
    dataSource = await migratedBy(url, () => true);
    return { dataSource, superuser, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function migratedBy(url: string, wanted: (file: string) => boolean): Promise<DataSource> {
  const files = globSync('*.ts', { cwd: MIGRATIONS }).filter(wanted).sort();
  const modules = await Promise.all(files.map((file) => import(join(MIGRATIONS, file)) as Promise<Record<string, new () => MigrationInterface>>));
  const source = new DataSource({ type: 'postgres', url, installExtensions: false, migrations: modules.flatMap((module) => Object.values(module)), migrationsTransactionMode: 'each' });
  await source.initialize();
  await source.runMigrations();
  return source;
}

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
