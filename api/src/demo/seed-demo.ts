import { Injectable } from '@nestjs/common';
import { CreateStaffAccount, OperatorRoll } from '../access/index.js';
import { DEMO_ADD_ONS, DEMO_PLANS, NameSeller, PublishAddOn, PublishPlan } from '../billing/index.js';
import { SYSTEM } from '../platform/audit/index.js';
import { Database } from '../platform/database/index.js';
import { WorkspaceDirectory } from '../workspaces/index.js';
import { DEMO_PASSWORD, OPERATOR } from './demo-accounts.js';
import { LEAF_AND_LATHER } from './leaf-and-lather.js';
import { MAOHUAHUA } from './maohuahua.js';
import { SeedShop } from './seed-shop.js';

/** Fills an empty service with the demo. A seeding that was killed goes on where it stopped; a second one changes nothing. */
@Injectable()
export class SeedDemo {
  constructor(
    private readonly database: Database,
    private readonly directory: WorkspaceDirectory,
    private readonly publishPlan: PublishPlan,
    private readonly publishAddOn: PublishAddOn,
    private readonly nameSeller: NameSeller,
    private readonly accounts: CreateStaffAccount,
    private readonly operators: OperatorRoll,
    private readonly seedShop: SeedShop,
  ) {}

  async run(tell: (what: string) => void): Promise<void> {
    if ((await this.directory.ids()).length === 0) {
      tell('plans and the operator');
      await this.openService();
    }
    for (const shop of [LEAF_AND_LATHER, MAOHUAHUA]) {
      tell(shop.name);
      await this.seedShop.run(shop);
    }
  }

  // Until the first shop is open this may be done again: a plan published twice has two versions alike.
  private async openService(): Promise<void> {
    for (const plan of DEMO_PLANS) await this.publishPlan.run(SYSTEM, plan);
    for (const addOn of DEMO_ADD_ONS) await this.publishAddOn.run(SYSTEM, addOn);
    await this.nameSeller.run(SYSTEM, { legalName: 'Perennial Demo Ltd', address: '1 Example Street, Exampletown', taxId: null, series: 'DEMO' });
    await this.database.global(async (tx) => {
      const known = await tx.query<unknown[]>('SELECT 1 FROM auth."user" WHERE email = $1', [OPERATOR.email]);
      if (known.length === 0) await this.operators.add(tx, await this.accounts.run(tx, { ...OPERATOR, password: DEMO_PASSWORD, locale: 'en' }));
    });
  }
}
