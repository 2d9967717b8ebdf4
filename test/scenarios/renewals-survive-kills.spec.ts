import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { type BillingDesk, GOOD_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';
import { TEST_APP_SECRET } from '../stage/test-server.js';

// `npm run test:long` has the numbers of the promise; the test command a tenth of them.
const LONG = process.env['PERENNIAL_LONG'] === '1';
const RENEWALS = LONG ? 2000 : 120;
const KILLS = LONG ? 50 : 4;
const LONGEST_LIFE_MS = LONG ? 4000 : 1500;

const PROCESS = join(import.meta.dirname, '../stage/renewing-process.ts');
const BUILT = join(import.meta.dirname, '../../api/dist/src/app.module.js');

let desk: BillingDesk;
let template: Subscriber;
beforeAll(async () => {
  if (!existsSync(BUILT)) throw new Error('Build first: npm run build');
  desk = await openBillingDesk('2027-02-20T12:00:00Z', { jobs: false });
  template = await desk.subscribe('template');
  await template.saveCard(GOOD_CARD);
  await template.autoRenewal('enable');
  await multiply();
});
afterAll(() => desk?.close());

/** As many shops as the template, each with a customer and a card of its own at the provider. */
async function multiply(): Promise<void> {
  const stripe = new Stripe('sk_test_local', { host: '127.0.0.1', port: desk.stripe.port, protocol: 'http', telemetry: false });
  const shops: { id: string; customer: string; card: string }[] = [];
  for (let i = 1; i < RENEWALS; i += 1) {
    const customer = await stripe.customers.create({ name: `Shop ${i}` });
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    shops.push({ id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`, customer: customer.id, card: method.id });
  }
  const tables = await desk.area.database.rows<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ('audit_entries', 'workspace_members', 'card_setups', 'messages')`,
  );
  // One statement: the setting that leaves references unchecked while copying ends with its transaction.
  const copies = tables.map(
    ({ name }) => `INSERT INTO ${name} SELECT (jsonb_populate_record(t, to_jsonb(t) || jsonb_build_object('workspace_id', s.id)
                     ${name === 'saved_cards' ? `|| jsonb_build_object('stripe_payment_method_id', s.card)` : ''}
                     ${name === 'stripe_customers' ? `|| jsonb_build_object('customer_id', s.customer)` : ''})).* FROM ${name} t, shops s WHERE t.workspace_id = '${template.workspaceId}';`,
  );
  await desk.area.database.rows(`
    BEGIN;
    SET LOCAL session_replication_role = replica;
    CREATE TEMP TABLE shops ON COMMIT DROP AS SELECT (e->>'id')::uuid AS id, e->>'customer' AS customer, e->>'card' AS card FROM jsonb_array_elements('${JSON.stringify(shops)}'::jsonb) e;
    INSERT INTO workspaces SELECT (jsonb_populate_record(w, to_jsonb(w) || jsonb_build_object('id', s.id, 'slug', 'shop-' || s.id))).* FROM workspaces w, shops s WHERE w.id = '${template.workspaceId}';
    INSERT INTO subscribers SELECT (jsonb_populate_record(w, to_jsonb(w) || jsonb_build_object('id', s.id))).* FROM subscribers w, shops s WHERE w.id = '${template.workspaceId}';
    ${copies.join('\n')}
    COMMIT`);
}

function start(more: Record<string, string> = {}): { child: ChildProcess; begun: Promise<void>; ended: Promise<void> } {
  const { PATH, HOME, TMPDIR } = process.env;
  const { databaseUrl, dataDir } = desk.area.database.settings;
  const env = {
    PATH, HOME, TMPDIR, NODE_ENV: 'test', PORT: '0', APP_SECRET: TEST_APP_SECRET, DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: '10', SMTP_URL: 'smtp://127.0.0.1:9',
    STRIPE_SECRET_KEY: 'sk_test_local', STRIPE_WEBHOOK_SECRET: 'whsec_local', STRIPE_API_BASE: desk.stripe.url, DATA_DIR: dataDir, DEMO: '1', LOG_LEVEL: 'silent', ...more,
  };
  const child = spawn(process.execPath, [PROCESS], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<void>((resolve, reject) => {
    child.on('close', (code, signal) => (code === 0 || signal === 'SIGKILL' ? resolve() : reject(new Error(`The process ended with ${code}:\n${output}`))));
  });
  const begun = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      if (String(chunk).includes('begun')) resolve();
    });
  });
  return { child, begun: Promise.race([begun, ended]), ended };
}

