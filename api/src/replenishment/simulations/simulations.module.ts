import { Module } from '@nestjs/common';
import { RemindersModule } from '../reminders/index.js';
import { RulesModule } from '../rules/index.js';
import { SimulateRule } from './simulate-rule.js';
import { SimulateRuleJob } from './simulate-rule.job.js';
import { SimulationStore } from './simulation.store.js';
import { SimulationsAdminController } from './simulations.admin.controller.js';
import { StartSimulation } from './start-simulation.js';

/** What a draft rule would have done. */
@Module({
  imports: [RemindersModule, RulesModule],
  controllers: [SimulationsAdminController],
  providers: [SimulateRule, SimulateRuleJob, SimulationStore, StartSimulation],
  exports: [SimulateRule],
})
export class SimulationsModule {}
