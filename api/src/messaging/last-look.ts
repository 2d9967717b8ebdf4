import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Consents } from '../privacy/index.js';
import { Database } from '../platform/database/index.js';
import type { LastLook } from './channels/channel.js';
import type { MessageAtTheDoor } from './message.js';
import { MessageStore } from './message.store.js';
import { SuppressionStore } from './suppression/suppression.store.js';

const LOOK_EVERY_MS = 250;
/** How old may be what is known of a withdrawal when the first byte leaves. */
const FRESH_MS = 1_000;
/** What has left to its end may lie in a buffer of ours for a moment. */
const ON_THE_WIRE_MS = 1_000;

interface InHand {
  readonly message: MessageAtTheDoor;
  readonly preparedAt: number;
  readonly callBack: AbortController;
  leftAt: number | null;
  /** Whoever waits for it knows that nothing of it leaves any more. */
  noted: boolean;
}

/**
 * The last look at reminders between the door and their first byte. A mail server may keep us waiting for a minute; who has
 * withdrawn meanwhile is not written to. One question for all reminders in hand, four times a second, while there are any.
 */
@Injectable()
export class LastLooks {
  private readonly log = new Logger('messaging');
  private readonly inHand = new Map<string, InHand>();
  private readonly lookedAt = new Map<string, number>();
  private readonly looking = new Map<string, Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly consents: Consents,
    private readonly suppressions: SuppressionStore,
    private readonly messages: MessageStore,
  ) {}

  /** Watches a reminder that has just passed the door; other messages leave whatever happens. */
  watch(message: MessageAtTheDoor): LastLook {
    const watched: InHand = { message, preparedAt: performance.now(), callBack: new AbortController(), leftAt: null, noted: false };
    if (message.purpose === 'reminder') this.inHand.set(message.id, watched);
    return { mayLeave: () => this.mayLeave(watched), calledBack: watched.callBack.signal, left: () => void (watched.leftAt = performance.now()) };
  }

  forget({ id }: Pick<MessageAtTheDoor, 'id'>): void {
    this.inHand.delete(id);
  }

  private async mayLeave({ message: { id, workspaceId }, preparedAt, callBack }: InHand): Promise<boolean> {
    if (!this.inHand.has(id)) return true;
    const knownAt = Math.max(preparedAt, this.lookedAt.get(workspaceId) ?? 0);
    if (performance.now() - knownAt > FRESH_MS) await this.look(workspaceId);
    return !callBack.signal.aborted;
  }

  @Interval(LOOK_EVERY_MS)
  async lookAround(): Promise<void> {
    const due = [...this.inHand.values()].filter(({ preparedAt }) => performance.now() - preparedAt > LOOK_EVERY_MS);
    for (const workspaceId of new Set(due.map(({ message }) => message.workspaceId))) {
      await this.look(workspaceId).catch((error: unknown) => this.log.warn({ err: error }, 'could not look for withdrawals'));
    }
  }

  private async look(workspaceId: string): Promise<void> {
    const running = this.looking.get(workspaceId) ?? this.callBackWithdrawn(workspaceId).finally(() => this.looking.delete(workspaceId));
    this.looking.set(workspaceId, running);
    await running;
  }

  private async callBackWithdrawn(workspaceId: string): Promise<void> {
    const startedAt = performance.now();
    const own = [...this.inHand.values()].filter(({ message }) => message.workspaceId === workspaceId);
    await this.database.inWorkspace(workspaceId, async (tx) => {
      for (const [channel, reminders] of Map.groupBy(own, ({ message }) => message.channel)) {
        const customers = reminders.flatMap(({ message }) => message.customerId ?? []);
        const consenting = await this.consents.who(tx, workspaceId, customers, 'replenishment-reminder', channel);
        const suppressed = await this.suppressions.among(tx, workspaceId, channel, reminders.map(({ message }) => message.to));
        const unwanted = reminders.filter(({ message }) => !consenting.has(message.customerId ?? '') || suppressed.has(message.to));
        for (const { callBack } of unwanted) callBack.abort();
        const over = unwanted.filter(({ leftAt, noted }) => !noted && (leftAt === null || performance.now() - leftAt > ON_THE_WIRE_MS));
        if (over.length > 0) await this.messages.noteCalledBack(tx, workspaceId, over.map(({ message }) => message.id));
        for (const one of over) one.noted = true;
      }
    });
    this.lookedAt.set(workspaceId, startedAt);
  }
}
