import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { SimulateRule } from './simulate-rule.js';
import { SimulationStore } from './simulation.store.js';

export const SIMULATE_RULE = 'simulate-rule';

export interface SimulateRulePayload {
  readonly workspaceId: string;
  readonly simulationId: string;
}

/** Minutes on a long ledger, so nobody waits for it on a request. */
@Job(SIMULATE_RULE)
export class SimulateRuleJob implements JobHandler<SimulateRulePayload> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly simulations: SimulationStore,
    private readonly simulateRule: SimulateRule,
  ) {}

  async run({ workspaceId, simulationId }: SimulateRulePayload): Promise<void> {
    const simulation = await this.database.inWorkspace(workspaceId, (tx) => this.simulations.find(tx, workspaceId, simulationId));
    if (!simulation || simulation.status === 'done') return;
    const result = await this.simulateRule.run(workspaceId, simulation);
    await this.database.inWorkspace(workspaceId, (tx) => this.simulations.finish(tx, workspaceId, simulationId, result, this.clock.now()));
  }
}
