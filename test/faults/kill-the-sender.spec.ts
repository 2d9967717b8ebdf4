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
/** Several claims for each of four workers. */
const SIDE_BY_SIDE = 800;
const MORE = 200;
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

describe('workers side by side', () => {
  it.each([1, 2, 4])(
    '%i of them send the same messages, once each, and each of them some',
    async (count) => {
      const workspaceId = await aWorkspace(`side-by-side-${count}`);
      const workers = Array.from({ length: count }, (_, n) => startWorker(`worker-${n}@perennial.example`));
      await untilAtWork(count);
      sink.mails.length = 0;
      const senders = () => new Set(sink.mails.map(({ from }) => from)).size;
      let total = 0;
      // Who is woken first takes what it can: the others get their share of what comes after.
      for (let more = SIDE_BY_SIDE; senders() < count && total < 50 * SIDE_BY_SIDE; more = MORE) {
        await queueNotices(workspaceId, more, total);
        total += more;
        expect(await untilAllSent(workspaceId, total, () => wakeUp(workspaceId))).toEqual({ sent: total });
      }
      await Promise.all(workers.map(stop));
      const queued = await database.rows<{ mail: string }>(`SELECT '<' || id || '@perennial.example> ' || to_address AS mail FROM messages WHERE workspace_id = $1`, [workspaceId]);
      expect(sink.mails.map(({ parsed, to }) => `${parsed.messageId} ${to.join()}`).sort()).toEqual(queued.map(({ mail }) => mail).sort());
      expect(senders()).toBe(count);
    },
    PATIENCE_MS,
  );
});

describe('a worker killed again and again while a mail server stalls, refuses and hangs up', () => {
  it(
    'loses no message and sends none twice',
    async () => {
      const workspaceId = await aWorkspace('killed');
      sink.mails.length = 0;
      await queueNotices(workspaceId, MESSAGES);
      let slowestMs = 0;
      const doubts = new Set<string>();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const worker = startWorker();
        const [before, startedAt] = [sink.mails.length, performance.now()];
        await untilSending(workspaceId, before);
        slowestMs = Math.max(slowestMs, performance.now() - startedAt);
        for (const behaviour of TROUBLES) {
          sink.behaviour = behaviour;
          await wait(randomInt(50, 400));
        }
        worker.kill('SIGKILL');
        await once(worker, 'exit');
        // What was leaving when it died is unsure from now on.
        for (const id of await inState(workspaceId, 'sending')) doubts.add(id);
      }
      sink.behaviour = 'accept';
      const [first, second] = [startWorker(), startWorker()];
      const statuses = await untilAllSent(workspaceId, MESSAGES, async () => {
        for (const id of await inState(workspaceId, 'unknown')) doubts.add(id);
      });
      await Promise.all([stop(first), stop(second)]);

      expect(statuses).toEqual({ sent: MESSAGES });
      // Whoever runs the long variant wants to know how hard it was.
      process.stdout.write(`${MESSAGES} messages, ${KILLS} kills: ${doubts.size} were in doubt, all resolved; the slowest start to its first mail took ${(slowestMs / 1000).toFixed(1)} s\n`);
      expect(doubts.size).toBeGreaterThan(0);
      // A worker that starts sends at once whatever the killed one left behind.
      if (LONG) expect(slowestMs).toBeLessThan(60_000);
      const messageIds = sink.mails.map((mail) => mail.parsed.messageId);
      expect(new Set(messageIds).size).toBe(MESSAGES);
      expect(messageIds).toHaveLength(MESSAGES);
    },
    PATIENCE_MS + 120_000,
  );
});

async function aWorkspace(slug: string): Promise<string> {
  const id = randomUUID();
  await database.rows(`INSERT INTO workspaces (id, slug, created_at) VALUES ($1, $2, now())`, [id, slug]);
  await database.rows(
    `INSERT INTO workspace_settings (workspace_id, name, sender_name, time_zone, locale, currency, updated_at)
     VALUES ($1, 'Killed', 'Killed', 'UTC', 'en', 'EUR', now())`,
    [id],
  );
  return id;
}

async function queueNotices(workspaceId: string, count: number, known = 0): Promise<void> {
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
     SELECT $1, 'notice', 'email', 'm' || n || '@people.example', 'en', 'notice-expiry', $2, 'n' || n, 'queued', now(), now() FROM generate_series($4::int + 1, $4::int + $3::int) n`,
    [workspaceId, JSON.stringify(variables), count, known],
  );
  await wakeUp(workspaceId);
}

/** One more run for whoever is free. */
async function wakeUp(workspaceId: string): Promise<void> {
  await database.rows(`SELECT graphile_worker.add_job('send-messages', json_build_object('workspaceId', $1::text))`, [workspaceId]);
}

/** @param sender by which the mails tell who sent them; their Message-IDs have its domain */
function startWorker(sender = 'no-reply@perennial.example'): ChildProcess {
  const { settings } = database;
  return spawn(process.execPath, [WORKER], {
    stdio: 'inherit',
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      APP_SECRET: settings.appSecret,
      DATABASE_URL: settings.databaseUrl,
      SMTP_URL: settings.smtpUrl,
      MAIL_FROM: sender,
      SMTP_DELIVERY_LOG_URL: settings.smtpDeliveryLogUrl ?? '',
      STRIPE_SECRET_KEY: settings.stripeSecretKey,
      STRIPE_WEBHOOK_SECRET: settings.stripeWebhookSecrets.join(','),
      DATA_DIR: settings.dataDir,
      LOG_LEVEL: 'silent',
    },
  });
}

async function stop(worker: ChildProcess): Promise<void> {
  worker.kill();
  await once(worker, 'exit');
}

/** Until so many workers are at work. */
async function untilAtWork(count: number): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while ((await database.rows('SELECT FROM worker_leases')).length < count && Date.now() < end) await wait(100);
}

async function untilSending(workspaceId: string, before: number): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (sink.mails.length === before && (await statuses(workspaceId))['sent'] !== MESSAGES && Date.now() < end) await wait(20);
}

async function untilAllSent(workspaceId: string, count: number, meanwhile: () => Promise<void>): Promise<Record<string, number>> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const now = await statuses(workspaceId);
    if (now['sent'] === count || Date.now() > end) return now;
    await meanwhile();
    await wait(200);
  }
}

async function inState(workspaceId: string, status: string): Promise<string[]> {
  return (await database.rows<{ id: string }>('SELECT id FROM messages WHERE workspace_id = $1 AND status = $2', [workspaceId, status])).map(({ id }) => id);
}

async function statuses(workspaceId: string): Promise<Record<string, number>> {
  const rows = await database.rows<{ status: string; count: string }>('SELECT status, count(*) FROM messages WHERE workspace_id = $1 GROUP BY status', [workspaceId]);
  return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
}
