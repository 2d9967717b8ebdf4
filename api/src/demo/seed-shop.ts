import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { addDays, dayIn } from '@perennial/calendar';
import { CreateStaffAccount, Memberships } from '../access/index.js';
import { SubscribeWorkspace } from '../billing/index.js';
import { SYSTEM } from '../platform/audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { RecordConsent } from '../privacy/index.js';
import { ChangeRules, CustomerStore, ProductStore, RunImport, StartImport, UploadImport } from '../replenishment/index.js';
import { CreateWorkspace } from '../workspaces/index.js';
import { DEMO_PASSWORD } from './demo-accounts.js';
import { demoCustomers, demoOrders } from './demo-orders.js';
import type { DemoShop } from './demo-shop.js';

/** Opens one shop of the demo through the doors everybody uses: workspace, people, plan, catalogue, customers, orders, rule. */
@Injectable()
export class SeedShop {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly createWorkspace: CreateWorkspace,
    private readonly accounts: CreateStaffAccount,
    private readonly memberships: Memberships,
    private readonly subscribeWorkspace: SubscribeWorkspace,
    private readonly products: ProductStore,
    private readonly customers: CustomerStore,
    private readonly recordConsent: RecordConsent,
    private readonly uploadImport: UploadImport,
    private readonly startImport: StartImport,
    private readonly runImport: RunImport,
    private readonly rules: ChangeRules,
  ) {}

  async run(shop: DemoShop): Promise<void> {
    const today = dayIn(this.clock.now(), shop.timeZone);
    const workspaceId = (await this.existing(shop)) ?? (await this.open(shop, today));
    if (!(await this.isDone(workspaceId, 'create-rule'))) {
      await this.rules.create(workspaceId, SYSTEM, { name: shop.ruleName, scope: { kind: 'everything' }, leadDays: 5, channel: 'email' });
    }
    if (!(await this.isDone(workspaceId, 'book-import'))) await this.importOrders(shop, workspaceId, today);
  }

  /** Everything but the orders, in one transaction. */
  private async open(shop: DemoShop, today: string): Promise<string> {
    const { slug, name, locale, timeZone, currency } = shop;
    return this.createWorkspace.run(SYSTEM, { slug, name, senderName: name, replyTo: null, timeZone, locale, currency }, async (tx, workspaceId) => {
      for (const [person, role] of [[shop.owner, 'owner'], [shop.staff, 'staff']] as const) {
        await this.memberships.add(tx, workspaceId, await this.accounts.run(tx, { ...person, password: DEMO_PASSWORD, locale }), role);
      }
      await this.subscribeWorkspace.run(tx, SYSTEM, workspaceId, {
        planCode: 'team',
        interval: shop.interval,
        covered: { kind: 'paid', endsOn: addDays(today, shop.paidForDays) },
        profile: { legalName: name, address: '2 Example Street, Exampletown', taxId: null, mode: 'exclusive', rateBasisPoints: 0 },
        contacts: [{ ...shop.owner, locale }],
      });
      await this.addCatalogue(tx, shop, workspaceId);
      await this.addCustomers(tx, shop, workspaceId);
    });
  }

  private async addCatalogue(tx: Tx, shop: DemoShop, workspaceId: string): Promise<void> {
    for (const { sku, name, kind, category, priceMinor, days, sensitive } of shop.products) {
      await this.products.insert(
        tx,
        workspaceId,
        {
          externalId: sku,
          name,
          kind,
          category,
          priceMinor,
          currency: shop.currency,
          intervalFromDays: days[0],
          intervalToDays: days[1],
          supplyDaysPerUnit: null,
          stock: null,
          imageUrl: null,
          linkUrl: null,
          sensitive,
          remindable: true,
          discontinued: false,
          substituteId: null,
        },
        this.clock.now(),
      );
    }
  }

  private async addCustomers(tx: Tx, shop: DemoShop, workspaceId: string): Promise<void> {
    const people = demoCustomers(shop);
    const added = await this.customers.add(
      tx,
      workspaceId,
      people.map(({ externalId, name, email }) => ({ externalId, name, email, phone: null, locale: shop.locale, timeZone: null })),
      this.clock.now(),
    );
    const customerIds = added.filter((_, index) => people[index]?.agreed);
    await this.recordConsent.run(tx, {
      workspaceId,
      customerIds,
      purpose: 'replenishment-reminder',
      channel: 'email',
      decision: 'granted',
      wordingVersion: 'checkout-1',
      source: 'checkout',
      actor: SYSTEM,
    });
  }

  private async importOrders(shop: DemoShop, workspaceId: string, today: string): Promise<void> {
    const id = await this.uploadImport.run(SYSTEM, workspaceId, { name: `${shop.slug}-orders.csv`, source: 'demo', content: Readable.from(demoOrders(shop, today), { objectMode: false }) });
    await this.startImport.run(SYSTEM, workspaceId, id, { dryRun: false });
    await this.runImport.run(workspaceId, id);
  }

  private async existing(shop: DemoShop): Promise<string | null> {
    const [found] = await this.database.global((tx) => tx.query<{ id: string }[]>('SELECT id FROM workspaces WHERE slug = $1', [shop.slug]));
    return found?.id ?? null;
  }

  private async isDone(workspaceId: string, command: string): Promise<boolean> {
    const rows = await this.database.inWorkspace(workspaceId, (tx) => tx.query<unknown[]>('SELECT 1 FROM audit_entries WHERE command = $1 LIMIT 1', [command]));
    return rows.length > 0;
  }
}
