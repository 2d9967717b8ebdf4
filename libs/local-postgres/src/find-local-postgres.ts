import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import { clusterFiles, readPasswords, readPostmaster } from './cluster-files.js';
import { type DatabaseUrls, databaseUrls } from './database-urls.js';

/** The cluster in `dir` if it answers now, for a command that wants to use what `npm start` has running; else null. */
export async function findLocalPostgres(dir: string): Promise<DatabaseUrls | null> {
  const files = clusterFiles(resolve(dir));
  const postmaster = existsSync(files.passwords) ? readPostmaster(files) : null;
  if (!postmaster) return null;
  const urls = databaseUrls(postmaster.port, readPasswords(files));
  return (await answers(urls.superuserUrl)) ? urls : null;
}

export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
