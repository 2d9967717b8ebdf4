import { Injectable } from '@nestjs/common';
import { addDays, dayIn } from '@perennial/calendar';
import type { RuleSimulation, SimulateRule as AskedSimulation } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { ruleFrom, sound } from '../rules/index.js';
import { SIMULATE_RULE } from './simulate-rule.job.js';
import { SimulationStore } from './simulation.store.js';

/** Asks what a draft rule would have done until yesterday. */
@Injectable()
export class StartSimulation {
  constructor(
    private readonly database: Database,
    private readonly settings: WorkspaceSettings,
    private readonly simulations: SimulationStore,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `rule-timing-incomplete`, `rule-dates-reversed`. */
  async run(workspaceId: string, actor: Actor, { rule, days, assumeConsent }: AskedSimulation): Promise<RuleSimulation> {
    sound(ruleFrom(rule));
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const to = dayIn(this.clock.now(), (await this.settings.get(tx, workspaceId)).timeZone);
      const simulation = await this.simulations.insert(tx, workspaceId, { rule, from: addDays(to, -days), to, assumeConsent }, this.clock.now());
      await this.jobs.enqueue(tx, SIMULATE_RULE, { workspaceId, simulationId: simulation.id }, { key: `${SIMULATE_RULE}:${simulation.id}` });
      await this.audit.record(tx, workspaceId, { actor, command: 'simulate-rule', subject: { kind: 'rule-simulation', id: simulation.id } });
      return simulation;
    });
  }
}
