import { Module } from '@nestjs/common';
import { AlreadyOrderedModule } from './already-ordered/index.js';
import { AttributionModule } from './attribution/index.js';
import { BacktestModule } from './backtest/index.js';
import { CatalogModule } from './catalog/index.js';
import { CustomersModule } from './customers/index.js';
import { CyclesModule } from './cycles/index.js';
import { DuplicatesModule } from './duplicates/index.js';
import { ErasureModule } from './erasure/index.js';
import { FeedbackModule } from './feedback/index.js';
import { FollowUpsModule } from './follow-ups/index.js';
import { ImportsModule } from './imports/index.js';
import { OptInsModule } from './opt-ins/index.js';
import { PurchasesModule } from './purchases/index.js';
import { RemindersModule } from './reminders/index.js';
import { RulesModule } from './rules/index.js';
import { SimulationsModule } from './simulations/index.js';

/** The rhythm of the merchant's customers: what they bought, when they will need it again, and the nudge before. */
@Module({
  imports: [AlreadyOrderedModule, AttributionModule, BacktestModule, CatalogModule, CustomersModule, CyclesModule, DuplicatesModule, ErasureModule, FeedbackModule, FollowUpsModule, ImportsModule, OptInsModule, PurchasesModule, RemindersModule, RulesModule, SimulationsModule],
  exports: [CatalogModule, CustomersModule, ImportsModule, RulesModule],
})
export class ReplenishmentModule {}
