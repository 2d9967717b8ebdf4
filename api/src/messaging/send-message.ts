import { Injectable, Logger } from '@nestjs/common';
import { Consents } from '../privacy/index.js';
import { SYSTEM } from '../platform/audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { Metrics } from '../platform/observability/index.js';
import { nextAttempt } from './back-off.js';
import { HAND_OVER_MS, type HandOver, type Outgoing } from './channels/channel.js';
import { Channels } from './channels/channels.js';
import { ComposeMail } from './compose-mail.js';
import { Door } from './door.js';
import type { MessageAtTheDoor, MessageOutcome } from './message.js';
import { MessageStore } from './message.store.js';
import { SuppressAddress } from './suppression/suppress-address.js';
import { SuppressionStore } from './suppression/suppression.store.js';

/** Longer than any hand-over, so that a lease that ran out means a run that died. */
export const SENDING_LEASE_SECONDS = HAND_OVER_MS / 1000 + 5;
/** What a slow server has for logging a mail before it is looked up. */
export const DOUBT_PAUSE_SECONDS = 60;

/** A message on its way out; `late` is aborted when its lease is about to end. */
interface Leaving {
  readonly message: MessageAtTheDoor;
  readonly outgoing: Outgoing;
  readonly late: AbortSignal;
}

/**
 * Sends one message that a run has in hand. `sending` is committed before the first byte leaves and the outcome after:
 * whatever dies in between leaves a row that says the mail may have left.
 */
@Injectable()
export class SendMessage {
  private readonly log = new Logger('messaging');

  constructor(
    private readonly database: Database,
    private readonly messages: MessageStore,
    private readonly door: Door,
    private readonly consents: Consents,
    private readonly suppressions: SuppressionStore,
    private readonly suppressAddress: SuppressAddress,
    private readonly compose: ComposeMail,
    private readonly channels: Channels,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  async run(workspaceId: string, id: string, runId: string): Promise<void> {
    const leaving = await this.atTheDoor(workspaceId, id, runId);
    if (!leaving) return;
    const handOver = await this.channels.handOver(leaving.outgoing, leaving.late);
    this.metrics.messages.inc({ channel: leaving.message.channel, outcome: handOver.kind });
    await this.database.inWorkspace(workspaceId, (tx) => this.afterwards(tx, leaving.message, runId, handOver));
  }

  /** Asks every gate once more and makes the mail. What goes wrong here is this message's trouble, not the run's. */
  private async atTheDoor(workspaceId: string, id: string, runId: string): Promise<Leaving | null> {
    try {
      return await this.database.inWorkspace(workspaceId, async (tx) => {
        const message = await this.messages.lockInHand(tx, workspaceId, id, runId);
        return message && (await this.letOut(tx, message));
      });
    } catch (error) {
      this.log.error({ err: error, messageId: id }, 'message could not be prepared');
      await this.database.inWorkspace(workspaceId, async (tx) => {
        const message = await this.messages.lockInHand(tx, workspaceId, id, runId);
        if (message) await this.later(tx, { ...message, attempts: message.attempts + 1 }, 'could not be prepared');
      });
      return null;
    }
  }

  private async letOut(tx: Tx, queued: MessageAtTheDoor): Promise<Leaving | null> {
    const refusedBecause = await this.refuseMarketing(tx, queued);
    if (refusedBecause) {
      await this.settle(tx, queued, { status: 'skipped', because: refusedBecause });
      return null;
    }
    const verdict = await this.door.decide(tx, queued);
    if (verdict.kind === 'hold') {
      await this.messages.hold(tx, queued, verdict.because, verdict.until);
      return null;
    }
    if (verdict.kind === 'skip') {
      await this.settle(tx, queued, { status: 'skipped', because: verdict.because });
      return null;
    }
    const message = { ...queued, variables: verdict.variables ?? queued.variables, attempts: queued.attempts + 1 };
    const { outgoing, templateVersion } = await this.compose.run(tx, message);
    const late = AbortSignal.timeout(HAND_OVER_MS);
    await this.messages.markSending(tx, { ...message, templateVersion }, SENDING_LEASE_SECONDS);
    return { message, outgoing, late };
  }

  /** Marketing leaves by consent only, whoever queued it, and never to a suppressed address. Service mail always leaves. */
  private async refuseMarketing(tx: Tx, { purpose, workspaceId, customerId, channel, to }: MessageAtTheDoor): Promise<'no-consent' | 'suppressed' | null> {
    if (purpose !== 'reminder') return null;
    // The lock taken here orders this decision against a withdrawal at the same moment.
    if (customerId === null || !(await this.consents.hasUntilCommit(tx, workspaceId, customerId, 'replenishment-reminder', 'email'))) return 'no-consent';
    return (await this.suppressions.isInForce(tx, workspaceId, channel, to)) ? 'suppressed' : null;
  }

  private async afterwards(tx: Tx, message: MessageAtTheDoor, runId: string, handOver: HandOver): Promise<void> {
    // That it left is true whoever has the message in hand by now; anything else is only this run's own attempt.
    if (handOver.kind === 'accepted') {
      await this.settle(tx, message, { status: 'sent', at: this.clock.now() });
      return;
    }
    if (!(await this.messages.lockSending(tx, message.workspaceId, message.id, runId))) return;
    if (handOver.kind === 'refused' && handOver.noSuchAddress) {
      const entry = { channel: 'email', address: message.to, reason: 'hard-bounce', source: message.id } as const;
      await this.suppressAddress.run(tx, message.workspaceId, entry, SYSTEM);
    }
    if (handOver.kind === 'unsure') await this.messages.doubt(tx, message, handOver.error, DOUBT_PAUSE_SECONDS);
    else if (handOver.permanent) await this.settle(tx, message, { status: 'failed', because: handOver.error });
    else await this.later(tx, message, handOver.error);
  }

  private async later(tx: Tx, message: MessageAtTheDoor, error: string): Promise<void> {
    const at = nextAttempt(message.createdAt, this.clock.now(), message.attempts, Math.random());
    if (at) await this.messages.putBack(tx, message, at, error);
    else await this.settle(tx, message, { status: 'failed', because: error });
  }

  private async settle(tx: Tx, message: MessageAtTheDoor, outcome: MessageOutcome): Promise<void> {
    await this.messages.settle(tx, message, outcome);
    await this.door.settled(tx, message, outcome);
  }
}
