import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addDays, dayIn, instantAt, type PlainDate } from '@perennial/calendar';
import { formatMoney } from '@perennial/money';
import type { Browser, Page } from 'playwright-core';
import { DEMO_PLANS, NameSeller, PublishPlan, SubscribeWorkspace } from '../../api/src/billing/index.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { launchChromium } from '../stage/chromium.js';
import { openStage, type Stage } from '../stage/open-stage.js';
import { goTo, openShop, SHOPS, signIn } from './shops.js';
import { type Visit, visit } from './visit.js';
import { walk } from './walk.js';
import { type Words, wordsIn } from './words.js';

jest.setTimeout(600_000);

const DECLINED_CARD = '4000 0000 0000 0002';
const GOOD_CARD = '4242 4242 4242 4242';

/** What the hosted page of the payment provider calls its fields; it is not ours, so neither are its words. */
const HOSTED = {
  en: { number: 'Card number', expiry: 'Expiry (MM/YY)', cvc: 'CVC', name: 'Name on card', pay: /^Pay / },
  'zh-CN': { number: '卡号', expiry: '有效期 (MM/YY)', cvc: '安全码', name: '持卡人姓名', pay: /^支付 / },
};

/** The plan of each shop, its tax, and what a month costs with it, in minor units. */
const TERMS = {
  en: { mode: 'exclusive', rateBasisPoints: 2000, legalName: 'Demo Roasters Ltd', address: '2 Example Street, Exampletown', taxId: null, total: 5880 },
  'zh-CN': { mode: 'inclusive', rateBasisPoints: 600, legalName: '演示茶舍有限公司', address: '上海市示例路 1 号', taxId: '91310000DEMO00000X', total: 29_900 },
} as const;

