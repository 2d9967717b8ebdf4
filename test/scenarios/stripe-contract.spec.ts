import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Exchange } from '@perennial/stripe-sandbox';
import { answerBank, type BillingDesk, DECLINED_CARD, GOOD_CARD, openBillingDesk, type Subscriber } from '../builders/billing-desk.js';
import { type Misfit, StripeSpec } from '../stage/stripe-spec.js';

const spec = StripeSpec.load();

/** Parameters that the version we speak (2026-10-28) takes and the described one (2023-08-16) did not know yet. */
const LATER_PARAMETERS: readonly string[] = ['.allowed_payment_method_types', '.status'];

/** Fields that the version we speak answers beside what is described. */
const LATER_FIELDS: ReadonlySet<string> = new Set([
  'adaptive_pricing', 'after_submit', 'allow_redisplay', 'allowed_payment_method_types', 'balance_type', 'business_name', 'client_secret', 'collected_information', 'customer',
  'customer_account', 'destination_details', 'discounts', 'display_brand', 'enhanced_eligibility', 'enhanced_eligibility_types', 'enhanced_evidence', 'excluded_payment_method_types',
  'individual_name', 'integration_identifier', 'intended_submission_method', 'liability', 'managed_payments', 'origin_context', 'payment_method', 'payment_method_configuration_details',
  'payment_record', 'permissions', 'provider', 'regulated_status', 'saved_payment_method_options', 'source', 'submission_method', 'tax_id', 'terms_of_service_acceptance',
  'ui_mode', 'wallet_options', 'wechat_pay',
]);

/** Where our code's calls go. */
const CALLS: Readonly<Record<string, string>> = {
  'checkout.sessions.create': 'POST /v1/checkout/sessions', 'checkout.sessions.expire': 'POST /v1/checkout/sessions/{}/expire', 'checkout.sessions.list': 'GET /v1/checkout/sessions',
  'checkout.sessions.retrieve': 'GET /v1/checkout/sessions/{}', 'customers.create': 'POST /v1/customers', 'customers.list': 'GET /v1/customers', 'customers.retrieve': 'GET /v1/customers/{}',
  'disputes.retrieve': 'GET /v1/disputes/{}', 'paymentIntents.cancel': 'POST /v1/payment_intents/{}/cancel', 'paymentIntents.confirm': 'POST /v1/payment_intents/{}/confirm',
  'paymentIntents.create': 'POST /v1/payment_intents', 'paymentIntents.list': 'GET /v1/payment_intents', 'paymentIntents.retrieve': 'GET /v1/payment_intents/{}',
  'paymentMethods.detach': 'POST /v1/payment_methods/{}/detach', 'paymentMethods.retrieve': 'GET /v1/payment_methods/{}', 'refunds.create': 'POST /v1/refunds', 'refunds.list': 'GET /v1/refunds',
  'refunds.retrieve': 'GET /v1/refunds/{}', 'setupIntents.retrieve': 'GET /v1/setup_intents/{}',
};
/** The SDK's own work, which goes nowhere. */
const STAYS_HERE = ['webhooks.constructEvent'];

