import { describe, expect, it } from '@jest/globals';
import type { Locale, TemplateName } from '../message.js';
import { mailContext } from '../mail-context.js';
import { STARTER_TEMPLATES } from './starter-templates.js';
import { Templates } from './templates.js';

const templates = new Templates();
const links = { shelf: 'https://p.example/portal/enter#token=a', stop: 'https://p.example/portal/enter#token=b', changeDate: (cycleId: string) => `https://p.example/portal/enter#token=${cycleId}` };

const product = (name: string, over: object = {}) => ({
  cycleId: '0198c0de-0000-7000-8000-000000000001',
  name,
  imageUrl: null,
  lastOrderedOn: '2026-11-01',
  expectedOn: '2026-12-03',
  windowFrom: '2026-11-28',
  windowTo: '2026-12-08',
  reason: 'Because you usually buy it every 30 to 36 days.',
  sensitive: false,
  ...over,
});

const samples: Readonly<Record<TemplateName, Record<string, unknown>>> = {
  reminder: { customerName: 'Ana', products: [product('Oolong, loose leaf'), product('Rice toner')] },
  'notice-expiry': { workspaceName: 'Demo', planName: 'Growth', paidThrough: '2026-12-16', daysLeft: 25, graceThrough: '2026-12-30', autoRenew: false, renewUrl: 'https://p.example/admin/billing' },
  receipt: {
    workspaceName: 'Demo',
    planName: 'Growth',
    invoiceId: '0198c0de-0000-7000-8000-000000000002',
    invoiceNumber: 'INV-2026-0007',
    total: { amount: 29900, currency: 'USD' },
    periodFrom: '2026-12-17',
    paidThrough: '2027-12-16',
    billingUrl: 'https://p.example/admin/billing',
  },
  'payment-failed': {
    workspaceName: 'Demo', planName: 'Growth', total: { amount: 29900, currency: 'USD' }, cardLast4: '4242', paidThrough: '2026-12-16', graceThrough: '2026-12-23',
    nextTryOn: '2026-12-11', forGood: false, billingUrl: 'https://p.example/admin/billing',
  },
  'payment-confirm': {
    workspaceName: 'Demo', planName: 'Growth', total: { amount: 29900, currency: 'USD' }, cardLast4: '4242', paidThrough: '2026-12-16', graceThrough: '2026-12-23',
    confirmUrl: 'https://p.example/api/v1/confirm-payment/x',
  },
  'payment-surplus': { workspaceName: 'Demo', total: { amount: 29900, currency: 'USD' }, billingUrl: 'https://p.example/admin/billing' },
  'portal-sign-in': { url: 'https://p.example/portal/enter#token=x' },
  invitation: { url: 'https://p.example/admin/invitation#token=x' },
  'password-reset': { name: 'Ana', url: 'https://p.example/admin/reset-password#token=x' },
  'email-verification': { name: 'Ana', url: 'https://p.example/admin/verify#token=x' },
};

async function render(name: TemplateName, locale: Locale, variables: Record<string, unknown> = samples[name], shop = 'Leaf & Skin') {
  return (await templates.get(name, locale)).render(mailContext({ template: name, variables }, shop, links));
}

describe('starter templates', () => {
  const all = Object.keys(STARTER_TEMPLATES) as TemplateName[];

  it.each(all.flatMap((name) => [[name, 'en'] as const, [name, 'zh-CN'] as const]))('%s reads well in %s, with and without HTML', async (name, locale) => {
    const { subject, html, text } = await render(name, locale);
    for (const part of [subject, html, text]) {
      expect(part).not.toMatch(/\{[{%]/);
      expect(part.trim()).not.toBe('');
    }
    expect(html).toContain(`lang="${locale}"`);
    expect(html).toContain('color-scheme');
    expect(html).not.toMatch(/<(script|iframe|form)|fonts\.googleapis/i);
    expect(/[一-鿿]/.test(subject + text)).toBe(locale === 'zh-CN');
  });

  it('puts everything due together into one reminder, each product with its reason and its own date link', async () => {
    const { subject, html, text } = await render('reminder', 'en');
    expect(subject).toBe('Time again for Oolong, loose leaf and 1 more?');
    for (const part of [html, text]) {
      expect(part).toContain('Rice toner');
      expect(part).toContain('December 3, 2026');
      expect(part).toContain('every 30 to 36 days');
      expect(part).toContain(links.stop);
    }
    expect((await render('reminder', 'zh-CN')).text).toContain('2026年12月3日');
  });

  it('names no product in the subject or preheader when one of them is sensitive', async () => {
    const { subject, html } = await render('reminder', 'en', { customerName: '', products: [product('Tea'), product('Ointment', { sensitive: true })] });
    expect(subject).toBe('A reminder from Leaf & Skin');
    const preheader = /<div[^>]*display:\s*none[^>]*>([^<]*)</.exec(html)?.[1];
    expect(preheader).toContain('Something on your shelf');
  });

  it('prints names as text, whatever they contain', async () => {
    const evil = '<img src=x onerror=alert(1)>"\'';
    const { html } = await render('reminder', 'en', { customerName: evil, products: [product(evil, { reason: evil })] }, evil);
    expect(html).not.toContain('<img src=x');
    expect(html).toContain('&lt;img src=x');
  });

  it('keeps a subject one line', async () => {
    const { subject } = await render('reminder', 'en', { customerName: '', products: [product('Tea\r\nBcc: all@evil.example\u2028x')] });
    expect(subject).toBe('Time for Tea Bcc: all@evil.example x again?');
  });

  it('says amounts and days the way the reader writes them', async () => {
    expect((await render('receipt', 'en')).text).toContain('$299.00');
    expect((await render('receipt', 'zh-CN')).text).toContain('2027年12月16日');
    expect((await render('notice-expiry', 'en')).subject).toBe('Your plan runs for 25 more days');
    expect((await render('notice-expiry', 'en', { ...samples['notice-expiry'], daysLeft: 0 })).subject).toBe('Your plan ends today');
  });

  it.each([
    ['en', 'Renewing early loses nothing', 'If it lapses, everything keeps working through December 30, 2026', 'Renewing now loses nothing', '\nEverything keeps working'],
    ['zh-CN', '提前续费不会损失天数', '若未及时续费，2026年12月30日（含）前一切功能照常', '现在续费不会损失天数', '\n2026年12月30日（含）前一切功能照常'],
  ] as const)('speaks of early renewal and lapsing while the plan runs, and no more in its grace (%s)', async (locale, early, lapse, late, grace) => {
    const running = await render('notice-expiry', locale);
    for (const sentence of [early, lapse]) {
      expect(running.text).toContain(sentence);
      expect(running.html).toContain(sentence);
    }
    const inGrace = await render('notice-expiry', locale, { ...samples['notice-expiry'], daysLeft: -1 });
    for (const sentence of [late, grace]) expect(inGrace.text).toContain(sentence);
    for (const sentence of [early, lapse]) expect(inGrace.text).not.toContain(sentence);
  });
});
