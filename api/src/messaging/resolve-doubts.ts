import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { DeliveryLog } from './delivery-log.js';
import { Door } from './door.js';
import type { MessageAtTheDoor } from './message.js';
import { MessageStore } from './message.store.js';
import { DOUBT_PAUSE_SECONDS } from './leases.js';

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
    private readonly door: Door,
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
    await this.database.inWorkspace(workspaceId, async (tx) => {
      for (const message of await this.messages.lockWitnessed(tx, workspaceId)) {
        await this.messages.settle(tx, message, { status: 'sent', at: now });
        await this.door.settled(tx, message, { status: 'sent', at: now });
      }
    });
  }

  private async resolve(workspaceId: string, runId: string, inDoubt: readonly MessageAtTheDoor[], delivered: ReadonlySet<string>): Promise<void> {
    const now = this.clock.now();
    await this.database.inWorkspace(workspaceId, async (tx) => {
      for (const { id } of inDoubt) {
        // A person may have decided meanwhile, or another run taken over.
        const message = await this.messages.lockUnknown(tx, workspaceId, id, runId);
        if (!message) continue;
        if (delivered.has(id)) {
          await this.messages.settle(tx, message, { status: 'sent', at: now });
          await this.door.settled(tx, message, { status: 'sent', at: now });
        } else await this.messages.putBack(tx, message, now, 'not delivered');
      }
    });
  }
}
