import 'reflect-metadata';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { freePort } from '@perennial/local-postgres';
import { AdvanceClock } from '../../api/src/platform/jobs/index.js';
import { Clock } from '../../api/src/platform/clock/index.js';
import { Database, type Tx } from '../../api/src/platform/database/index.js';
import type { Settings } from '../../api/src/platform/settings/index.js';
import { startHttp } from '../../api/src/start-http.js';
import { openDatabase, type TestDatabase } from './open-database.js';
import { SmtpSink } from './smtp-sink.js';

export interface StageOptions {
  /** The business instant at which the story begins; the real time when left out. */
  readonly startsAt?: string;
  readonly settings?: Partial<Settings>;
}

/** The whole service, running on a database of its own, with a real mail server beside it. */
export interface Stage {
  readonly app: NestExpressApplication;
  /** Where it listens, without a trailing slash. */
  readonly url: string;
  readonly database: TestDatabase;
  readonly mail: SmtpSink;
  /** Moves the business clock there; everything due on the way has happened when it returns. */
  at(instant: string): Promise<void>;
  /** Waits for the jobs that are due now. */
  settled(): Promise<void>;
  now(): Date;
  inWorkspace<T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** @example const stage = await openStage({ startsAt: '2027-01-31T09:00Z' }); */
export async function openStage({ startsAt, settings }: StageOptions = {}): Promise<Stage> {
  const mail = await SmtpSink.open();
  const port = await freePort();
  const database = await openDatabase({
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    smtpUrl: mail.url,
    smtpDeliveryLogUrl: mail.deliveryLogUrl,
    ...settings,
  });
  if (startsAt !== undefined) await database.rows('UPDATE test_clock SET offset_ms = $1', [Date.parse(startsAt) - Date.now()]);
  const { app } = await startHttp(database.settings);
  const clock = app.get(AdvanceClock);
  return {
    app,
    url: database.settings.publicUrl,
    database,
    mail,
    at: (instant) => clock.run(new Date(instant)),
    settled: () => clock.drained(),
    now: () => app.get(Clock).now(),
    inWorkspace: (id, work) => app.get(Database).inWorkspace(id, work),
    close: async () => {
      await app.close();
      await mail.close();
      await database.close();
    },
  };
}
