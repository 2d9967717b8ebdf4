import { Injectable, Logger } from '@nestjs/common';
import { SYSTEM } from '../platform/audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { nextAttempt } from './back-off.js';
import type { HandOver } from './channels/channel.js';
import { DOUBT_PAUSE_SECONDS } from './leases.js';
import type { MessageAtTheDoor, MessageOutcome } from './message.js';
import { MessageStore } from './message.store.js';
import { SettleMessages } from './settle-messages.js';
import { SuppressAddress } from './suppression/suppress-address.js';

/** How a hand-over ended. */
export interface Ended {
  readonly message: MessageAtTheDoor;
  readonly handOver: HandOver;
  /** Whether it was called back meanwhile: the door says why. */
  readonly calledBack: boolean;
}

/** Writes how hand-overs ended, those of the same moment together. */
@Injectable()
export class WriteOutcomes {
  private readonly log = new Logger('messaging');

  constructor(
    private readonly database: Database,
    private readonly messages: MessageStore,
    private readonly settle: SettleMessages,
    private readonly suppressAddress: SuppressAddress,
    private readonly clock: Clock,
  ) {}

  async run(workspaceId: string, runId: string, ended: readonly Ended[]): Promise<void> {
    try {
      await this.database.inWorkspace(workspaceId, (tx) => this.write(tx, workspaceId, runId, ended));
    } catch (error) {
      // What goes wrong with one is its own trouble; it becomes a doubt when its lease ends. The others are written one by one.
      if (ended.length > 1) for (const one of ended) await this.run(workspaceId, runId, [one]);
      else this.log.error({ err: error, messageId: ended[0]?.message.id }, 'what became of a message could not be written');
    }
  }

  private async write(tx: Tx, workspaceId: string, runId: string, ended: readonly Ended[]): Promise<void> {
    // That they left is true whoever has them in hand by now.
    const outcome: MessageOutcome = { status: 'sent', at: this.clock.now() };
    await this.settle.run(tx, workspaceId, ended.flatMap(({ message, handOver }) => (handOver.kind === 'accepted' ? [{ message, outcome }] : [])));
    for (const { message, handOver, calledBack } of ended) {
      if (handOver.kind !== 'accepted') await this.didNotLeave(tx, message, runId, handOver, calledBack);
    }
  }

  /** Anything else is only this run's own attempt. */
  private async didNotLeave(tx: Tx, message: MessageAtTheDoor, runId: string, handOver: Exclude<HandOver, { kind: 'accepted' }>, calledBack: boolean): Promise<void> {
    if (!(await this.messages.lockSending(tx, message.workspaceId, message.id, runId))) return;
    if (handOver.kind === 'unsure') {
      await this.messages.doubt(tx, message, handOver.error, DOUBT_PAUSE_SECONDS);
      return;
    }
    if (handOver.noSuchAddress && (message.channel === 'email' || message.channel === 'sms')) {
      const entry = { channel: message.channel, address: message.to, reason: 'hard-bounce', source: message.id } as const;
      await this.suppressAddress.run(tx, message.workspaceId, entry, SYSTEM);
    }
    const at = handOver.permanent ? null : this.nextAttempt(message, calledBack || (handOver.unreachable ?? false));
    if (at) await this.messages.putBack(tx, message.workspaceId, [message.id], at, handOver.error);
    else await this.settle.run(tx, message.workspaceId, [{ message, outcome: { status: 'failed', because: handOver.error } }]);
  }

  private nextAttempt(message: MessageAtTheDoor, atOnce: boolean): Date | null {
    const now = this.clock.now();
    const later = nextAttempt(message.createdAt, now, message.attempts, Math.random());
    // While nobody can be reached nothing is tried, so that it leaves as soon as somebody can.
    return later && atOnce ? now : later;
  }
}
