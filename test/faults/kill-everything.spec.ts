import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dayIn } from '@perennial/calendar';
import type { Payment } from '@perennial/contract/admin';
import type { Client } from 'pg';
import { manyOrders, steadyDrinkers } from '../builders/order-files.js';
import { RunningShop } from '../builders/running-shop.js';
import { Product } from '../stage/product.js';
import { until } from '../stage/until.js';

// `npm run test:long` imports and sends more, and so has more moments to be killed in.
const LONG = process.env['PERENNIAL_LONG'] === '1';
const DRINKERS = LONG ? 3000 : 200;
const ROWS = LONG ? 400_000 : 20_000;
const PATIENCE_MS = 3_600_000;

const today = dayIn(new Date(), 'Europe/London');
const file = manyOrders(ROWS, today);

let dataDir: string;
let product: Product;
let shop: RunningShop;
let importId: string;
let payment: Payment;
let sendsAt: Date;
let mailsAtTheKill: number;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'perennial-killed-'));
  product = await Product.in(dataDir);
  await product.start();
  // Due again in six days or so, and reminded of five days before that.
  shop = await RunningShop.open(product.url, await product.settings(), steadyDrinkers(DRINKERS, addDays(today, -24)));
}, PATIENCE_MS);

afterAll(async () => {
  await product.kill();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

describe('the whole product, killed with -9 in the middle of an import, of a send run and of a checkout', () => {
  it(
    'is killed while the lines of an import are written, some mails have left and a card was charged that no webhook has told of',
    async () => {
      const db = await product.connect();
      sendsAt = await theHourOfTheReminders(db);
      await shop.moveClock(new Date(sendsAt.getTime() - 60_000));

      await db.query('BEGIN; LOCK TABLE purchase_lines IN SHARE MODE');
      importId = await shop.import('many.csv', file.text);
      await somebodyWaitsFor(db, 'purchase_lines');

      payment = await shop.openPayment();
      // No webhook leaves before the kill; a start brings those that wait.
      await stripe('POST', '/_sandbox/knobs', { webhooks: { delayMs: 3_600_000 } });
      await pay(payment);
      // It would return once all is sent; the kill comes first.
      void shop.moveClock(new Date(sendsAt.getTime() + 60_000)).catch(() => undefined);
      await until('some mails to leave', () => product.mailsKept(), (mails) => mails >= DRINKERS / 10, PATIENCE_MS, 5);
      await product.kill();

      mailsAtTheKill = product.mailsKept();
      expect(mailsAtTheKill).toBeLessThan(DRINKERS);
    },
    PATIENCE_MS,
  );

  it(
    'is started again, and killed with the renewal booked but for the number of its invoice',
    async () => {
      const started = product.start();
      const db = await product.connect();
      expect((await db.query(`SELECT status FROM payment_attempts`)).rows).toEqual([{ status: 'open' }]);
      expect((await db.query(`SELECT count(*)::int AS lines FROM purchase_lines WHERE import_id = $1`, [importId])).rows).toEqual([{ lines: 0 }]);
      await db.query('BEGIN; LOCK TABLE invoice_numbers IN SHARE MODE');
      await started;
      await somebodyWaitsFor(db, 'invoice_numbers');
      await product.kill();
    },
    PATIENCE_MS,
  );

  it('starts again', async () => {
    await product.start();
    await stripe('POST', '/_sandbox/knobs', { webhooks: {} });
  }, PATIENCE_MS);

  it(
    'books every row of the file once',
    async () => {
      expect(await shop.imported(importId)).toMatchObject({ status: 'done', result: file.counts });
      const db = await product.connect();
      const { rows } = await db.query(
        `SELECT count(*)::int AS booked, count(DISTINCT purchase_id)::int AS "newPurchases", count(DISTINCT customer_id)::int AS "newCustomers",
           count(DISTINCT product_id)::int AS "newProducts", (SELECT count(*)::int FROM import_errors WHERE import_id = $1) AS refused
         FROM purchase_lines WHERE import_id = $1`,
        [importId],
      );
      await db.end();
      const { rows: _, ...counts } = file.counts;
      expect(rows).toEqual([counts]);

      const again = await shop.imported(await shop.import('many.csv', file.text));
      expect(again).toMatchObject({ sameFileAs: importId, result: { booked: 0, unchanged: counts.booked, refused: counts.refused, newPurchases: 0, newCustomers: 0, newProducts: 0 } });
    },
    PATIENCE_MS,
  );

  it(
    'delivers every reminder once',
    async () => {
      const db = await product.connect();
      await until('all reminders to be sent', () => messagesByStatus(db), ({ sent = 0 }) => sent === DRINKERS, PATIENCE_MS);
      await shop.moveClock(new Date(sendsAt.getTime() + 3_600_000));
      expect(await messagesByStatus(db)).toEqual({ sent: DRINKERS });
      await db.end();

      const drinkers = (await mails()).flatMap(({ to }) => to.map(({ address }) => address)).filter((address) => address.endsWith('@drinkers.example'));
      expect(new Set(drinkers).size).toBe(DRINKERS);
      expect(drinkers).toHaveLength(DRINKERS);
      expect(drinkers.length).toBeGreaterThan(mailsAtTheKill);
    },
    PATIENCE_MS,
  );

  it(
    'extends the paid time once for one charge, with one invoice and one receipt',
    async () => {
      await until('the payment to be booked', () => shop.payment(payment.id), ({ status }) => status === 'succeeded', PATIENCE_MS);
      const charges = await stripe('GET', '/v1/charges');
      expect(charges).toMatchObject({ data: [{ amount: payment.amount, status: 'succeeded' }] });

      const db = await product.connect();
      const { rows: periods } = await db.query<{ from: string }>('SELECT starts_on::text AS "from" FROM subscription_periods ORDER BY period_no');
      await db.end();
      expect(periods).toHaveLength(2);
      const [invoice, ...others] = await shop.invoices();
      expect(others).toEqual([]);
      expect(invoice).toMatchObject({ number: expect.stringMatching(/^PER-\d{4}-000001$/), from: periods[1]?.from, total: payment.amount });
      expect(periods[1]?.from).toBe(addDays(shop.paidThrough, 1));
      await until('the receipt', receipts, ({ length }) => length > 0, PATIENCE_MS);
      expect(await receipts()).toEqual([expect.stringContaining(invoice?.number ?? '')]);
    },
    PATIENCE_MS,
  );

  it(
    'leaves no gap in the numbers of the invoices',
    async () => {
      const next = await shop.openPayment();
      await pay(next);
      await until('the next payment to be booked', () => shop.payment(next.id), ({ status }) => status === 'succeeded', PATIENCE_MS);
      const numbers = (await shop.invoices()).map(({ number }) => number.split('-')[2]).sort();
      expect(numbers).toEqual(['000001', '000002']);
    },
    PATIENCE_MS,
  );

  it('ends when it is asked to, with everything it has started', async () => {
    expect(await product.stop()).toBe(0);
  }, PATIENCE_MS);
});

/** Held up by the lock of this test, deep inside a transaction of the product. */
async function somebodyWaitsFor(db: Client, table: string): Promise<void> {
  const waiting = async () => (await db.query<{ waiting: number }>('SELECT count(*)::int AS waiting FROM pg_locks WHERE relation = $1::regclass AND NOT granted', [table])).rows[0]?.waiting ?? 0;
  await until(`somebody to wait for ${table}`, waiting, (count) => count > 0, PATIENCE_MS);
}

async function theHourOfTheReminders(db: Client): Promise<Date> {
  const planned = async () => (await db.query<{ planned: number; at: Date }>('SELECT count(*)::int AS planned, min(send_at) AS at FROM reminders WHERE send_at = (SELECT min(send_at) FROM reminders)')).rows[0];
  const seen = await until('all reminders to be planned', planned, (row) => row?.planned === DRINKERS, PATIENCE_MS);
  return seen?.at as Date;
}

async function messagesByStatus(db: Client): Promise<Record<string, number>> {
  const { rows } = await db.query<{ status: string; count: number }>(`SELECT status, count(*)::int AS count FROM messages WHERE purpose = 'reminder' GROUP BY status`);
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

async function mails(): Promise<{ subject: string; to: { address: string }[] }[]> {
  const response = await fetch((await product.settings())['SMTP_DELIVERY_LOG_URL'] ?? '');
  return (await response.json()) as { subject: string; to: { address: string }[] }[];
}

async function receipts(): Promise<string[]> {
  return (await mails()).map(({ subject }) => subject).filter((subject) => subject.startsWith('Receipt'));
}

/** Somebody fills in the hosted payment page. */
async function pay({ checkoutUrl }: Payment): Promise<void> {
  const form = { method: 'card', number: '4242 4242 4242 4242', expiry: '12/40', cvc: '123', email: 'keeper@shop.example', name: 'Keeper' };
  const response = await fetch(checkoutUrl ?? '', { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  expect(response.status).toBe(303);
}

async function stripe(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
  const settings = await product.settings();
  const headers = { authorization: `Bearer ${settings['STRIPE_SECRET_KEY'] ?? ''}`, 'content-type': 'application/json' };
  const response = await fetch(`${settings['STRIPE_API_BASE'] ?? ''}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  expect(response.ok).toBe(true);
  return response.json();
}