let stage: Stage;
let browser: Browser;
beforeAll(async () => {
  stage = await openStage({ startsAt: '2027-03-01T12:00:00Z' });
  for (const plan of DEMO_PLANS) await stage.app.get(PublishPlan).run(SYSTEM, plan);
  await stage.app.get(NameSeller).run(SYSTEM, { legalName: 'Perennial Demo Ltd', address: '1 Example Street, Exampletown', taxId: null, series: 'DEMO' });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

describe.each(['en', 'zh-CN'] as const)('a plan that ends in a month is renewed (%s)', (locale) => {
  const shop = SHOPS[locale];
  const { total, mode, rateBasisPoints, ...party } = TERMS[locale];
  const price = formatMoney({ amount: total, currency: shop.currency }, locale);
  let words: Words;
  let desk: Visit;
  /** The first day that is not paid for: before, and after the renewal of a month. */
  let endsOn: PlainDate;
  let renewedTo: PlainDate;

  const billing = (key: string, values?: Record<string, string | number>) => words.admin(`resources.billing.${key}`, values);
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).first();
  const paidThrough = (lastDay: PlainDate) => billing('paid_through', { day: dayInWords(lastDay, locale) });

  const step = walk(() => [desk]);

  beforeAll(async () => {
    words = await wordsIn(locale);
    endsOn = addDays(dayIn(stage.now(), shop.timeZone), 32);
    await openShop(stage, shop, (tx, workspaceId) =>
      stage.app.get(SubscribeWorkspace).run(tx, SYSTEM, workspaceId, {
        planCode: 'team',
        interval: 'month',
        covered: { kind: 'paid', endsOn },
        profile: { ...party, mode, rateBasisPoints },
        contacts: [{ ...shop.owner, locale }],
      }),
    );
    desk = await visit(browser, 'desk', words, 'renewal');
  });
  afterAll(() => desk?.close());

  step('a notice comes by mail thirty days before, and its link leads to the plan', async () => {
    expect(stage.mail.to(shop.owner.email)).toEqual([]);
    await stage.at(instantAt(addDays(endsOn, -30), '09:30', shop.timeZone).toISOString());
    const [notice] = await stage.mail.waitFor(1, shop.owner.email);
    expect(notice?.parsed.subject).toContain('30');
    expect(notice?.parsed.text).toContain(`${stage.url}/admin/w/`);
    await keepMail(notice?.parsed.html, '01-notice');
  });

  step('the page of the plan says until when it is paid for and what happens then', async () => {
    await signIn(desk.page, stage, words);
    await goTo(desk.page, words, 'billing');
    await heading(desk.page, paidThrough(addDays(endsOn, -1))).waitFor();
    await desk.page.getByText(billing('days_left', { smart_count: 30 })).waitFor();
    await desk.page.getByText(billing('no_invoices')).waitFor();
    await desk.examine('02-plan');
  });

  step('the quote names the new days, the price and the tax', async () => {
    await desk.page.getByRole('link', { name: billing('action.renew'), exact: true }).click();
    await desk.page.getByText(billing('renew.basis_old_end')).waitFor();
    await desk.page.getByRole('button', { name: billing('action.pay', { total: price }) }).waitFor();
    await desk.examine('03-quote');
  });

  step('a declined card changes nothing, and another one pays', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: billing('action.pay', { total: price }) }).click();
    await page.getByRole('button', { name: HOSTED[locale].pay }).waitFor();
    await desk.show('04-hosted-page');
    await payWith(DECLINED_CARD);
    await page.getByRole('alert').waitFor();
    await desk.show('05-declined');
    await stage.settled();
    const { status } = await stage.database.rows<{ status: string }>('SELECT status FROM payment_attempts ORDER BY created_at DESC LIMIT 1').then(([row]) => row ?? { status: '' });
    expect(status).toBe('open');
    await payWith(GOOD_CARD);
    await heading(page, billing('payment.succeeded')).waitFor();
    renewedTo = await endOfLastPeriod();
    await page.getByText(billing('payment.in_effect', { total: price, day: dayInWords(addDays(renewedTo, -1), locale) })).waitFor();
    await desk.examine('06-paid');
  });

  step('the month is added to the end, and the invoice is there to download', async () => {
    const { page } = desk;
    expect(renewedTo > addDays(endsOn, 27)).toBe(true);
    await page.getByRole('link', { name: billing('action.back') }).click();
    await heading(page, paidThrough(addDays(renewedTo, -1))).waitFor();
    const invoice = page.getByRole('row').filter({ hasText: /DEMO-2027-\d{6}/ });
    await invoice.filter({ hasText: price }).waitFor();
    await desk.examine('07-renewed');
    const download = page.waitForEvent('download');
    await invoice.getByRole('link', { name: billing('action.pdf') }).click();
    const pdf = await readFile(await (await download).path());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await download).suggestedFilename()).toMatch(/^DEMO-2027-\d{6}\.pdf$/);
  });

  step('which comes with the receipt by mail as well', async () => {
    await stage.settled();
    const mails = await stage.mail.waitFor(2, shop.owner.email);
    const receipt = mails.find(({ parsed }) => parsed.attachments.length > 0);
    expect(receipt?.parsed.attachments).toMatchObject([{ filename: expect.stringMatching(/^DEMO-2027-\d{6}\.pdf$/) as unknown as string, mimeType: 'application/pdf' }]);
    await keepMail(receipt?.parsed.html, '08-receipt');
  });

  it('with nothing broken on the way', () => {
    expect(desk.trouble).toEqual([]);
  });

  async function payWith(number: string): Promise<void> {
    const form = HOSTED[locale];
    await desk.page.getByLabel(form.number).fill(number);
    await desk.page.getByLabel(form.expiry).fill('12/40');
    await desk.page.getByLabel(form.cvc).fill('123');
    await desk.page.getByLabel(form.name).fill(shop.owner.name);
    await desk.page.getByRole('button', { name: form.pay }).click();
  }

  async function keepMail(html: string | undefined, name: string): Promise<void> {
    const page = await desk.page.context().newPage();
    await page.setViewportSize({ width: 700, height: 900 });
    await page.setContent(html ?? '');
    await desk.show(name, page);
    await page.close();
  }

  async function endOfLastPeriod(): Promise<PlainDate> {
    const [period] = await stage.database.rows<{ ends_on: PlainDate }>(
      'SELECT p.ends_on FROM subscription_periods p JOIN workspaces w ON w.id = p.workspace_id WHERE w.slug = $1 ORDER BY p.period_no DESC LIMIT 1',
      [shop.slug],
    );
    return period?.ends_on ?? '';
  }
});

/** A day as the back office writes it. */
function dayInWords(day: PlainDate, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
