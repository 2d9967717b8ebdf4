import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { TxtRecords } from '../../api/src/messaging/own-sender/txt-records.js';
import { ReadMailbox } from '../../api/src/messaging/replies/mailbox/read-mailbox.job.js';
import { launchChromium } from '../stage/chromium.js';
import { DnsServer } from '../stage/dns-server.js';
import { ImapServer } from '../stage/imap-server.js';
import { openStage, type Stage } from '../stage/open-stage.js';
import { openShop, SHOPS, signIn } from './shops.js';
import { type Visit, visit } from './visit.js';
import { walk } from './walk.js';
import { type Words, wordsIn } from './words.js';

jest.setTimeout(600_000);

let stage: Stage;
let dns: DnsServer;
let mailbox: ImapServer;
let browser: Browser;
beforeAll(async () => {
  dns = await DnsServer.open();
  mailbox = await ImapServer.open();
  stage = await openStage({ settings: { webhooksToPrivateAddresses: true } });
  stage.app.get(TxtRecords).resolver.setServers([dns.address]);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
  await dns?.close();
  await mailbox?.close();
});

describe.each(['en', 'zh-CN'] as const)('a shop sends from its own domain and hears the answers (%s)', (locale) => {
  let words: Words;
  let desk: Visit;
  let workspaceId: string;
  const said = (key: string, values?: Record<string, string>) => words.admin(`resources.workspace-settings.sender.${key}`, values);
  const step = walk(() => [desk]);

  beforeAll(async () => {
    words = await wordsIn(locale);
    workspaceId = await openShop(stage, SHOPS[locale]);
    desk = await visit(browser, locale === 'en' ? 'desk' : 'phone', words, 'mail-sender');
  });
  afterAll(() => desk?.close());

  step('until then it sends from the address of the service', async () => {
    const { page } = desk;
    await signIn(page, stage, words);
    await page.goto(`${stage.url}/admin/w/${workspaceId}/workspace-settings`);
    await page.getByText(said('now', { address: 'no-reply@perennial.example' })).waitFor();
  });

  step('names its address and is shown the record for its DNS', async () => {
    const { page } = desk;
    await page.getByRole('textbox', { name: said('address') }).fill(`hello@${locale.toLowerCase()}.shop.example`);
    await page.getByRole('button', { name: words.admin('ra.action.save'), exact: true }).last().click();
    await page.getByText(said('awaited', { address: 'no-reply@perennial.example' })).waitFor();
    await page.getByRole('button', { name: said('look') }).click();
    await page.getByText(said('found.no-record')).waitFor();
    await desk.examine('01-record');
  });

  step('with the record in the DNS the address is in use', async () => {
    const { page } = desk;
    const valueOf = (key: string) => page.getByRole('textbox', { name: said(key, { type: 'TXT' }), exact: true }).inputValue();
    dns.records.set(await valueOf('record_name'), [await valueOf('record_value')]);
    await page.getByRole('button', { name: said('look') }).click();
    await page.getByText(said('now', { address: `hello@${locale.toLowerCase()}.shop.example` })).waitFor();
    await desk.examine('02-in-use');
  });

  step('names the mailbox for answers, and what arrives there is read', async () => {
    const { page } = desk;
    const said = (key: string, values?: Record<string, string>) => words.admin(`resources.workspace-settings.mailbox.${key}`, values);
    const { username, password } = mailbox.login;
    await page.getByRole('textbox', { name: said('host') }).fill('127.0.0.1');
    await page.getByRole('combobox', { name: said('security') }).click();
    await page.getByRole('option', { name: said('securities.none') }).click();
    await page.getByRole('spinbutton', { name: said('port') }).fill(String(mailbox.port));
    await page.getByRole('textbox', { name: said('username') }).fill(username);
    await page.getByLabel(said('password'), { exact: false }).fill(password);
    await page.getByRole('button', { name: said('set'), exact: true }).click();
    await page.getByText(said('reading', { username })).waitFor();
    await desk.examine('03-mailbox');
    const mail = mailbox.arrives(`From: zoe@people.example\r\nMessage-ID: <${locale}@mail.example>\r\nSubject: Re: Tea\r\n\r\nDo you have black tea?\r\n`);
    await stage.app.get(ReadMailbox).run({ workspaceId });
    await stage.settled();
    expect(mail.seen).toBe(true);
    expect(await stage.database.rows('SELECT words FROM replies WHERE workspace_id = $1 AND handled_at IS NOT NULL', [workspaceId])).toEqual([{ words: 'Do you have black tea?' }]);
    await page.getByRole('button', { name: said('remove') }).click();
    await page.getByText(said('reading', { username })).waitFor({ state: 'detached' });
    expect(desk.trouble).toEqual([]);
  });
});
