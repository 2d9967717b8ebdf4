import { Injectable, Logger } from '@nestjs/common';
import type { Suppression } from '@perennial/contract/admin';
import { SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Metrics } from '../../platform/observability/index.js';
import { SettleMessages } from '../settle-messages.js';
import { SuppressAddress } from '../suppression/suppress-address.js';
import { deliveryAfter, SOFT_BOUNCES } from './delivery-state.js';
import { type ProviderAdapter, type ProviderEvent, readReference } from './provider-event.js';
import { type DeliveredMessage, ProviderEventStore } from './provider-event.store.js';

/** A provider can only report on what it took from us, so a message in any of these has left. */
const TAKEN_FOR_NOT_SENT = new Set(['unknown', 'queued', 'held']);

/**
 * Takes in what providers say became of messages. Each event counts once, in any order: a complaint suppresses the address at
 * once, so does a bounce for good, and so do too many others in a row.
 */
@Injectable()
export class RecordProviderEvents {
  private readonly log = new Logger('messaging');

  constructor(
    private readonly database: Database,
    private readonly store: ProviderEventStore,
    private readonly settle: SettleMessages,
    private readonly suppressAddress: SuppressAddress,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  async run({ name, channel }: Pick<ProviderAdapter, 'name' | 'channel'>, events: readonly ProviderEvent[]): Promise<void> {
    for (const event of events) {
      const about = readReference(event.reference);
      const known = about !== null && (await this.database.inWorkspace(about.workspaceId, (tx) => this.record(tx, name, about, event)));
      // The same account may send other mails than ours. There is nothing to repeat, so the provider is told that all is well.
      if (!known) this.log.debug({ provider: name, kind: event.kind }, 'event about no message of ours');
      this.metrics.messages.inc({ channel, outcome: known ? event.kind : 'event-of-nobody' });
    }
  }

  private async record(tx: Tx, provider: ProviderAdapter['name'], about: { workspaceId: string; id: string }, event: ProviderEvent): Promise<boolean> {
    const message = await this.store.lockMessage(tx, about.workspaceId, about.id);
    if (!message) return false;
    const now = this.clock.now();
    if (!(await this.store.add(tx, provider, message, event, now))) return true;
    const state = deliveryAfter(message.delivery, event.kind);
    if (state !== message.delivery) await this.store.writeState(tx, message, state, event.at);
    if (TAKEN_FOR_NOT_SENT.has(message.status)) {
      await this.settle.run(tx, about.workspaceId, [{ message, outcome: { status: 'sent', at: now } }]);
    }
    const reason = await this.reasonToSuppress(tx, message, event, now);
    if (reason) await this.suppress(tx, message, reason);
    return true;
  }

  private async reasonToSuppress(tx: Tx, message: DeliveredMessage, { kind }: ProviderEvent, now: Date): Promise<Suppression['reason'] | null> {
    if (kind === 'complained') return 'complaint';
    if (kind === 'hard-bounced') return 'hard-bounce';
    return kind === 'soft-bounced' && (await this.store.softBounces(tx, message, now)) >= SOFT_BOUNCES ? 'soft-bounces' : null;
  }

  private async suppress(tx: Tx, { workspaceId, id, channel, to }: DeliveredMessage, reason: Suppression['reason']): Promise<void> {
    if (channel !== 'email' && channel !== 'sms') return;
    await this.suppressAddress.run(tx, workspaceId, { channel, address: to, reason, source: id }, SYSTEM);
  }
}
