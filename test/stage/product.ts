import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { occupantOf } from '@perennial/launcher/data-folder';
import { findLocalPostgres, freePort } from '@perennial/local-postgres';
import pg from 'pg';
import { killTree } from './process-tree.js';

const LAUNCHER = join(import.meta.dirname, '../../libs/launcher/dist/start.js');
const START_PATIENCE_MS = 600_000;

/**
 * The product as `npm start` runs it, in processes of its own with a data folder of its own: service, PostgreSQL, mail
 * catcher and the local Stripe. It can be killed and started again on what is left.
 */
export class Product {
  private launcher: ChildProcess | undefined;
  private output = '';

  private constructor(
    private readonly dataDir: string,
    private readonly port: number,
  ) {}

  /** @param dataDir where everything is kept; with the note that the demo is seeded, because these tests bring their own shop */
  static async in(dataDir: string): Promise<Product> {
    if (!existsSync(LAUNCHER)) throw new Error('Build first: npm run build');
    mkdirSync(join(dataDir, 'postgres'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'demo.txt'), '');
    return new Product(dataDir, await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Returns when it says that it runs. */
  async start(): Promise<void> {
    this.output = '';
    const { PATH, HOME, TMPDIR, TEST_LOG_LEVEL } = process.env;
    const env = { PATH, HOME, TMPDIR, PORT: String(this.port), DATA_DIR: this.dataDir, LOG_LEVEL: TEST_LOG_LEVEL ?? 'warn' };
    const launcher = spawn(process.execPath, [LAUNCHER], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.launcher = launcher;
    for (const stream of [launcher.stdout, launcher.stderr]) stream.on('data', (chunk) => (this.output += String(chunk)));
    const giveUpAt = Date.now() + START_PATIENCE_MS;
    while (!this.output.includes('Perennial is running.')) {
      if (launcher.exitCode !== null || launcher.signalCode !== null) throw new Error(`The start ended:\n${this.output}`);
      if (Date.now() > giveUpAt) throw new Error(`The start takes too long:\n${this.output}`);
      await wait(50);
    }
  }

  /** `kill -9` of everything, at once. */
  async kill(): Promise<void> {
    if (this.launcher?.pid !== undefined) await killTree(this.launcher.pid);
    this.launcher = undefined;
  }

  /** What Ctrl-C does. */
  async stop(): Promise<number | null> {
    const { launcher } = this;
    if (!launcher) return null;
    this.launcher = undefined;
    const ended = once(launcher, 'close') as Promise<[number | null]>;
    launcher.kill('SIGINT');
    return (await ended)[0];
  }

  /** What it has printed since its last start. */
  printed(): string {
    return this.output;
  }

  /** The settings the running service works with. */
  async settings(): Promise<Readonly<Record<string, string>>> {
    const occupant = await occupantOf(this.dataDir);
    if (!occupant || Object.keys(occupant.settings).length === 0) throw new Error('It is not running.');
    return occupant.settings;
  }

  /** The number of mails its catcher has on disk. */
  mailsKept(): number {
    const folder = join(this.dataDir, 'mail');
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')).length : 0;
  }

  /** A connection to its database as soon as that answers, as the superuser, whom no policy binds. */
  async connect(): Promise<pg.Client> {
    for (;;) {
      const urls = await findLocalPostgres(join(this.dataDir, 'postgres'));
      if (!urls) {
        await wait(50);
        continue;
      }
      const url = new URL(urls.superuserUrl);
      url.pathname = new URL(urls.ownerUrl).pathname;
      const client = new pg.Client({ connectionString: url.toString() });
      // It is going to be killed.
      client.on('error', () => undefined);
      await client.connect();
      return client;
    }
  }
}
