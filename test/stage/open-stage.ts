import 'reflect-metadata';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { freePort } from '@perennial/local-postgres';
import { startStripeSandbox, type StripeSandbox } from '@perennial/stripe-sandbox';
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

/** The whole service, running on a database of its own, with a real mail server and a Stripe beside it. */
export interface Stage {
  readonly app: NestExpressApplication;
  /** Where it listens, without a trailing slash. */
  readonly url: string;
  readonly database: TestDatabase;
  readonly mail: SmtpSink;
  readonly stripe: StripeSandbox;
  /** Moves the business clock there; everything due on the way has happened when it returns. */
  at(instant: string): Promise<void>;
  /** Waits until Stripe has delivered everything and the jobs that are due now have run. */
  settled(): Promise<void>;
  now(): Date;
  inWorkspace<T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** @example const stage = await openStage({ startsAt: '2027-01-31T09:00Z' }); */
export async function openStage({ startsAt, settings }: StageOptions = {}): Promise<Stage> {
  const mail = await SmtpSink.open();
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const database = await openDatabase({ port, publicUrl, smtpUrl: mail.url, smtpDeliveryLogUrl: mail.deliveryLogUrl, ...settings });
  const { stripeSecretKey: secretKey, stripeWebhookSecrets: [webhookSecret = ''], dataDir } = database.settings;
  const stripe = await startStripeSandbox({ dataDir: join(dataDir, 'stripe'), secretKey, webhookSecret, webhookUrl: `${publicUrl}/api/v1/webhooks/stripe` });
  if (startsAt !== undefined) await database.rows('UPDATE test_clock SET offset_ms = $1', [Date.parse(startsAt) - Date.now()]);
  const { app } = await startHttp({ ...database.settings, stripeApiBase: stripe.url });
  const clock = app.get(AdvanceClock);
  return {
    app,
    url: database.settings.publicUrl,
    database,
    mail,
    stripe,
    at: (instant) => clock.run(new Date(instant)),
    settled: async () => {
      while (stripe.controls.waitingDeliveries() > 0) await wait(20);
      await clock.drained();
    },
    now: () => app.get(Clock).now(),
    inWorkspace: (id, work) => app.get(Database).inWorkspace(id, work),
    close: async () => {
      await app.close();
      await stripe.stop();
      await mail.close();
      await database.close();
    },
  };
}
