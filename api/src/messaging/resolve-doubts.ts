import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { DeliveryLog } from './delivery-log.js';
import type { EndedMessage, MessageAtTheDoor } from './message.js';
import { MessageStore } from './message.store.js';
import { DOUBT_PAUSE_SECONDS } from './leases.js';
import { SettleMessages } from './settle-messages.js';

const BATCH = 500;
const LEASE_SECONDS = 60;

/**
 * Finds out what became of mails that were leaving when a run died or a connection broke. They are looked up where
 * deliveries are logged, and then sent or queued again; where nothing is logged they wait for a person. Never blindly again.
 */
@Injectable()
export class ResolveDoubts {
  private readonly log = new Logger('messaging');

  constructor(
    private readonly database: Database,
    private readonly messages: MessageStore,
    private readonly deliveries: DeliveryLog,
    private readonly settle: SettleMessages,
    private readonly clock: Clock,
  ) {}

  async run(workspaceId: string, runId: string): Promise<void> {
    const abandoned = await this.database.inWorkspace(workspaceId, (tx) => this.messages.doubtAbandoned(tx, workspaceId, DOUBT_PAUSE_SECONDS));
    if (abandoned > 0) this.log.warn({ workspaceId, messages: abandoned }, 'a run died while messages were leaving');
    await this.settleWitnessed(workspaceId);
    if (!this.deliveries.exists) return;
    for (;;) {
      const inDoubt = await this.database.inWorkspace(workspaceId, (tx) => this.messages.claimInDoubt(tx, workspaceId, runId, BATCH, LEASE_SECONDS));
      if (inDoubt.length === 0) return;
      const delivered = await this.deliveries.which(inDoubt.map((message) => message.id));
      if (!delivered) return;
      await this.resolve(workspaceId, runId, inDoubt, delivered);
    }
  }

  /** The provider reported while the run that sent it was dying. */
  private async settleWitnessed(workspaceId: string): Promise<void> {
    const now = this.clock.now();
    await this.database.inWorkspace(workspaceId, async (tx) => this.settle.run(tx, workspaceId, sent(await this.messages.lockWitnessed(tx, workspaceId), now)));
  }

  private async resolve(workspaceId: string, runId: string, inDoubt: readonly MessageAtTheDoor[], delivered: ReadonlySet<string>): Promise<void> {
    const now = this.clock.now();
    await this.database.inWorkspace(workspaceId, async (tx) => {
      // A person may have decided meanwhile, or another run taken over.
      const unknown = await this.messages.lockUnknown(tx, workspaceId, inDoubt.map(({ id }) => id), runId);
      await this.settle.run(tx, workspaceId, sent(unknown.filter(({ id }) => delivered.has(id)), now));
      await this.messages.putBack(tx, workspaceId, unknown.flatMap(({ id }) => (delivered.has(id) ? [] : [id])), now, 'not delivered');
    });
  }
}

function sent(messages: readonly MessageAtTheDoor[], at: Date): EndedMessage[] {
  return messages.map((message) => ({ message, outcome: { status: 'sent', at } }));
}
