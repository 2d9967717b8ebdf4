/**
 * What messages cost: making them, sending them, and taking the next hundred in hand, each beside its bare equivalent in the
 * same run, turn by turn; and how fast they leave when a mail server that was down is back.
 *
 *   npm run bench -- messages
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalPostgres } from '@perennial/local-postgres';
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Liquid } from 'liquidjs';
import nodemailer from 'nodemailer';
import pg from 'pg';

const RENDERED = 2_000;
const ROUNDS = 5;
const SENT = 500;
const WAITING = 200_000;
const CLAIMS = 200;
const CLAIMED = 100;

// The built service: what runs in production, and no compiler in what is measured.
const api = join(import.meta.dirname, '../../api/dist/src');
const part = (path: string) => import(join(api, path));
const { AccessModule } = await part('access/index.js');
const { MessagingModule, QueueMessage } = await part('messaging/index.js');
const { SendMessages } = await part('messaging/send-messages.job.js');
const { MessageStore } = await part('messaging/message.store.js');
const { ComposeMail } = await part('messaging/compose-mail.js');
const { Templates } = await part('messaging/templates/templates.js');
const { TemplateStore } = await part('messaging/templates/template.store.js');
const { mailContext } = await part('messaging/mail-context.js');
const { TEMPLATE_VARIABLES } = await part('messaging/template-variables.js');
const { AuditModule } = await part('platform/audit/index.js');
const { ClockModule } = await part('platform/clock/index.js');
const { Database, DatabaseModule, migrate } = await part('platform/database/index.js');
const { JobsModule } = await part('platform/jobs/index.js');
const { ObservabilityModule } = await part('platform/observability/index.js');
const { readSettings, SettingsModule } = await part('platform/settings/index.js');
const { RecordConsent } = await part('privacy/index.js');
const { CreateWorkspace, WorkspacesModule } = await part('workspaces/index.js');

const SYSTEM = { kind: 'system', id: null };
const product = {
  cycleId: randomUUID(), name: 'Oolong', imageUrl: null, lastOrderedOn: '2026-11-01', expectedOn: '2026-12-03', windowFrom: null, windowTo: null,
  reason: 'You bought it 4 times, usually every 30 to 36 days; last on November 1, 2026.', sensitive: false,
};
const variables = TEMPLATE_VARIABLES.reminder.parse({ customerName: 'Zoë', products: [product] });

async function measured(work: () => Promise<void> | void): Promise<{ wall: number; cpu: number }> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}

function line(what: string, figure: string, rest = ''): void {
  process.stdout.write(`${what.padEnd(44)}${figure.padStart(10)}   ${rest}\n`);
}

interface Cost {
  wall: number;
  cpu: number;
}

const NOTHING: Cost = { wall: 0, cpu: 0 };

function added(sum: Cost, { wall, cpu }: Cost): Cost {
  return { wall: sum.wall + wall, cpu: sum.cpu + cpu };
}

async function sinkProcess(at = 0): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../stage/counting-sink.ts'), String(at)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { child, url: `smtp://127.0.0.1:${port.toString().trim()}` };
}

const folder = mkdtempSync(join(tmpdir(), 'perennial-bench-'));
const postgres = await startLocalPostgres({ dir: join(folder, 'postgres'), purpose: 'durable' });
let sink = await sinkProcess();
try {
  const settings = readSettings({
    NODE_ENV: 'production', DATABASE_URL: postgres.ownerUrl, APP_SECRET: 'only-for-the-bench-only-for-the-bench-only', DATA_DIR: folder, LOG_LEVEL: 'silent', JOBS: '0',
    SMTP_URL: sink.url, STRIPE_SECRET_KEY: 'sk_test_nobody', STRIPE_WEBHOOK_SECRET: 'whsec_nobody', PUBLIC_URL: 'http://127.0.0.1:3000',
  });
  await migrate(settings);
  class Bench {}
  Module({ imports: [SettingsModule.with(settings), ObservabilityModule, DatabaseModule, ClockModule, AuditModule, JobsModule, AccessModule, WorkspacesModule, MessagingModule] })(Bench);
  const app = await NestFactory.createApplicationContext(Bench, { logger: false, abortOnError: false });
  const database = app.get(Database);
  const workspaceId = (await app.get(CreateWorkspace).run(SYSTEM, { slug: 'bench', name: 'Bench', senderName: 'Bench', replyTo: null, timeZone: 'UTC', locale: 'en', currency: 'EUR' })) as string;

  await render(app, workspaceId);
  await send(app, workspaceId);
  await claim(app, workspaceId);
  await app.close();

  async function render(service: typeof app, workspace: string): Promise<void> {
    const link = 'http://127.0.0.1:3000/api/v1/clicks/abc#token=def';
    const key = { name: 'reminder', channel: 'email', locale: 'en' };
    const { template, stored } = await database.inWorkspace(workspace, async (tx: unknown) => {
      const inForce = await service.get(Templates).inForce(tx, workspace, key);
      return { template: inForce.template, stored: await service.get(TemplateStore).compiled(tx, workspace, key, inForce.version) };
    });
    const context = mailContext({ template: 'reminder', locale: 'en', variables }, { shopName: 'Bench', today: '2026-11-22' }, { shelf: link, stop: link, changeDate: () => link });
    // The same words by the library alone, without limits, strictness and checks.
    const bare = new Liquid({ outputEscape: 'escape' });
    const parsed = [stored.source.subject, stored.html, stored.source.text].map((source: string) => bare.parse(source));
    for (let i = 0; i < 500; i += 1) template.render(context);
    let [ours, theirs] = [NOTHING, NOTHING];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours = added(ours, await measured(() => {
        for (let i = 0; i < RENDERED; i += 1) template.render(context);
      }));
      theirs = added(theirs, await measured(() => {
        for (let i = 0; i < RENDERED; i += 1) for (const one of parsed) bare.renderSync(one, { ...context, mail: { subject: 'Time for Oolong again?' } });
      }));
    }
    line('render: subject, HTML and text', `${Math.round((ROUNDS * RENDERED) / ours.cpu)}/s`, 'messages per second of CPU time');
    line('  bare LiquidJS renderSync, the same words', `${Math.round((ROUNDS * RENDERED) / theirs.cpu)}/s`, `ours reaches ${Math.round((100 * theirs.cpu) / ours.cpu)} %`);
  }

  async function send(service: typeof app, workspace: string): Promise<void> {
    const customers = Array.from({ length: SENT }, () => randomUUID());
    await database.inWorkspace(workspace, async (tx: { query(sql: string, values: unknown[]): Promise<unknown> }) => {
      await tx.query(
        `INSERT INTO customers (workspace_id, id, name, email, locale, created_at, updated_at) SELECT $1, id, 'Zoë', id || '@people.example', 'en', now(), now() FROM unnest($2::uuid[]) id`,
        [workspace, customers],
      );
      const said = { purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'checkout-1', source: 'checkout', actor: SYSTEM };
      await service.get(RecordConsent).run(tx, { ...said, workspaceId: workspace, customerIds: customers });
    });
    const queue = (some: readonly string[]) =>
      database.inWorkspace(workspace, (tx: unknown) =>
        service.get(QueueMessage).runAll(
          tx,
          workspace,
          some.map((customerId) => ({
            workspaceId: workspace, purpose: 'reminder', channel: 'email', customerId, to: `${customerId}@people.example`, locale: 'en', template: 'reminder', dedupeKey: randomUUID(), variables,
          })),
        ),
      );
    await queue(customers);
    await service.get(SendMessages).run({ workspaceId: workspace });
    const link = 'http://127.0.0.1:3000/api/v1/clicks/abc#token=def';
    const links = { shelf: link, stop: link, changeDate: () => link };
    const { outgoing } = await database.inWorkspace(workspace, (tx: unknown) =>
      service.get(ComposeMail).run(tx, {
        id: randomUUID(), workspaceId: workspace, purpose: 'reminder', channel: 'email', customerId: customers[0], to: 'somebody@people.example', locale: 'en', template: 'reminder', variables,
        attempts: 0, createdAt: new Date(),
      }, links),
    );
    const transport = nodemailer.createTransport({ url: sink.url, pool: true, maxConnections: 5 });
    const { from, subject, html, text, headers } = outgoing;
    const bareMails = async () => {
      await Promise.all(Array.from({ length: SENT }, () => transport.sendMail({ from, to: 'somebody@people.example', subject, html, text, headers })));
    };
    await bareMails();
    let [ours, theirs] = [NOTHING, NOTHING];
    for (let round = 0; round < ROUNDS; round += 1) {
      await queue(customers);
      ours = added(ours, await measured(() => service.get(SendMessages).run({ workspaceId: workspace })));
      theirs = added(theirs, await measured(bareMails));
    }
    transport.close();
    const nominal = (ROUNDS * SENT) / ours.wall;
    line('send: consent, links, rows, mail, outcome', `${Math.round(nominal)}/s`, `${ROUNDS * SENT} reminders; ${ours.cpu.toFixed(1)} s of this process's CPU time`);
    line('  bare pooled nodemailer, the same mail', `${Math.round((ROUNDS * SENT) / theirs.wall)}/s`, `${theirs.cpu.toFixed(1)} s; ours reaches ${percent(theirs.wall, ours.wall)} by the clock, ${percent(theirs.cpu, ours.cpu)} by CPU time`);

    // Down: what is due waits. Back: whoever asks after the pause finds it open.
    sink.child.kill();
    await once(sink.child, 'exit');
    for (let round = 0; round < ROUNDS; round += 1) await queue(customers);
    await service.get(SendMessages).run({ workspaceId: workspace });
    sink = await sinkProcess(Number(new URL(sink.url).port));
    await database.global((tx: { query(sql: string): Promise<unknown> }) => tx.query('UPDATE mail_server SET try_at = now()'));
    const drained = await measured(() => service.get(SendMessages).run({ workspaceId: workspace }));
    const [{ left }] = (await database.inWorkspace(workspace, (tx: { query(sql: string, values: unknown[]): Promise<unknown> }) =>
      tx.query(`SELECT count(*)::int AS left FROM messages WHERE workspace_id = $1 AND status <> 'sent'`, [workspace]),
    )) as [{ left: number }];
    line('  after the mail server was down', `${Math.round((ROUNDS * SENT) / drained.wall)}/s`, `${percent((ROUNDS * SENT) / drained.wall, nominal)} of the usual; ${left} left behind`);
  }

  async function claim(service: typeof app, workspace: string): Promise<void> {
    const client = new pg.Client({ connectionString: new URL(new URL(postgres.ownerUrl).pathname, postgres.superuserUrl).href });
    await client.connect();
    await client.query(
      `INSERT INTO messages (workspace_id, purpose, channel, to_address, locale, template, variables, dedupe_key, status, next_attempt_at, created_at)
       SELECT $1, 'notice', 'email', 'm' || n || '@people.example', 'en', 'notice-expiry', '{}', 'w' || n, 'queued', now() - n * interval '1 second', now() FROM generate_series(1, ${WAITING}) n`,
      [workspace],
    );
    await client.query('ANALYZE messages');
    const forget = () => client.query(`UPDATE messages SET leased_by = NULL, leased_until = NULL WHERE leased_by IS NOT NULL`);
    const now = new Date();
    const bare = await measured(async () => {
      for (let i = 0; i < CLAIMS; i += 1) {
        await client.query(
          `UPDATE messages SET leased_by = $2, leased_until = now() + interval '30 seconds' WHERE workspace_id = $1 AND id IN (
             SELECT id FROM messages WHERE workspace_id = $1 AND status IN ('queued', 'held') AND next_attempt_at <= $3 AND (leased_until IS NULL OR leased_until < now())
             ORDER BY next_attempt_at LIMIT ${CLAIMED} FOR UPDATE SKIP LOCKED) RETURNING id`,
          [workspace, randomUUID(), now],
        );
      }
    });
    await forget();
    await client.query('VACUUM ANALYZE messages');
    const ours = await measured(async () => {
      for (let i = 0; i < CLAIMS; i += 1) {
        await database.inWorkspace(workspace, (tx: unknown) => service.get(MessageStore).claim(tx, workspace, randomUUID(), now, CLAIMED, 30));
      }
    });
    await client.end();
    line('claim: the next hundred', `${((1000 * ours.wall) / CLAIMS).toFixed(1)} ms`, `${CLAIMS} times, of ${WAITING} that wait`);
    line('  bare SQL, past all policies', `${((1000 * bare.wall) / CLAIMS).toFixed(1)} ms`, `ours takes ${(ours.wall / bare.wall).toFixed(2)} times as long`);
  }
} finally {
  sink.child.kill();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
