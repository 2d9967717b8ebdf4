import { expect } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AutoRenewal, BillingStatus, CardSetup, MakeQuote, Payment, Quote, SavedCard } from '@perennial/contract/admin';
import { freePort } from '@perennial/local-postgres';
import { type Exchange, startStripeSandbox, type StripeSandbox } from '@perennial/stripe-sandbox';
import type supertest from 'supertest';
import { type MessageInbox, openMessageInbox } from '@perennial/launcher/message-inbox';
import { AccessModule, Memberships, OperatorRoll } from '../../api/src/access/index.js';
import { BillingModule, DEMO_ADD_ONS, DEMO_PLANS, NameSeller, type NewSubscription, PublishAddOn, PublishPlan, SubscribeWorkspace } from '../../api/src/billing/index.js';
import { MessagingModule } from '../../api/src/messaging/index.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { Clock } from '../../api/src/platform/clock/index.js';
import { Database } from '../../api/src/platform/database/index.js';
import { AdvanceClock } from '../../api/src/platform/jobs/index.js';
import { PrivacyModule } from '../../api/src/privacy/index.js';
import { CreateWorkspace, WorkspacesModule } from '../../api/src/workspaces/index.js';
import { type Area, openArea } from '../stage/open-area.js';
import { SmtpSink } from '../stage/smtp-sink.js';
import { aPerson, signedIn } from './staff.js';

const SECRET_KEY = 'sk_test_local';
const WEBHOOK_SECRET = 'whsec_local';
/** Still accepted while the new one replaces it. */
export const OLD_WEBHOOK_SECRET = 'whsec_before';
export const GOOD_CARD = '4242 4242 4242 4242';
export const DECLINED_CARD = '4000 0000 0000 0002';

type Browser = Awaited<ReturnType<typeof signedIn>>;

export interface Subscriber {
  readonly workspaceId: string;
  readonly owner: Browser;
  status(): Promise<BillingStatus>;
  quote(request?: Partial<MakeQuote>): Promise<Quote>;
  /** Quote, confirm, pay, until it is booked. */
  buy(request?: Partial<MakeQuote>): Promise<Quote>;
  checkout(quote: Quote): supertest.Test;
  /** Quote, confirm, open the payment page. */
  openPayment(): Promise<Payment>;
  payment(id: string, step?: 'refresh' | 'cancel'): Promise<Payment>;
  /** Agrees to it and enters the card on the provider's page; the bank's question, if any, is answered with yes. */
  saveCard(number: string): Promise<SavedCard>;
  autoRenewal(step?: 'enable' | 'disable'): Promise<AutoRenewal>;
  payments(): Promise<{ status: string; debit_step: string | null; last_failure: string | null }[]>;
  invoices(): Promise<{ id: string; number: string; from: string; paidThrough: string; total: number }[]>;
}

/** Billing with everything around it: database, jobs, mail server and payment provider, each of them real, on loopback. */
export interface BillingDesk {
  readonly area: Area;
  readonly mail: SmtpSink;
  /** Text messages. */
  readonly texts: MessageInbox;
  readonly stripe: StripeSandbox;
  readonly operator: Browser;
  /** Moves the business clock there; everything due on the way has happened when it returns. */
  at(instant: string): Promise<void>;
  /** Waits until Stripe has delivered everything and every job has run. */
  settled(): Promise<void>;
  /** Somebody fills in the hosted payment page. */
  pay(payment: Payment, card: string): Promise<void>;
  subscribe(slug: string, more?: Partial<NewSubscription> & { locale?: 'en' | 'zh-CN'; timeZone?: string; currency?: string }): Promise<Subscriber>;
  close(): Promise<void>;
}

/** `beside` it: areas whose work depends on the plan. */
export async function openBillingDesk(
  startsAt: string,
  { jobs = true, beside = [], onExchange }: { readonly jobs?: boolean; readonly beside?: readonly Type[]; readonly onExchange?: (exchange: Exchange) => void } = {},
): Promise<BillingDesk> {
  const mail = await SmtpSink.open();
  const texts = await openMessageInbox(0);
  const port = await freePort();
  const stripeDir = mkdtempSync(join(tmpdir(), 'billing-desk-'));
  const url = `http://127.0.0.1:${port}`;
  const stripe = await startStripeSandbox({ dataDir: stripeDir, secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, webhookUrl: `${url}/api/v1/webhooks/stripe`, ...(onExchange ? { onExchange } : {}) });
  const area = await openArea([AccessModule, WorkspacesModule, MessagingModule, PrivacyModule, BillingModule, ...beside], {
    jobs, port, publicUrl: url, smtpUrl: mail.url, smtpDeliveryLogUrl: mail.deliveryLogUrl,
    sms: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'not-a-real-token', from: '+15005550006', apiBase: texts.url },
    stripeSecretKey: SECRET_KEY, stripeWebhookSecrets: [OLD_WEBHOOK_SECRET, WEBHOOK_SECRET], stripeApiBase: stripe.url, stripeCallsPerSecond: 10_000,
  });
  const { app, database } = area;
  const clock = app.get(AdvanceClock);
  // Without jobs nobody would do what is due on the way.
  await (jobs ? clock.run(new Date(startsAt)) : app.get(Clock).moveTo(new Date(startsAt)));
  await app.listen(port, '127.0.0.1');
  for (const plan of DEMO_PLANS) await app.get(PublishPlan).run(SYSTEM, plan);
  for (const addOn of DEMO_ADD_ONS) await app.get(PublishAddOn).run(SYSTEM, addOn);
  await app.get(NameSeller).run(SYSTEM, { legalName: 'Perennial Demo Ltd', address: '1 Demo Street', taxId: null, series: 'PER' });
  const keeper = await aPerson(app, 'operator');
  await app.get(Database).global((tx) => app.get(OperatorRoll).add(tx, keeper.id));

  return {
    area, mail, texts, stripe,
    operator: await signedIn(app, keeper),
    at: (instant) => clock.run(new Date(instant)),
    settled: async () => {
      while (stripe.controls.waitingDeliveries() > 0) await new Promise((resolve) => setTimeout(resolve, 20));
      await clock.drained();
    },
    pay: async ({ checkoutUrl }, card) => void (await enterCard(checkoutUrl ?? '', card)),
    subscribe: (slug, more) => subscribe(area, slug, more),
    close: async () => {
      await app.close();
      await stripe.stop();
      await mail.close();
      await texts.close();
      await database.close();
      rmSync(stripeDir, { recursive: true, force: true });
    },
  };
}

