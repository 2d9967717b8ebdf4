import type { Locale } from '@perennial/contract/admin';
import type { Page } from 'playwright-core';
import { CreateStaffAccount, Memberships } from '../../api/src/access/index.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { Database, type Tx } from '../../api/src/platform/database/index.js';
import { CreateWorkspace } from '../../api/src/workspaces/index.js';
import type { Stage } from '../stage/open-stage.js';
import type { Words } from './words.js';

const PASSWORD = 'correct horse battery';

export interface Shop {
  readonly slug: string;
  readonly name: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly currency: string;
  readonly owner: { readonly name: string; readonly email: string };
}

/** One shop of each language. */
export const SHOPS: Readonly<Record<Locale, Shop>> = {
  en: { slug: 'demo-roasters', name: 'Demo Roasters', locale: 'en', timeZone: 'Europe/London', currency: 'USD', owner: { name: 'Robin Demo', email: 'owner@roasters.example' } },
  'zh-CN': { slug: 'demo-chashe', name: '演示茶舍', locale: 'zh-CN', timeZone: 'Asia/Shanghai', currency: 'CNY', owner: { name: '演示店主', email: 'owner@chashe.example' } },
};

/** Opens the shop with its owner; `also` runs in the same transaction. */
export async function openShop({ app }: Stage, shop: Shop, also: (tx: Tx, workspaceId: string) => Promise<void> = async () => undefined): Promise<string> {
  const { owner, ...profile } = shop;
  const ownerId = await app.get(Database).global((tx) => app.get(CreateStaffAccount).run(tx, { ...owner, password: PASSWORD, locale: shop.locale }));
  return app.get(CreateWorkspace).run(SYSTEM, { ...profile, senderName: shop.name, replyTo: null }, async (tx, workspaceId) => {
    await app.get(Memberships).add(tx, workspaceId, ownerId, 'owner');
    await also(tx, workspaceId);
  });
}

/** The owner at the sign-in page, until the first page of the workspace is there. */
export async function signIn(page: Page, stage: Stage, words: Words): Promise<void> {
  await page.goto(`${stage.url}/admin/`);
  await page.getByRole('textbox', { name: words.admin('session.email') }).fill(SHOPS[words.locale].owner.email);
  await page.getByLabel(words.admin('session.password')).fill(PASSWORD);
  await page.getByRole('button', { name: words.admin('session.sign_in') }).click();
  await page.getByRole('heading', { level: 1, name: words.admin('resources.due.name') }).waitFor();
}

/** Through the menu on the left. */
export async function goTo(page: Page, words: Words, resource: string, heading = `resources.${resource}.name`): Promise<void> {
  await page.getByRole('menuitem', { name: words.admin(heading, { smart_count: 2 }), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: words.admin(heading, { smart_count: 2 }) }).waitFor();
}
