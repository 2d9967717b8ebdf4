import type { Locale, TemplateName, Variables } from '../message.js';
import { mailContext, type Writer } from '../mail-context.js';

const LINKS = {
  shelf: 'https://portal.example/shelf',
  stop: 'https://portal.example/reminder-choices',
  changeDate: (cycleId: string) => `https://portal.example/shelf/${cycleId}/expected-date`,
};
const TODAY: Writer['today'] = '2026-11-22';
export const SAMPLE_STOP_LINK = LINKS.stop;

type Product = Variables<'reminder'>['products'][number];

const WORDS = {
  en: { customer: 'Ana Silva', tea: 'Oolong, loose leaf', toner: 'Rice toner', reason: 'Because you usually buy it every 30 to 36 days.', plan: 'Growth', shop: 'Leaf & Lather', offer: 'Free shipping this week' },
  'zh-CN': { customer: '李雷', tea: '冻顶乌龙（散装）', toner: '米水爽肤水', reason: '因为您通常每 30 到 36 天购买一次。', plan: '成长版', shop: '叶与沫', offer: '本周包邮' },
} as const;

/** Every case a template can meet, in sample data: what is checked at publication and shown in a preview. The first is the usual one. */
export function sampleVariables(name: TemplateName, locale: Locale): readonly Readonly<Record<string, unknown>>[] {
  const words = WORDS[locale];
  const product = (productName: string, over: Partial<Product> = {}): Product => ({
    cycleId: '0198c0de-0000-7000-8000-000000000001',
    name: productName,
    imageUrl: 'https://shop.example/tea.jpg',
    lastOrderedOn: '2026-11-01',
    expectedOn: '2026-12-03',
    windowFrom: '2026-11-28',
    windowTo: '2026-12-08',
    reason: words.reason,
    sensitive: false,
    ...over,
  });
  const usual = product(words.tea);
  const bare = product(words.toner, { imageUrl: null, windowFrom: null, windowTo: null });
  const due: Variables<'reminder'>[] = [
    { customerName: words.customer, products: [usual] },
    { customerName: words.customer, products: [usual, bare], offer: { code: 'TEA10', text: words.offer, validThrough: '2026-12-20' } },
    { customerName: '', products: [bare] },
    { customerName: words.customer, products: [usual, product(words.toner, { sensitive: true })] },
    { customerName: words.customer, products: [product(words.tea, { substitute: { name: words.toner, linkUrl: 'https://shop.example/toner' } })] },
    { customerName: words.customer, products: [product(words.tea, { substitute: { name: words.toner, linkUrl: null } })] },
  ];
  const billingUrl = 'https://perennial.example/admin/billing';
  const notice: Variables<'notice-expiry'> = {
    workspaceName: words.shop,
    planName: words.plan,
    paidThrough: '2026-12-16',
    daysLeft: 24,
    graceThrough: '2026-12-30',
    dataKeptThrough: null,
    beforeSuspension: false,
    autoRenew: false,
    renewUrl: billingUrl,
  };
  const total = { amount: 29900, currency: 'USD' };
  const card = { workspaceName: words.shop, planName: words.plan, total, cardLast4: '4242', paidThrough: '2026-12-16', graceThrough: '2026-12-23' };
  const failed: Variables<'payment-failed'> = { ...card, nextTryOn: '2026-12-11', forGood: false, billingUrl };
  const url = 'https://perennial.example/enter#token=sample';
  const samples: { readonly [T in TemplateName]: readonly Variables<T>[] } = {
    reminder: due,
    'reminder-follow-up': due,
    'notice-expiry': [notice, { ...notice, autoRenew: true, daysLeft: 1 }, { ...notice, daysLeft: 0, graceThrough: null }, { ...notice, daysLeft: -3 }, { ...notice, daysLeft: -14, beforeSuspension: true }, { ...notice, daysLeft: -60, dataKeptThrough: '2027-02-14' }],
    receipt: [
      {
        workspaceName: words.shop,
        planName: words.plan,
        invoiceId: '0198c0de-0000-7000-8000-000000000002',
        invoiceNumber: 'INV-2026-0007',
        total,
        periodFrom: '2026-12-17',
        paidThrough: '2027-12-16',
        billingUrl,
      },
    ],
    'payment-failed': [failed, { ...failed, cardLast4: '', graceThrough: null }, { ...failed, nextTryOn: null, forGood: true }],
    'payment-confirm': [{ ...card, confirmUrl: 'https://perennial.example/api/v1/confirm-payment/x' }],
    'top-up-announced': [{ workspaceName: words.shop, threshold: total, refillTo: total, monthlyCap: total, billingUrl }],
    'top-up-failed': [{ workspaceName: words.shop, total, cardLast4: '4242', billingUrl }],
    'top-up-receipt': ['4242', ''].map((cardLast4) => ({ workspaceName: words.shop, total, available: total, cardLast4, billingUrl })),
    'payment-declined-later': [{ workspaceName: words.shop, total, billingUrl }],
    'payment-surplus': [{ workspaceName: words.shop, total, billingUrl }],
    'portal-sign-in': [{ url }],
    invitation: [{ url }],
    'password-reset': [{ name: words.customer, url }],
    'email-verification': [{ name: words.customer, url }],
  };
  return samples[name];
}

/** The same as a template sees it. */
export function sampleContexts(name: TemplateName, locale: Locale): Record<string, unknown>[] {
  return sampleVariables(name, locale).map((variables) => mailContext({ template: name, variables, locale }, { shopName: WORDS[locale].shop, today: TODAY }, LINKS));
}
