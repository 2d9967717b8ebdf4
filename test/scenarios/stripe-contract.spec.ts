import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Exchange } from '@perennial/stripe-sandbox';
import { answerBank, type BillingDesk, DECLINED_CARD, GOOD_CARD, openBillingDesk } from '../builders/billing-desk.js';
import { type Misfit, StripeSpec } from '../stage/stripe-spec.js';

const spec = StripeSpec.load();

/** Parameters that the version we speak (2026-10-28) takes and the described one (2023-08-16) did not know yet. */
const LATER_PARAMETERS: readonly string[] = ['.allowed_payment_method_types', '.status'];

/** Fields that the version we speak answers beside what is described. */
const LATER_FIELDS: ReadonlySet<string> = new Set([
  'adaptive_pricing', 'after_submit', 'allow_redisplay', 'allowed_payment_method_types', 'balance_type', 'business_name', 'client_secret', 'collected_information',
  'customer_account', 'discounts', 'display_brand', 'enhanced_eligibility', 'enhanced_eligibility_types', 'enhanced_evidence', 'excluded_payment_method_types',
  'individual_name', 'integration_identifier', 'intended_submission_method', 'liability', 'managed_payments', 'origin_context', 'payment_method_configuration_details',
  'payment_record', 'permissions', 'provider', 'regulated_status', 'saved_payment_method_options', 'source', 'submission_method', 'tax_id', 'terms_of_service_acceptance',
  'ui_mode', 'wallet_options', 'wechat_pay',
]);

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
    await desk.operator.post('/api/v1/operations/reconcile').send({ complete: true }).expect(202);
    await desk.settled();
  });
  afterAll(() => desk?.close());

  const onlyWithSpec = spec ? it : it.skip;

  onlyWithSpec('has every call that we make', () => {
    const calls = [...new Set(exchanges.map(({ method, path }) => `${method} ${path}`))];
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter((call) => !spec?.has(...(call.split(' ') as [string, string])))).toEqual([]);
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
