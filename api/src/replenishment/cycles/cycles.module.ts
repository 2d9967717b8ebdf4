import { Module } from '@nestjs/common';
import { AttributionModule } from '../attribution/index.js';
import { RemindersModule } from '../reminders/index.js';
import { CyclesAdminController } from './cycles.admin.controller.js';
import { Estimates } from './estimates.js';
import { ListCycles } from './list-cycles.js';
import { NightlyCyclesSweep } from './nightly-cycles.sweep.js';
import { PredictAsOf } from './predict-as-of.js';
import { RefreshCycles } from './refresh-cycles.js';
import { RefreshCyclesJob } from './refresh-cycles.job.js';
import { ShelfPortalController } from './shelf.portal.controller.js';
import { ShowCycle } from './show-cycle.js';
import { ShowShelf } from './show-shelf.js';

/** Rhythms: what the ledger says about when a customer will need a product again. */
@Module({
  imports: [AttributionModule, RemindersModule],
  controllers: [CyclesAdminController, ShelfPortalController],
  providers: [Estimates, ListCycles, NightlyCyclesSweep, PredictAsOf, RefreshCycles, RefreshCyclesJob, ShowCycle, ShowShelf],
  exports: [Estimates],
})
export class CyclesModule {}