/** Every call in the sources of our billing. */
function callsInSources(): string[] {
  const billing = join(import.meta.dirname, '../../api/src/billing');
  const files = readdirSync(billing, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  return [...new Set(files.flatMap((file) => [...readFileSync(join(billing, file), 'utf8').matchAll(/\bstripe\.api\.([a-zA-Z]+(?:\.[a-zA-Z]+)+)\(/g)].map(([, call]) => call ?? '')))].sort();
}

const exchanges: Exchange[] = [];
let desk: BillingDesk;

describe(spec ? 'calls to the provider, held against its own description' : 'calls to the provider (its description is not there: shared/stripe/spec3.json)', () => {
  beforeAll(async () => {
    if (!spec) return;
    desk = await openBillingDesk('2027-02-20T12:00:00Z', { onExchange: (exchange) => exchanges.push(exchange) });
    const shop = await desk.subscribe('contract');
    const declined = await shop.openPayment();
    await desk.pay(declined, DECLINED_CARD);
    await shop.payment(declined.id, 'cancel');
    const card = await shop.saveCard(GOOD_CARD);
    await shop.autoRenewal('enable');
    const asks = await desk.subscribe('asks');
    await asks.saveCard('4000 0027 6000 3184');
    await asks.autoRenewal('enable');
    const fails = await desk.subscribe('fails');
    await fails.saveCard('4000 0000 0000 0341');
    await fails.autoRenewal('enable');
    await desk.at('2027-03-03T00:00:00Z');
    const link = /http\S+confirm-payment\/\S+/.exec((await desk.area.database.rows<{ variables: string }>(`SELECT variables::text FROM messages WHERE template = 'payment-confirm' LIMIT 1`))[0]?.variables ?? '')?.[0]?.replace(/".*/, '') ?? '';
    const bank = /url=([^"]+)/.exec(await (await fetch(link, { method: 'POST' })).text())?.[1]?.replaceAll('&#38;', '&') ?? '';
    await answerBank(bank, 'yes');
    await desk.settled();
    const paid = await shop.openPayment();
    await desk.pay(paid, '4000 0000 0000 0259');
    await shop.autoRenewal('disable');
    await shop.owner.delete(`/api/v1/workspaces/${shop.workspaceId}/billing/cards/${card.id}`).expect(204);
    await desk.settled();
    await moneyBack(shop);
    await answersThatAreLost();
    await desk.operator.post('/api/v1/operations/reconcile').send({ complete: true }).expect(202);
    await desk.settled();
  });
  afterAll(() => desk?.close());

  /** A part of what was paid goes back, and the answer about it is lost: it is looked for. */
  async function moneyBack(shop: Subscriber): Promise<void> {
    const payment = await shop.openPayment();
    await desk.pay(payment, GOOD_CARD);
    await desk.settled();
    const base = `/api/v1/workspaces/${shop.workspaceId}/billing`;
    const invoice = (await shop.invoices()).at(-1);
    const asked = (await shop.owner.post(`${base}/refunds`).send({ invoiceId: invoice?.id, clause: 'charged-in-error', net: 1000, reason: 'It did not work for a week' }).expect(201)).body as { id: string };
    desk.stripe.controls.turn({ failures: [{ kind: 'server-error-after-success', method: 'POST', path: '/v1/refunds', times: 3 }] });
    await desk.operator.post(`/api/v1/operations/workspaces/${shop.workspaceId}/refunds/${asked.id}/approve`).send({ comment: 'As the terms say' }).expect(200);
    await desk.settled();
    await desk.at('2027-03-06T12:00:00Z');
    await desk.settled();
    expect((await shop.owner.get(`${base}/refunds`).expect(200)).body).toMatchObject({ data: [{ status: 'done' }] });
  }

  /** Of a customer, a page and a debit that were made; each is looked for. */
  async function answersThatAreLost(): Promise<void> {
    const lose = (path: string) => desk.stripe.controls.turn({ failures: [{ kind: 'server-error-after-success', method: 'POST', path, times: 3 }] });
    const lost = await desk.subscribe('lost', { covered: { kind: 'paid', endsOn: '2027-03-20' } });
    lose('/v1/customers');
    await lost.saveCard(GOOD_CARD);
    lose('/v1/checkout/sessions');
    const page = await lost.openPayment();
    await lost.payment(page.id, 'cancel');
    await lost.autoRenewal('enable');
    lose('/v1/payment_intents');
    await desk.at('2027-03-14T00:00:00Z');
    await desk.settled();
    desk.stripe.controls.turn({ failures: [] });
  }

  const onlyWithSpec = spec ? it : it.skip;

  onlyWithSpec('has every call that we make', () => {
    const calls = [...new Set(exchanges.map(({ method, path }) => `${method} ${path}`))];
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter((call) => !spec?.has(...(call.split(' ') as [string, string])))).toEqual([]);
  });

  onlyWithSpec('were all made here: none of the calls in our sources is held against nothing', () => {
    const made = new Set(exchanges.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`));
    const sources = callsInSources().filter((call) => !STAYS_HERE.includes(call));
    expect(sources.length).toBeGreaterThan(15);
    expect(sources.filter((call) => !made.has(CALLS[call] ?? ''))).toEqual([]);
  });

  onlyWithSpec('takes every parameter that we send, in the form in which we send it', () => {
    const misfits = exchanges.flatMap(({ method, path, form }) => told(`${method} ${path}`, spec?.misfitsOfRequest(method, path, form) ?? []));
    expect([...new Set(misfits)].filter((each) => !LATER_PARAMETERS.some((later) => each.includes(` ${later} is not known`)))).toEqual([]);
  });

  onlyWithSpec('answers as the sandbox does, but for what came later', () => {
    const misfits = exchanges.flatMap(({ method, path, status, answer }) => told(`${method} ${path} ${status}`, spec?.misfitsOfAnswer(method, path, status, answer) ?? []));
    expect([...new Set(misfits)].filter((each) => !each.endsWith('is not known')).sort()).toEqual([]);
    const later = exchanges.flatMap(({ method, path, status, answer }) => (spec?.misfitsOfAnswer(method, path, status, answer) ?? []).filter(({ why }) => why === 'is not known'));
    const names = new Set(later.map(({ at }) => at.slice(at.lastIndexOf('.') + 1)));
    // Both ways: a name that is not needed any more goes.
    expect([...names].sort()).toEqual([...LATER_FIELDS].sort());
  });
});

function told(call: string, misfits: readonly Misfit[]): string[] {
  return misfits.map(({ at, why }) => `${call}: ${at} ${why}`);
}
