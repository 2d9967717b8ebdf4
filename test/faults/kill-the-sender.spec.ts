import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Variables } from '../../api/src/messaging/message.js';
import { openDatabase, type TestDatabase } from '../stage/open-database.js';
import { type SinkBehaviour, SmtpSink } from '../stage/smtp-sink.js';

// `npm run test:long` kills more often and sends more.
const LONG = process.env['PERENNIAL_LONG'] === '1';
const MESSAGES = LONG ? 10_000 : 300;
const KILLS = LONG ? 20 : 2;
const PATIENCE_MS = LONG ? 3_600_000 : 900_000;

const WORKER = join(import.meta.dirname, '../../api/dist/src/worker.js');
const TROUBLES: SinkBehaviour[] = ['accept', { refuse: 451 }, 'hang-up-after-data', 'stall', 'accept'];

let database: TestDatabase;
let sink: SmtpSink;

beforeAll(async () => {
  if (!existsSync(WORKER)) throw new Error('Build the api first: npx nx build @perennial/api');
  sink = await SmtpSink.open();
  database = await openDatabase({ smtpUrl: sink.url, smtpDeliveryLogUrl: sink.deliveryLogUrl });
}, 300_000);

afterAll(async () => {
  await sink.close();
  await database.close();
});

describe('a worker killed again and again while a mail server stalls, refuses and hangs up', () => {
  it(
    'loses no message and sends none twice',
    async () => {
      const workspaceId = await aWorkspace();
      await queueNotices(workspaceId);
      for (let kill = 0; kill < KILLS; kill += 1) {
        const worker = startWorker();
        const before = sink.mails.length;
        await untilSending(before);
        for (const behaviour of TROUBLES) {
          sink.behaviour = behaviour;
          await wait(randomInt(50, 400));
        }
        worker.kill('SIGKILL');
        await once(worker, 'exit');
      }
      sink.behaviour = 'accept';
      const [first, second] = [startWorker(), startWorker()];
      const statuses = await untilAllSent();
      first.kill();
      second.kill();
      await Promise.all([once(first, 'exit'), once(second, 'exit')]);

      expect(statuses).toEqual({ sent: MESSAGES });
      const messageIds = sink.mails.map((mail) => mail.parsed.messageId);
      expect(new Set(messageIds).size).toBe(MESSAGES);
      expect(messageIds).toHaveLength(MESSAGES);
    },
    PATIENCE_MS + 120_000,
  );
});

async function aWorkspace(): Promise<string> {
  const id = randomUUID();
  await database.rows(`INSERT INTO workspaces (id, slug, created_at) VALUES ($1, 'killed', now())`, [id]);
  await database.rows(
    `INSERT INTO workspace_settings (workspace_id, name, sender_name, time_zone, locale, currency, updated_at)
     VALUES ($1, 'Killed', 'Killed', 'UTC', 'en', 'EUR', now())`,
    [id],
  );
  return id;
}

async function queueNotices(workspaceId: string): Promise<void> {
  const variables: Variables<'notice-expiry'> = {
    workspaceName: 'Killed',
    planName: 'Growth',
    paidThrough: '2027-11-30',
    daysLeft: 30,
    graceThrough: null,
    dataKeptThrough: null,
    autoRenew: false,
    renewUrl: 'http://127.0.0.1/admin/',
  };
  await database.rows(
    `INSERT INTO messages (workspace_id, purpose, channel, to_address, locale, template, variables, dedupe_key, status, next_attempt_at, created_at)
     SELECT $1, 'notice', 'email', 'm' || n || '@people.example', 'en', 'notice-expiry', $2, 'n' || n, 'queued', now(), now() FROM generate_series(1, $3) n`,
    [workspaceId, JSON.stringify(variables), MESSAGES],
  );
  await database.rows(`SELECT graphile_worker.add_job('send-messages', json_build_object('workspaceId', $1::text))`, [workspaceId]);
}

function startWorker(): ChildProcess {
  const { settings } = database;
  return spawn(process.execPath, [WORKER], {
    stdio: 'inherit',
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      APP_SECRET: settings.appSecret,
      DATABASE_URL: settings.databaseUrl,
      SMTP_URL: settings.smtpUrl,
      SMTP_DELIVERY_LOG_URL: settings.smtpDeliveryLogUrl ?? '',
      STRIPE_SECRET_KEY: settings.stripeSecretKey,
      STRIPE_WEBHOOK_SECRET: settings.stripeWebhookSecret,
      DATA_DIR: settings.dataDir,
      LOG_LEVEL: 'silent',
    },
  });
}

async function untilSending(before: number): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (sink.mails.length === before && (await statuses())['sent'] !== MESSAGES && Date.now() < end) await wait(20);
}

async function untilAllSent(): Promise<Record<string, number>> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const now = await statuses();
    if (now['sent'] === MESSAGES || Date.now() > end) return now;
    await wait(500);
  }
}

async function statuses(): Promise<Record<string, number>> {
  const rows = await database.rows<{ status: string; count: string }>('SELECT status, count(*) FROM messages GROUP BY status');
  return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
}
