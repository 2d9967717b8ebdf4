import { describe, expect, it } from '@jest/globals';
import type { Locale, TemplateName } from '../message.js';
import { mailContext } from '../mail-context.js';
import { checkTemplate } from './check-template.js';
import { CompiledTemplate } from './compiled-template.js';
import { sampleVariables } from './sample-variables.js';
import { idOf, STARTER_TEMPLATES, starterOf, TEMPLATE_KEYS } from './starter-templates.js';

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

const usual = (name: TemplateName) => sampleVariables(name, 'en')[0] ?? {};

async function render(name: TemplateName, locale: Locale, variables: Readonly<Record<string, unknown>> = usual(name), shop = 'Leaf & Skin') {
  const template = await CompiledTemplate.of(starterOf({ name, channel: 'email', locale }), 'email', locale);
  return template.render(mailContext({ template: name, variables, locale }, { shopName: shop, today: '2026-11-22' }, links));
}

const queuedBefore = Object.fromEntries(Object.entries(usual('notice-expiry')).filter(([name]) => name !== 'dataKeptThrough' && name !== 'beforeSuspension'));

const together = { customerName: 'Ana', products: [product('Oolong, loose leaf'), product('Rice toner')] };

describe('starter templates', () => {
  const all = Object.keys(STARTER_TEMPLATES) as TemplateName[];

  it('a notice queued before a variable was added still leaves', async () => {
    expect(await render('notice-expiry', 'en', queuedBefore)).toEqual(await render('notice-expiry', 'en'));
  });

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

  it.each(TEMPLATE_KEYS.map((key) => [idOf(key), key] as const))('%s could be published as it is', async (_id, key) => {
    expect(await checkTemplate(key, starterOf(key))).toEqual([]);
  });

  it('puts everything due together into one reminder, each product with its reason and its own date link', async () => {
    const { subject, html, text } = await render('reminder', 'en', together);
    expect(subject).toBe('Time again for Oolong, loose leaf and 1 more?');
    for (const part of [html, text]) {
      expect(part).toContain('Rice toner');
      expect(part).toContain('December 3, 2026');
      expect(part).toContain('every 30 to 36 days');
      expect(part).toContain(links.stop);
    }
    expect((await render('reminder', 'zh-CN', together)).text).toContain('2026年12月3日');
  });

  it('says what the rule holds out, and leaves no gap where nothing is', async () => {
    const { html, text } = await render('reminder', 'en', { ...together, offer: { code: 'TEA10', text: '10% off <this> week', validThrough: null } });
    expect(html).toContain('10% off &lt;this&gt; week: TEA10');
    expect(text).toContain('10% off <this> week: TEA10');
    expect((await render('reminder', 'en', together)).text).not.toMatch(/\n\n\n/);
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
    expect((await render('notice-expiry', 'en')).subject).toBe('Your plan runs for 24 more days');
    expect((await render('notice-expiry', 'en', { ...usual('notice-expiry'), daysLeft: 0 })).subject).toBe('Your plan ends today');
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
    const inGrace = await render('notice-expiry', locale, { ...usual('notice-expiry'), daysLeft: -1 });
    for (const sentence of [late, grace]) expect(inGrace.text).toContain(sentence);
    for (const sentence of [early, lapse]) expect(inGrace.text).not.toContain(sentence);
  });

  describe.each([
    ['en', 'December 30, 2026', 'February 14, 2027', /nothing is deleted/i, /nothing to do/],
    ['zh-CN', '2026年12月30日', '2027年2月14日', /不会删除/, /无需操作/],
  ] as const)('what happens next to a plan that was not renewed (%s)', (locale, graceThrough, keptThrough, nothingDeleted, nothingToDo) => {
    const began = { ...usual('notice-expiry'), daysLeft: -1 };
    const suspends = { ...began, daysLeft: -14, beforeSuspension: true };
    const deletes = { ...began, daysLeft: -60, dataKeptThrough: '2027-02-14' };
    const bySms = async (variables: object) => {
      const template = await CompiledTemplate.of(starterOf({ name: 'notice-expiry', channel: 'sms', locale }), 'sms', locale);
      return template.render(mailContext({ template: 'notice-expiry', variables: { ...variables }, locale }, { shopName: 'Leaf & Skin', today: '2026-11-22' }, links)).text;
    };

    it('is said in the subject, the mail and the text message of each notice, with its own day', async () => {
      const subjects = new Set<string>();
      const words = new Set<string>();
      for (const [variables, day, otherDay] of [[began, graceThrough, keptThrough], [suspends, graceThrough, keptThrough], [deletes, keptThrough, graceThrough]] as const) {
        const { subject, html, text } = await render('notice-expiry', locale, variables);
        const sms = await bySms(variables);
        for (const part of [subject, html, text, sms]) {
          expect(part).toContain(day);
          expect(part).not.toContain(otherDay);
        }
        subjects.add(subject);
        words.add(sms);
      }
      expect(subjects.size).toBe(3);
      expect(words.size).toBe(3);
    });

    it('is not frightening before its time: a suspension deletes nothing', async () => {
      expect((await render('notice-expiry', locale, suspends)).text).toMatch(nothingDeleted);
      expect((await render('notice-expiry', locale, deletes)).text).not.toMatch(nothingDeleted);
    });

    it('does not call an automatic renewal that has not come about nothing to worry about', async () => {
      expect((await render('notice-expiry', locale, { ...began, daysLeft: 3, autoRenew: true })).text).toMatch(nothingToDo);
      for (const variables of [began, suspends]) expect((await render('notice-expiry', locale, { ...variables, autoRenew: true })).text).not.toMatch(nothingToDo);
    });
  });
});
