import { Injectable, Logger } from '@nestjs/common';
import { Consents } from '../privacy/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { nextAttempt } from './back-off.js';
import { HAND_OVER_MS, type LastLook, type Outgoing } from './channels/channel.js';
import { ComposeMail } from './compose-mail.js';
import { Door } from './door.js';
import { LastLooks } from './last-look.js';
import { SENDING_LEASE_SECONDS } from './leases.js';
import { MailLinks } from './mail-links.js';
import type { EndedMessage, MessageAtTheDoor } from './message.js';
import { MessageStore } from './message.store.js';
import { SettleMessages } from './settle-messages.js';
import { SuppressionStore } from './suppression/suppression.store.js';
import { Valves } from './valves/valves.js';

/** A message on its way out; `late` is aborted when its lease is about to end. */
export interface Leaving {
  readonly message: MessageAtTheDoor;
  readonly outgoing: Outgoing;
  readonly late: AbortSignal;
  readonly lastLook: LastLook;
}

/**
 * Takes messages that a run has in hand through the door, some at a time: every gate is asked once more, the mail is made, and
 * `sending` is committed before the first byte leaves.
 */
@Injectable()
export class PrepareMessages {
  private readonly log = new Logger('messaging');

  constructor(
    private readonly database: Database,
    private readonly messages: MessageStore,
    private readonly door: Door,
    private readonly settle: SettleMessages,
    private readonly valves: Valves,
    private readonly consents: Consents,
    private readonly suppressions: SuppressionStore,
    private readonly links: MailLinks,
    private readonly compose: ComposeMail,
    private readonly lastLooks: LastLooks,
    private readonly clock: Clock,
  ) {}

  async run(workspaceId: string, ids: readonly string[], runId: string): Promise<Leaving[]> {
    try {
      const prepared = await this.database.inWorkspace(workspaceId, (tx) => this.throughTheDoor(tx, workspaceId, ids, runId));
      // Watched from the commit on; what it was decided by was locked until then.
      return prepared.map((one) => ({ ...one, lastLook: this.lastLooks.watch(one.message) }));
    } catch (error) {
      // What goes wrong with one message is its own trouble, not that of those beside it.
      if (ids.length > 1) return (await Promise.all(ids.map((id) => this.run(workspaceId, [id], runId)))).flat();
      this.log.error({ err: error, messageId: ids[0] }, 'message could not be prepared');
      await this.database.inWorkspace(workspaceId, async (tx) => {
        for (const message of await this.messages.lockInHand(tx, workspaceId, ids, runId)) await this.later(tx, message);
      });
      return [];
    }
  }

  private async throughTheDoor(tx: Tx, workspaceId: string, ids: readonly string[], runId: string): Promise<Omit<Leaving, 'lastLook'>[]> {
    const queued = await this.messages.lockInHand(tx, workspaceId, ids, runId);
    if (queued.length === 0) return [];
    const allowed = await this.withoutUnwanted(tx, workspaceId, queued);
    const decided = await this.door.decide(tx, workspaceId, allowed);
    const going = decided.flatMap(({ message, verdict }) =>
      verdict.kind === 'send' ? [{ ...message, variables: verdict.variables ?? message.variables, attempts: message.attempts + 1 }] : [],
    );
    await this.messages.hold(tx, workspaceId, decided.flatMap(({ message: { id }, verdict }) => (verdict.kind === 'hold' ? [{ ...verdict, id }] : [])));
    await this.settle.run(tx, workspaceId, decided.flatMap(({ message, verdict }) => (verdict.kind === 'skip' ? [skipped(message, verdict.because)] : [])));
    const letOut = await this.valves.letOut(tx, workspaceId, going);
    const leaving: (Pick<Leaving, 'message' | 'outgoing'> & { templateVersion: number | null })[] = [];
    const links = await this.links.ofAll(tx, workspaceId, letOut);
    for (const message of letOut) leaving.push({ message, ...(await this.compose.run(tx, message, links.get(message.id) ?? null)) });
    const late = AbortSignal.timeout(HAND_OVER_MS);
    if (leaving.length > 0) await this.messages.markSending(tx, workspaceId, leaving.map(({ message, templateVersion }) => ({ ...message, templateVersion })), SENDING_LEASE_SECONDS);
    return leaving.map(({ message, outgoing }) => ({ message, outgoing, late }));
  }

  /** Marketing leaves by consent only, whoever queued it, and never to a suppressed address. Service mail always leaves. */
  private async withoutUnwanted(tx: Tx, workspaceId: string, queued: readonly MessageAtTheDoor[]): Promise<MessageAtTheDoor[]> {
    const wanted = queued.filter(({ purpose }) => purpose !== 'reminder');
    for (const [channel, reminders] of Map.groupBy(queued.filter(({ purpose }) => purpose === 'reminder'), (message) => message.channel)) {
      const customers = reminders.flatMap(({ customerId }) => customerId ?? []);
      // The locks taken here order these decisions against a withdrawal at the same moment.
      const consenting = await this.consents.whoUntilCommit(tx, workspaceId, customers, 'replenishment-reminder', channel);
      const suppressed = await this.suppressions.among(tx, workspaceId, channel, reminders.map(({ to }) => to));
      const unwanted: EndedMessage[] = [];
      for (const reminder of reminders) {
        if (!consenting.has(reminder.customerId ?? '')) unwanted.push(skipped(reminder, 'no-consent'));
        else if (suppressed.has(reminder.to)) unwanted.push(skipped(reminder, 'suppressed'));
        else wanted.push(reminder);
      }
      await this.settle.run(tx, workspaceId, unwanted);
    }
    return wanted;
  }

  private async later(tx: Tx, message: MessageAtTheDoor): Promise<void> {
    const at = nextAttempt(message.createdAt, this.clock.now(), message.attempts + 1, Math.random());
    if (at) await this.messages.putBack(tx, message.workspaceId, [message.id], at, 'could not be prepared');
    else await this.settle.run(tx, message.workspaceId, [{ message, outcome: { status: 'failed', because: 'could not be prepared' } }]);
  }
}

function skipped(message: MessageAtTheDoor, because: string): EndedMessage {
  return { message, outcome: { status: 'skipped', because } };
}
