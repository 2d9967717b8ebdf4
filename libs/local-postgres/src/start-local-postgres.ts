import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findBinaries } from './binaries.js';
import { type ClusterFiles, clusterFiles, ensurePasswords } from './cluster-files.js';
import { createCluster } from './create-cluster.js';
import { type DatabaseUrls, databaseUrls } from './database-urls.js';
import { findLocalPostgres } from './find-local-postgres.js';
import { freePort } from './free-port.js';
import { Lease } from './lease.js';
import { prepareDatabase } from './prepare-database.js';
import { chooseIdentity, giveFiles } from './server-identity.js';
import { runningServer, startServer, stopServer } from './server-process.js';

const ORPHAN_PATIENCE_MS = 10_000;
const PORT_ATTEMPTS = 5;

export interface LocalPostgresOptions {
  /** Folder of the cluster; made when missing. */
  readonly dir: string;
  /** `test` gives up surviving a power cut for speed. */
  readonly purpose: 'durable' | 'test';
  /** Taken when free. */
  readonly port?: number;
}

export interface LocalPostgres extends DatabaseUrls {
  readonly port: number;
  /** Stops the server and returns when it is gone. */
  stop(): Promise<void>;
  /** Leaves the server running for other processes, the last of which calls `stopLocalPostgres`. */
  leave(): Promise<void>;
}

/**
 * Starts PostgreSQL on 127.0.0.1 with the data in `dir`. A server left over by a killed process is taken over.
 * @throws LocalPostgresInUse when a living process has started it
 * @example const database = await startLocalPostgres({ dir: '.data/postgres', purpose: 'durable' });
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const files = clusterFiles(resolve(options.dir));
  const urls = (await takeOver(files)) ?? (await startFresh(files, options));
  const lease = await Lease.take(urls, files.dir);
  await prepareDatabase(urls, ensurePasswords(files));
  return {
    ...urls,
    port: Number(new URL(urls.ownerUrl).port),
    stop: async () => {
      await lease.release();
      await stopLocalPostgres(options);
    },
    leave: () => lease.release(),
  };
}

/** Stops whatever server runs on the data in `dir`, whoever started it. */
export async function stopLocalPostgres({ dir, purpose }: Pick<LocalPostgresOptions, 'dir' | 'purpose'>): Promise<void> {
  await stopServer(clusterFiles(resolve(dir)), purpose === 'test' ? 'at-once' : 'cleanly');
}

/** The server that runs on these files already. One that does not answer in time is on its way down, or hangs: it is stopped. */
async function takeOver(files: ClusterFiles): Promise<DatabaseUrls | null> {
  const giveUpAt = Date.now() + ORPHAN_PATIENCE_MS;
  while (runningServer(files)) {
    const urls = await findLocalPostgres(files.dir);
    if (urls) return urls;
    if (Date.now() > giveUpAt) await stopServer(files, 'cleanly');
    else await wait(100);
  }
  return null;
}

async function startFresh(files: ClusterFiles, options: LocalPostgresOptions): Promise<DatabaseUrls> {
  const binaries = await findBinaries();
  const identity = chooseIdentity(files.dir, binaries);
  const passwords = ensurePasswords(files);
  giveFiles(files.dir, identity);
  await createCluster(files, binaries, identity, passwords, options.purpose === 'durable');
  let log = '';
  for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt += 1) {
    const port = await freePort(attempt === 0 ? options.port : 0);
    const urls = databaseUrls(port, passwords);
    const started = await startServer(files, binaries, identity, serverArguments(port, options.purpose), urls.superuserUrl);
    if (started.ok) return urls;
    // Another process may have started the same cluster at the same moment.
    const theirs = await takeOver(files);
    if (theirs) return theirs;
    log = started.log;
    // Somebody took the port between our look and the server's.
    if (!/Address already in use|could not bind/.test(log)) break;
  }
  throw new Error(`PostgreSQL did not start:\n${log}`);
}

function serverArguments(port: number, purpose: LocalPostgresOptions['purpose']): string[] {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'timezone=UTC', 'log_timezone=UTC'];
  if (purpose === 'test') settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'wal_writer_delay=10s', 'bgwriter_lru_maxpages=0');
  return ['-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
}
