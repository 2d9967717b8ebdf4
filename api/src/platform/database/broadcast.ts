import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import pg from 'pg';
import { SETTINGS, type Settings } from '../settings/index.js';
import { appDatabaseUrl } from './connection.js';
import { Database } from './database.js';

const CHANNEL = 'perennial_broadcast';
const AGAIN_AFTER_MS = 1_000;

/**
 * Tells the other processes of the service what is worth knowing for a moment and stored nowhere. What is said while a
 * process has lost its connection it never hears: nothing may depend on it that has to be right.
 */
@Injectable()
export class Broadcast implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('database');
  private readonly id = randomUUID();
  private readonly ears = new Map<string, (what: unknown) => void>();
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private over = false;

  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'databaseUrl' | 'databaseAppUrl' | 'appSecret'>,
  ) {}

  /** Calls `hear` with what other processes say about the topic; never with what this one says. */
  on(topic: string, hear: (what: unknown) => void): void {
    this.ears.set(topic, hear);
  }

  /** @param what becomes JSON of at most 7,500 bytes */
  async say(topic: string, what: unknown): Promise<void> {
    await this.database.dataSource.query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify({ from: this.id, topic, what })]);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.ears.size > 0) await this.listen();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.over = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: appDatabaseUrl(this.settings), application_name: 'perennial-broadcast', keepAlive: true });
    client.on('notification', ({ payload = '' }) => this.hear(payload));
    client.on('error', (error) => this.log.warn({ err: error }, 'other processes are not heard'));
    client.on('end', () => this.again());
    this.client = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      this.log.warn({ err: error }, 'other processes are not heard');
      await client.end().catch(() => undefined);
      this.again();
    }
  }

  private again(): void {
    if (this.over) return;
    this.retry ??= setTimeout(() => {
      this.retry = undefined;
      void this.listen();
    }, AGAIN_AFTER_MS).unref();
  }

  private hear(payload: string): void {
    const { from, topic, what } = JSON.parse(payload) as { from: string; topic: string; what: unknown };
    if (from !== this.id) this.ears.get(topic)?.(what);
  }
}
