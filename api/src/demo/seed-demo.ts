import { Injectable } from '@nestjs/common';
import { addDays, dayIn } from '@perennial/calendar';
import { CreateProduct as ProductInput } from '@perennial/contract/admin';
import { CreateStaffAccount, Memberships, OperatorRoll } from '../access/index.js';
import { DEMO_PLANS, NameSeller, PublishPlan, SubscribeWorkspace } from '../billing/index.js';
import { SYSTEM } from '../platform/audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { RecordConsent } from '../privacy/index.js';
import { CreateProduct } from '../replenishment/catalog/index.js';
import { CustomerRoll } from '../replenishment/customers/index.js';
import { RefreshCycles } from '../replenishment/cycles/index.js';
import { RunImport, StartImport, UploadImport } from '../replenishment/imports/index.js';
import { ChangeRules } from '../replenishment/rules/index.js';
import { CreateWorkspace, WorkspaceDirectory } from '../workspaces/index.js';
import { Chance } from './chance.js';
import type { DemoAccount, DemoShop } from './demo-shop.js';
import { drawPurchases } from './draw-purchases.js';
import { DEMO_OPERATOR, DEMO_PASSWORD, DEMO_SHOPS } from './sign-ins.js';
import { purchasesFile } from './write-purchases.js';

const CONSENT_SHARE = 0.85;

/**
 * Fills an empty database with two demo shops, through the same doors as everybody. The rule is written last: a shop that
 * has one is finished, and a seeding that was killed goes on where it stopped.
 */
@Injectable()
export class SeedDemo {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: WorkspaceDirectory,
    private readonly createWorkspace: CreateWorkspace,
    private readonly createAccount: CreateStaffAccount,
    private readonly memberships: Memberships,
    private readonly operators: OperatorRoll,
    private readonly publishPlan: PublishPlan,
    private readonly nameSeller: NameSeller,
    private readonly subscribe: SubscribeWorkspace,
    private readonly createProduct: CreateProduct,
    private readonly uploadImport: UploadImport,
    private readonly startImport: StartImport,
    private readonly runImport: RunImport,
    private readonly customers: CustomerRoll,
    private readonly recordConsent: RecordConsent,
    private readonly refreshCycles: RefreshCycles,
    private readonly rules: ChangeRules,
  ) {}

  async run(): Promise<void> {
    if ((await this.directory.ids()).length === 0) await this.openService();
    for (const shop of DEMO_SHOPS) {
      const workspaceId = (await this.directory.idOf(shop.slug)) ?? (await this.open(shop));
      if (!(await this.rules.any(workspaceId))) await this.fill(shop, workspaceId);
    }
  }

  private async openService(): Promise<void> {
    for (const plan of DEMO_PLANS) await this.publishPlan.run(SYSTEM, plan);
    await this.nameSeller.run(SYSTEM, { legalName: 'Perennial Demo Ltd', address: '1 Demo Street, Sampleton', taxId: null, series: 'DEMO' });
  }

  private async open(shop: DemoShop): Promise<string> {
    const { profile, plan, tax } = shop;
    const endsOn = addDays(dayIn(this.clock.now(), profile.timeZone), plan.endsInDays);
    return this.createWorkspace.run(SYSTEM, { slug: shop.slug, ...profile }, async (tx, workspaceId) => {
      await this.memberships.add(tx, workspaceId, await this.account(tx, shop.owner, profile.locale), 'owner');
      await this.memberships.add(tx, workspaceId, await this.account(tx, shop.staff, profile.locale), 'staff');
      // The operator comes with the first shop, so that both exist or neither.
      if (shop === DEMO_SHOPS[0]) await this.operators.add(tx, await this.account(tx, DEMO_OPERATOR, 'en'));
      await this.subscribe.run(tx, SYSTEM, workspaceId, {
        planCode: plan.code,
        interval: plan.interval,
        covered: { kind: 'paid', endsOn },
        profile: { legalName: shop.legalName, address: shop.address, taxId: shop.taxId, ...tax },
        contacts: [{ ...shop.owner, locale: profile.locale }],
      });
    });
  }

  private async account(tx: Tx, { name, email }: DemoAccount, locale: DemoShop['profile']['locale']): Promise<string> {
    return this.createAccount.run(tx, { name, email, password: DEMO_PASSWORD, locale });
  }

  private async fill(shop: DemoShop, workspaceId: string): Promise<void> {
    await this.stockShelves(shop, workspaceId);
    await this.bookPurchases(shop, workspaceId);
    await this.askForConsent(shop, workspaceId);
    await this.refreshCycles.run(workspaceId, null);
    await this.rules.create(workspaceId, SYSTEM, { name: shop.ruleName, scope: { kind: 'everything' }, leadDays: 5, channel: 'email' });
  }

  private async stockShelves(shop: DemoShop, workspaceId: string): Promise<void> {
    for (const { sku, interval, name, kind, category, priceMinor, sensitive } of shop.products) {
      await this.createProduct.run(
        SYSTEM,
        workspaceId,
        ProductInput.parse({
          externalId: sku, name, kind, category, priceMinor, sensitive, currency: shop.profile.currency,
          intervalFromDays: interval?.[0] ?? null, intervalToDays: interval?.[1] ?? null,
        }),
      );
    }
  }

  private async bookPurchases(shop: DemoShop, workspaceId: string): Promise<void> {
    const today = dayIn(this.clock.now(), shop.profile.timeZone);
    const content = purchasesFile(shop, drawPurchases(shop, today));
    const id = await this.uploadImport.run(SYSTEM, workspaceId, { name: 'demo-purchases.csv', source: 'demo', content });
    await this.startImport.run(SYSTEM, workspaceId, id, { dryRun: false });
    await this.runImport.run(workspaceId, id);
  }

  // Most said yes at the checkout. Which ones is drawn in the order of their numbers, so that it is the same everywhere.
  private async askForConsent(shop: DemoShop, workspaceId: string): Promise<void> {
    const chance = new Chance(shop.seed + 1);
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const asked = await this.customers.idsInOrder(tx, workspaceId);
      await this.recordConsent.run(tx, {
        workspaceId,
        customerIds: asked.filter(() => chance.happens(CONSENT_SHARE)),
        purpose: 'replenishment-reminder',
        channel: 'email',
        decision: 'granted',
        wordingVersion: shop.consentWording,
        source: 'checkout',
        actor: SYSTEM,
      });
    });
  }
}
