import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { BillingModule } from '../billing/index.js';
import { PrivacyModule } from '../privacy/index.js';
import { CatalogModule } from '../replenishment/catalog/index.js';
import { CustomersModule } from '../replenishment/customers/index.js';
import { CyclesModule } from '../replenishment/cycles/index.js';
import { ImportsModule } from '../replenishment/imports/index.js';
import { RulesModule } from '../replenishment/rules/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { SeedDemo } from './seed-demo.js';

@Module({
  imports: [AccessModule, BillingModule, CatalogModule, CustomersModule, CyclesModule, ImportsModule, PrivacyModule, RulesModule, WorkspacesModule],
  providers: [SeedDemo],
})
export class DemoModule {}