/** Before each next process comes, on the network too: nothing of the one before is under way any more, and what made nothing is asked again. */
async function sixMinutesOnTheNet(): Promise<void> {
  await desk.area.database.rows(`UPDATE provider_requests SET asked_at = asked_at - interval '6 minutes'`);
}

async function moveClock(instant: string): Promise<void> {
  await sixMinutesOnTheNet();
  await desk.area.database.rows('UPDATE test_clock SET offset_ms = $1', [Date.parse(instant) - Date.now()]);
}

describe(`${RENEWALS} renewals are due, and the process that debits them is killed ${KILLS} times`, () => {
  it(
    'before, during and after the provider’s answer; then one runs to its end, and one comparison follows',
    async () => {
      desk.stripe.setWebhookUrl(null);
      for (let kill = 0; kill < KILLS; kill += 1) {
        // Each day a new process; what the last one left half done waits for the next look.
        await moveClock(`2027-03-02T${String(9 + Math.floor((kill * 8) / KILLS)).padStart(2, '0')}:${String(Math.floor(((kill * 480) / KILLS) % 60)).padStart(2, '0')}:00Z`);
        await desk.area.database.rows(`UPDATE subscribers SET due_at = least(due_at, '2027-03-02T08:00:00Z'::timestamptz) WHERE ends_on = '2027-03-10'`);
        const { child, begun, ended } = start();
        await begun;
        await wait(Math.random() * LONGEST_LIFE_MS);
        child.kill('SIGKILL');
        await ended;
      }
      await moveClock('2027-03-02T23:00:00Z');
      await desk.area.database.rows(`UPDATE subscribers SET due_at = least(due_at, '2027-03-02T08:00:00Z'::timestamptz) WHERE ends_on = '2027-03-10'`);
      await start().ended;
      await start({ RECONCILE: '1' }).ended;
    },
    3_600_000,
  );

  it('nobody is charged twice, and everybody who was charged is renewed', async () => {
    const stripe = new Stripe('sk_test_local', { host: '127.0.0.1', port: desk.stripe.port, protocol: 'http', telemetry: false });
    const charged = new Map<string, number>();
    for await (const charge of stripe.charges.list({ limit: 100 })) if (charge.paid) charged.set(String(charge.customer), (charged.get(String(charge.customer)) ?? 0) + 1);
    expect([...charged.values()].filter((times) => times !== 1)).toEqual([]);
    expect(charged.size).toBe(RENEWALS);
    const renewed = await desk.area.database.rows<{ ends_on: string; periods: number; invoices: number; bookings: number; shops: number }>(
      `SELECT s.ends_on, p.periods, i.invoices, b.bookings, count(*)::int AS shops FROM subscriptions s
       CROSS JOIN LATERAL (SELECT count(*)::int AS periods FROM subscription_periods WHERE workspace_id = s.workspace_id) p
       CROSS JOIN LATERAL (SELECT count(*)::int AS invoices FROM invoices WHERE workspace_id = s.workspace_id) i
       CROSS JOIN LATERAL (SELECT count(*)::int AS bookings FROM provider_bookings WHERE workspace_hint = s.workspace_id) b
       GROUP BY 1, 2, 3, 4`,
    );
    expect(renewed).toEqual([{ ends_on: '2027-04-10', periods: 2, invoices: 1, bookings: 1, shops: RENEWALS }]);
    const attempts = await desk.area.database.rows(`SELECT status, count(*)::int AS count FROM payment_attempts GROUP BY status`);
    expect(attempts).toEqual([{ status: 'succeeded', count: RENEWALS }]);
  });

  it('the numbers of the invoices have no gap', async () => {
    const [numbers] = await desk.area.database.rows('SELECT min(number) AS first, max(number) AS last, count(*)::int AS count FROM invoice_numbers WHERE invoice_id IN (SELECT id FROM invoices)');
    expect(numbers).toEqual({ first: 1, last: RENEWALS, count: RENEWALS });
  });
});