async function subscribe(area: Area, slug: string, { locale = 'en', timeZone = 'Europe/London', currency = 'USD', ...more }: Parameters<BillingDesk['subscribe']>[1] = {}): Promise<Subscriber> {
  const { app } = area;
  const person = await aPerson(app, `owner-of-${slug}`);
  const profile = { slug, name: `Shop ${slug}`, senderName: `Shop ${slug}`, replyTo: null, timeZone, locale, currency };
  const subscription: NewSubscription = {
    planCode: 'team',
    interval: 'month',
    covered: { kind: 'paid', endsOn: '2027-03-10' },
    profile: { legalName: `Shop ${slug} Ltd`, address: '2 High Street', taxId: null, mode: 'exclusive', rateBasisPoints: 2000 },
    contacts: [{ name: 'Ann', email: person.email, locale }],
    ...more,
  };
  const workspaceId = await app.get(CreateWorkspace).run(SYSTEM, profile, async (tx, id) => {
    await app.get(Memberships).add(tx, id, person.id, 'owner');
    await app.get(SubscribeWorkspace).run(tx, SYSTEM, id, subscription);
  });
  return subscriber(area, workspaceId, await signedIn(app, person));
}

/** Somebody fills in the provider's page. @returns where it sends them next */
export async function enterCard(url: string, number: string): Promise<string | null> {
  const form = { method: 'card', number, expiry: '12/40', cvc: '123', email: 'kim@shop.example', name: 'Kim' };
  return send(url, form);
}

/** Somebody answers their bank, or their wallet, which may say later what became of it. */
export async function answerBank(url: string, said: 'yes' | 'no' | 'later'): Promise<string | null> {
  return send(url, { said });
}

async function send(url: string, form: Record<string, string>): Promise<string | null> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  const next = answer.headers.get('location');
  return next === null ? null : new URL(next, url).href;
}

const WORDED = { 'save-card': { wordingVersion: 'save-card-1', locale: 'en' }, 'auto-renew': { wordingVersion: 'auto-renew-1', locale: 'en' } };

function subscriber({ database }: Area, workspaceId: string, owner: Browser): Subscriber {
  const base = `/api/v1/workspaces/${workspaceId}/billing`;
  const it: Subscriber = {
    workspaceId,
    owner,
    status: async () => (await owner.get(`${base}/status`).expect(200)).body as BillingStatus,
    quote: async (request = {}) => (await owner.post(`${base}/quotes`).send(request).expect(201)).body as Quote,
    buy: async (request = {}) => {
      const quote = await it.quote(request);
      const payment = (await it.checkout(quote).expect(201)).body as Payment;
      await enterCard(payment.checkoutUrl ?? '', GOOD_CARD);
      expect(await it.payment(payment.id, 'refresh')).toMatchObject({ status: 'succeeded', amount: quote.total });
      return quote;
    },
    checkout: (quote) => owner.post(`${base}/quotes/${quote.id}/checkout`).send({ hash: quote.hash }),
    openPayment: async () => {
      const opened = await it.checkout(await it.quote());
      // What a refusal says is worth more in a failed test than its number.
      if (opened.status !== 201) throw new Error(`No payment page: ${JSON.stringify(opened.body)}`);
      return opened.body as Payment;
    },
    payment: async (id, step) => (await (step ? owner.post(`${base}/payments/${id}/${step}`) : owner.get(`${base}/payments/${id}`)).expect(200)).body as Payment,
    saveCard: async (number) => {
      const setup = (await owner.post(`${base}/card-setups`).send(WORDED['save-card']).expect(201)).body as CardSetup;
      const next = await enterCard(setup.url ?? '', number);
      if (next?.includes('/confirm/')) await answerBank(next, 'yes');
      await owner.post(`${base}/card-setups/${setup.id}/refresh`).expect(200);
      const [card] = ((await owner.get(`${base}/cards`).expect(200)).body as { data: SavedCard[] }).data;
      if (!card) throw new Error('The card was not saved');
      return card;
    },
    autoRenewal: async (step) =>
      (await (step ? owner.post(`${base}/auto-renewal/${step}`).send(WORDED['auto-renew']) : owner.get(`${base}/auto-renewal`)).expect(200)).body as AutoRenewal,
    payments: () => database.rows('SELECT status, debit_step, last_failure FROM payment_attempts WHERE workspace_id = $1 ORDER BY created_at, id', [workspaceId]),
    invoices: async () => ((await owner.get(`${base}/invoices`).expect(200)).body as { data: Awaited<ReturnType<Subscriber['invoices']>> }).data,
  };
  return it;
}
