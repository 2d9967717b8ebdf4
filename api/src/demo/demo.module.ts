import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { BillingModule } from '../billing/index.js';
import { PrivacyModule } from '../privacy/index.js';
import { ReplenishmentModule } from '../replenishment/index.js';
import { SeedDemo } from './seed-demo.js';
import { SeedShop } from './seed-shop.js';

/** The demo is above every area and uses only their doors. */
@Module({ imports: [AccessModule, BillingModule, PrivacyModule, ReplenishmentModule], providers: [SeedDemo, SeedShop] })
export class DemoModule {}
