import { Injectable } from '@nestjs/common';
import { addDays, dayIn } from '@perennial/calendar';
import { CreateProduct as ProductInput, ImportQuery } from '@perennial/contract/admin';
import { CreateStaffAccount, Memberships, OperatorRoll } from '../access/index.js';
import { DEMO_PLANS, NameSeller, PublishPlan, SubscribeWorkspace } from '../billing/index.js';
import { SYSTEM } from '../platform/audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { RecordConsent } from '../privacy/index.js';
import { ProductStore } from '../replenishment/catalog/index.js';
import { CustomerStore } from '../replenishment/customers/index.js';
import { ImportStore, RunImport, StartImport, UploadImport } from '../replenishment/imports/index.js';
import { RuleStore } from '../replenishment/rules/index.js';
import { CreateWorkspace, WorkspaceDirectory } from '../workspaces/index.js';
import { Chance } from './chance.js';
import { customersOf } from './customers-of.js';
import type { DemoAccount, DemoShop } from './demo-shop.js';
import { drawPurchases } from './draw-purchases.js';
import { DEMO_OPERATOR, DEMO_PASSWORD, DEMO_SHOPS } from './sign-ins.js';
import { purchasesFile } from './write-purchases.js';

const CONSENT_SHARE = 0.85;
const SOURCE = 'demo';

/**
 * Fills an empty database with two demo shops, through the same doors as everybody. A shop opens in one transaction and its
 * ledger is booked in another, so a seeding that was killed goes on where it stopped, and a second one changes nothing.
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
    private readonly products: ProductStore,
    private readonly customers: CustomerStore,
    private readonly recordConsent: RecordConsent,
    private readonly rules: RuleStore,
    private readonly imports: ImportStore,
    private readonly uploadImport: UploadImport,
    private readonly startImport: StartImport,
    private readonly runImport: RunImport,
  ) {}

  async run(): Promise<void> {
    if ((await this.directory.ids()).length === 0) await this.openService();
    for (const shop of DEMO_SHOPS) {
      const workspaceId = (await this.directory.idOf(shop.slug)) ?? (await this.open(shop));
      if (!(await this.isBooked(workspaceId))) await this.bookPurchases(shop, workspaceId);
    }
  }

  private async openService(): Promise<void> {
    for (const plan of DEMO_PLANS) await this.publishPlan.run(SYSTEM, plan);
    await this.nameSeller.run(SYSTEM, { legalName: 'Perennial Demo Ltd', address: '1 Demo Street, Sampleton', taxId: null, series: 'DEMO' });
  }

  private async open(shop: DemoShop): Promise<string> {
    return this.createWorkspace.run(SYSTEM, { slug: shop.slug, ...shop.profile }, async (tx, workspaceId) => {
      await this.hireStaff(tx, shop, workspaceId);
      await this.sellPlan(tx, shop, workspaceId);
      await this.stockShelves(tx, shop, workspaceId);
      await this.welcomeCustomers(tx, shop, workspaceId);
      await this.rules.insert(tx, workspaceId, { name: shop.ruleName, scope: { kind: 'everything' }, leadDays: 5, channel: 'email' }, this.clock.now());
    });
  }

  private async hireStaff(tx: Tx, { owner, staff, profile, slug }: DemoShop, workspaceId: string): Promise<void> {
    const account = ({ name, email }: DemoAccount, locale: typeof profile.locale) =>
      this.createAccount.run(tx, { name, email, password: DEMO_PASSWORD, locale });
    await this.memberships.add(tx, workspaceId, await account(owner, profile.locale), 'owner');
    await this.memberships.add(tx, workspaceId, await account(staff, profile.locale), 'staff');
    // The operator comes with the first shop, so that both exist or neither.
    if (slug === DEMO_SHOPS[0].slug) await this.operators.add(tx, await account(DEMO_OPERATOR, 'en'));
  }

  private async sellPlan(tx: Tx, { plan, profile, legalName, address, taxId, tax, owner }: DemoShop, workspaceId: string): Promise<void> {
    await this.subscribe.run(tx, SYSTEM, workspaceId, {
      planCode: plan.code,
      interval: plan.interval,
      covered: { kind: 'paid', endsOn: addDays(dayIn(this.clock.now(), profile.timeZone), plan.endsInDays) },
      profile: { legalName, address, taxId, ...tax },
      contacts: [{ ...owner, locale: profile.locale }],
    });
  }

  private async stockShelves(tx: Tx, { products, profile }: DemoShop, workspaceId: string): Promise<void> {
    for (const { sku, interval, name, kind, category, priceMinor, sensitive } of products) {
      const [intervalFromDays, intervalToDays] = interval ?? [null, null];
      const product = ProductInput.parse({ externalId: sku, name, kind, category, priceMinor, currency: profile.currency, intervalFromDays, intervalToDays, sensitive });
      await this.products.insert(tx, workspaceId, product, this.clock.now());
    }
  }

  // Most said yes at the checkout. Which ones is drawn in the order of their numbers, so that it is the same everywhere.
  private async welcomeCustomers(tx: Tx, shop: DemoShop, workspaceId: string): Promise<void> {
    const customerIds = await this.customers.add(tx, workspaceId, customersOf(shop), this.clock.now());
    const chance = new Chance(shop.seed + 1);
    await this.recordConsent.run(tx, {
      workspaceId,
      customerIds: customerIds.filter(() => chance.happens(CONSENT_SHARE)),
      purpose: 'replenishment-reminder',
      channel: 'email',
      decision: 'granted',
      wordingVersion: shop.consentWording,
      source: 'checkout',
      actor: SYSTEM,
    });
  }

  private async isBooked(workspaceId: string): Promise<boolean> {
    const query = ImportQuery.parse({ filter: JSON.stringify({ status: 'done' }) });
    const { data } = await this.database.inWorkspace(workspaceId, (tx) => this.imports.list(tx, workspaceId, query));
    return data.some((done) => done.source === SOURCE);
  }

  private async bookPurchases(shop: DemoShop, workspaceId: string): Promise<void> {
    const today = dayIn(this.clock.now(), shop.profile.timeZone);
    const content = purchasesFile(shop, drawPurchases(shop, today));
    const id = await this.uploadImport.run(SYSTEM, workspaceId, { name: 'demo-purchases.csv', source: SOURCE, content });
    await this.startImport.run(SYSTEM, workspaceId, id, { dryRun: false });
    await this.runImport.run(workspaceId, id);
  }
}
