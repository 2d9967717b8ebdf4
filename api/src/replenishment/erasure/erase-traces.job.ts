import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { type ErasedPerson, Erasers } from '../../privacy/index.js';
import { ErasureStore } from './erasure.store.js';

export const ERASE_TRACES = 'erase-traces';

/** Forgets a person in uploaded files and in what was under way when they were erased. It comes again until there is nothing. */
@Job(ERASE_TRACES)
export class EraseTracesJob implements JobHandler<ErasedPerson> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly erasers: Erasers,
    private readonly erasures: ErasureStore,
  ) {}

  async run(person: ErasedPerson): Promise<void> {
    await this.erasers.eraseTraces(person);
    await this.database.inWorkspace(person.workspaceId, (tx) => this.erasures.done(tx, person.workspaceId, person.customerId, this.clock.now()));
  }
}
