import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addDays, dayIn, instantAt, type PlainDate } from '@perennial/calendar';
import type { Locale } from '@perennial/contract/admin';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../stage/chromium.js';
import { openStage, type Stage } from '../stage/open-stage.js';
import { addressOf, BOOKS, type PastOrders, pastOrders } from './past-orders.js';
import { goTo, openShop, SHOPS, signIn } from './shops.js';
import { type Visit, visit } from './visit.js';
import { walk } from './walk.js';
import { type Words, wordsIn } from './words.js';

jest.setTimeout(600_000);

/** What the columns of the file mean, from left to right. */
const COLUMNS = ['orderId', 'orderedAt', 'customerId', 'customerName', 'email', 'productId', 'productName', 'quantity', 'unitPrice'];
const LEAD_DAYS = 5;
const RULE = { en: 'Everything, 5 days before', 'zh-CN': '全部商品，提前 5 天' };
const TO_THE_SHELF = { en: 'Look at my shelf', 'zh-CN': '查看我的物品架' };

let stage: Stage;
let browser: Browser;
beforeAll(async () => {
  stage = await openStage({ startsAt: '2027-03-01T12:00:00Z' });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

describe.each(['en', 'zh-CN'] as const)('a shop’s past orders become reminders its customers steer (%s)', (locale) => {
  walkThrough(locale);
});

function walkThrough(locale: Locale): void {
  const shop = SHOPS[locale];
  const { fileName, header, main, other, customers } = BOOKS[locale];
  const [ada] = customers;
  let words: Words;
  let desk: Visit;
  let phone: Visit;
  let orders: PastOrders;
  /** When Ada's reminder for the main product is to leave, and her own date for the other. */
  let sendOn: PlainDate;
  let herDate: PlainDate;

  const today = () => dayIn(stage.now(), shop.timeZone);
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).first();
  const button = (page: Page, key: string) => page.getByRole('button', { name: words.admin(key), exact: true });
  const rowOf = (...texts: string[]): Locator => texts.reduce((row, hasText) => row.filter({ hasText }), desk.page.getByRole('row'));
  const onShelf = (product: string) => phone.page.getByRole('listitem').filter({ has: phone.page.getByRole('heading', { name: product }) });

  const step = walk(() => [desk, phone]);

  beforeAll(async () => {
    words = await wordsIn(locale);
    await openShop(stage, shop);
    desk = await visit(browser, 'desk', words, 'replenishment');
    phone = await visit(browser, 'phone', words, 'replenishment');
  });
  afterAll(async () => {
    await desk?.close();
    await phone?.close();
  });

  step('the owner signs in and finds an empty board that says what to do first', async () => {
    await desk.page.goto(`${stage.url}/admin/`);
    await heading(desk.page, words.admin('session.title')).waitFor();
    await desk.examine('01-sign-in');
    await signIn(desk.page, stage, words);
    await heading(desk.page, words.admin('resources.due.empty.all.title')).waitFor();
    await desk.examine('02-nobody-due');
  });

  step('makes the rule: everything, five days before the expected date, by e-mail', async () => {
    const { page } = desk;
    await goTo(page, words, 'rules');
    await heading(page, words.admin('resources.rules.empty.title')).waitFor();
    await desk.show('03-no-rule');
    await page.getByRole('link', { name: words.admin('resources.rules.action.add') }).first().click();
    await page.getByRole('textbox', { name: words.admin('resources.rules.fields.name') }).fill(RULE[locale]);
    expect(await page.getByRole('radio', { name: words.admin('resources.rules.scopes.everything') }).isChecked()).toBe(true);
    expect(await page.getByRole('spinbutton', { name: words.admin('resources.rules.fields.leadDays') }).inputValue()).toBe(String(LEAD_DAYS));
    await desk.examine('04-new-rule');
    await button(page, 'ra.action.save').click();
    await rowOf(RULE[locale], words.admin('resources.rules.lead_days', { smart_count: LEAD_DAYS })).waitFor();
    await desk.show('05-rules');
  });

  step('drops a file of past orders and sees it understood', async () => {
    const { page } = desk;
    orders = pastOrders(locale, today());
    await goTo(page, words, 'imports');
    await page.getByRole('link', { name: words.admin('resources.imports.action.new') }).first().click();
    await page.getByText(words.admin('resources.imports.upload.drop')).waitFor();
    await desk.examine('06-upload');
    await drop(page.getByText(words.admin('resources.imports.upload.drop')), fileName, orders.csv);
    await heading(page, fileName).waitFor();
    for (const [column, field] of COLUMNS.entries()) {
      const chosen = page.getByRole('combobox', { name: words.admin('resources.imports.mapping.means', { column: header.split(',')[column] ?? '' }), exact: true });
      expect(await chosen.innerText()).toBe(words.admin(`resources.imports.columns.${field}`));
    }
    const preview = page.getByRole('region', { name: words.admin('resources.imports.mapping.preview') });
    expect(await preview.getByRole('row').count()).toBe(21);
    await desk.examine('07-mapping');
  });

  step('tries it dry, reads which row cannot be booked and why, and books it', async () => {
    const { page } = desk;
    await button(page, 'resources.imports.action.rehearse').click();
    await page.getByText(words.admin('resources.imports.outcome.rehearsed')).waitFor();
    await page.getByText(sentence('would_be_booked', orders.usable)).waitFor();
    await page.getByText(sentence('refused', orders.rows - orders.usable)).waitFor();
    await desk.examine('08-dry-run');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: words.admin('resources.imports.action.download_bad_rows') }).click();
    expect(await textOf(await (await download).createReadStream())).toContain(',two,');

    await button(page, 'resources.imports.action.book').click();
    await page.getByText(sentence('booked', orders.usable)).waitFor();
    await desk.show('09-booked');
  });

  step('finds who runs out of what next, and why', async () => {
    const { page } = desk;
    await stage.settled();
    await page.getByRole('link', { name: words.admin('resources.imports.outcome.to_due') }).click();
    await rowOf(ada, main.name).waitFor();
    await desk.examine('10-due-board');
    await rowOf(ada, main.name).getByRole('link', { name: ada }).click();
    await heading(page, ada).waitFor();
    await heading(page, other.name).waitFor();
    await desk.examine('11-customer');
  });

  step('notes at the counter that the customer agreed', async () => {
    const { page } = desk;
    await page.getByRole('tab', { name: words.admin('resources.customers.tab.consent') }).click();
    await heading(page, words.admin('resources.customers.no_consent.title')).waitFor();
    await button(page, 'resources.consent.record').click();
    await page.getByRole('textbox', { name: words.admin('resources.consent.fields.wordingVersion') }).fill('counter-card-2027-01');
    await desk.show('12-consent');
    await button(page, 'ra.action.save').click();
    await page.getByText('counter-card-2027-01').first().waitFor();
  });

  step('and sees both of this customer’s reminders planned, five days before', async () => {
    const { page } = desk;
    await goTo(page, words, 'reminders');
    await button(page, 'resources.reminders.plan.button').click();
    await rowOf(ada, main.name, words.admin('resources.reminders.statuses.planned')).waitFor();
    sendOn = await dayInRow(rowOf(ada, main.name), 0);
    expect(await dayInRow(rowOf(ada, main.name), 1)).toBe(addDays(sendOn, LEAD_DAYS));
    await rowOf(ada, other.name, words.admin('resources.reminders.statuses.planned')).waitFor();
    await desk.examine('13-reminders');
  });

  step('the mail comes in the morning of that day and leads to the shelf', async () => {
    await stage.at(instantAt(sendOn, '09:30', shop.timeZone).toISOString());
    const [mail] = await stage.mail.waitFor(1, addressOf(locale));
    expect(mail?.parsed.subject).toContain(main.name);
    const { page } = phone;
    await page.setContent(mail?.parsed.html ?? '');
    await phone.show('20-mail');
    await page.goto((await page.getByRole('link', { name: TO_THE_SHELF[locale] }).getAttribute('href')) ?? '');
    const open = page.getByRole('button', { name: words.portal('enter.open') });
    await open.waitFor();
    await phone.examine('21-door');
    await open.click();
    await onShelf(main.name).waitFor();
    await onShelf(other.name).waitFor();
    await phone.examine('22-shelf');
  });

  step('where the customer names another date', async () => {
    const { page } = phone;
    herDate = addDays(today(), 28);
    await onShelf(other.name).getByRole('link', { name: words.portal('shelf.change-date') }).click();
    await page.getByRole('button', { name: words.portal('date.in-weeks_other', { count: 4 }), exact: true }).click();
    await phone.examine('23-another-date');
    await page.getByRole('button', { name: words.portal('date.save') }).click();
    await page.getByText(words.portal('date.saved')).waitFor();
    await onShelf(other.name).getByText(words.portal('shelf.your-date')).waitFor();
    await phone.show('24-date-saved');
  });

  step('which the next plan obeys', async () => {
    const { page } = desk;
    await goTo(page, words, 'reminders');
    await button(page, 'resources.reminders.plan.button').click();
    await page.locator(`tr:has-text("${other.name}"):has-text("${ada}") time[datetime="${addDays(herDate, -LEAD_DAYS)}"]`).waitFor();
    expect(await dayInRow(rowOf(ada, other.name), 1)).toBe(herDate);
    await rowOf(ada, main.name, words.admin('resources.reminders.statuses.sent')).waitFor();
    await desk.show('14-reminders-moved');
  });

  step('and then stops the reminders, and none is planned any more', async () => {
    await onShelf(other.name).getByRole('button', { name: words.portal('shelf.stop') }).click();
    await phone.page.getByText(words.portal('shelf.stop-done', { product: other.name })).waitFor();
    await phone.show('25-stopped');
    await phone.page.getByRole('link', { name: words.portal('choices.title') }).click();
    await phone.page.getByRole('listitem').filter({ hasText: other.name }).waitFor();
    await phone.examine('26-choices');

    await button(desk.page, 'resources.reminders.plan.button').click();
    await rowOf(ada, other.name).waitFor({ state: 'detached' });
    await desk.show('15-reminders-stopped');
    await goTo(desk.page, words, 'messages');
    await rowOf(addressOf(locale)).waitFor();
    await desk.examine('16-messages');
  });

  it('with nothing broken on the way', () => {
    expect([...desk.trouble, ...phone.trouble]).toEqual([]);
  });

  function sentence(key: string, count: number): string {
    return words.admin(`resources.imports.outcome.${key}`, { smart_count: count, number: count });
  }
}

/** The days in a row of the reminders: first when it is sent, then when the purchase is expected. */
async function dayInRow(row: Locator, place: number): Promise<PlainDate> {
  return (await row.locator('time').nth(place).getAttribute('datetime')) ?? '';
}

/** Drops a file there, as from the desktop. */
async function drop(target: Locator, name: string, content: string): Promise<void> {
  const dataTransfer = await target.page().evaluateHandle(
    ([fileName, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text ?? ''], fileName ?? '', { type: 'text/csv' }));
      return transfer;
    },
    [name, content],
  );
  await target.dispatchEvent('drop', { dataTransfer });
}

async function textOf(stream: AsyncIterable<Buffer | string>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk.toString();
  return text;
}
