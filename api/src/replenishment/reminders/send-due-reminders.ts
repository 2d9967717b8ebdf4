import { Injectable } from '@nestjs/common';
import { addDays, instantAt } from '@perennial/calendar';
import { decideHoldout } from '@perennial/replenishment';
import { Entitlements } from '../../access/index.js';
import { QueueMessage } from '../../messaging/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { ReminderSettingsStore } from '../rules/index.js';
import { HoldoutStore } from './holdout.store.js';
import { ReminderFactsReader } from './reminder-facts.js';
import { decideMerged, experimentOf, MAX_PRODUCTS, refused, reminderVariables, templateOf } from './reminder-message.js';
import { ReminderStore, type Verdict } from './reminder.store.js';
import { type ReminderAtHand, RemindersAtHand } from './reminders-at-hand.js';

const CUSTOMERS_AT_A_TIME = 200;

/** Decides about everything due: one message for each customer, and for whatever does not go the reason why. */
@Injectable()
export class SendDueReminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly reminders: ReminderStore,
    private readonly facts: ReminderFactsReader,
    private readonly atHand: RemindersAtHand,
    private readonly entitlements: Entitlements,
    private readonly settings: ReminderSettingsStore,
    private readonly holdout: HoldoutStore,
    private readonly queueMessage: QueueMessage,
  ) {}

  async run(workspaceId: string): Promise<void> {
    while ((await this.database.inWorkspace(workspaceId, (tx) => this.batch(tx, workspaceId))) > 0);
  }

  /** @returns how many reminders were decided about */
  private async batch(tx: Tx, workspaceId: string): Promise<number> {
    const now = this.clock.now();
    const { mergeDays } = await this.settings.get(tx, workspaceId);
    // No more at a time than the plan still allows; when it allows none, all are decided about.
    const room = (await this.entitlements.reserveRoom(tx, workspaceId, 'remindersAMonth')) || CUSTOMERS_AT_A_TIME;
    const ids = await this.reminders.takeDue(tx, workspaceId, now, Math.min(room, CUSTOMERS_AT_A_TIME), mergeDays);
    const atHand = await this.atHand.complete(tx, workspaceId, now, await this.facts.ofReminders(tx, workspaceId, now, ids));
    const verdicts: Verdict[] = [];
    const eligible: ReminderAtHand[] = [];
    for (const reminder of atHand) {
      const decision = decideMerged(reminder);
      if (decision.kind === 'send') eligible.push(reminder);
      else verdicts.push(refused(reminder, decision));
    }
    const armOf = await this.holdout.draw(tx, workspaceId, now, eligible);
    const ready = new Map<string, ReminderAtHand[]>();
    for (const reminder of eligible) {
      const decision = decideHoldout(armOf(reminder));
      if (decision.kind !== 'send') verdicts.push(refused(reminder, decision));
      else ready.set(wayTo(reminder), [...(ready.get(wayTo(reminder)) ?? []), reminder].slice(0, MAX_PRODUCTS));
    }
    // One customer may get one message by each channel: what is too much stays due, and is decided about when there is no room.
    verdicts.push(...(await this.queue(tx, workspaceId, [...ready.values()].slice(0, room))));
    await this.reminders.decide(tx, workspaceId, now, verdicts);
    return verdicts.length;
  }

  /** One message a day for each customer by each channel; the key says so. What comes too late for today's waits for tomorrow's. */
  private async queue(tx: Tx, workspaceId: string, perCustomer: readonly ReminderAtHand[][]): Promise<Verdict[]> {
    const messages = perCustomer.flatMap((reminders) => {
      const [first] = reminders;
      return first?.address ? [{ reminders, first, to: first.address }] : [];
    });
    const ids = await this.queueMessage.runAll(
      tx,
      workspaceId,
      messages.map(({ reminders, first, to }) => ({
        workspaceId,
        purpose: 'reminder',
        channel: first.channel,
        customerId: first.customerId,
        to,
        locale: first.locale,
        template: templateOf(reminders),
        variables: reminderVariables(reminders),
        dedupeKey: `reminder:${first.channel === 'email' ? '' : `${first.channel}:`}${first.customerId}:${first.today}`,
      })),
    );
    return messages.flatMap(({ reminders }, i) => {
      const messageId = ids[i];
      return reminders.map((reminder): Verdict => {
        if (messageId) return { id: reminder.id, status: 'queued', messageId, experimentNo: experimentOf(reminder) };
        const sendOn = addDays(reminder.today, 1);
        return { id: reminder.id, status: 'planned', sendOn, sendAt: instantAt(sendOn, reminder.hour, reminder.zone) };
      });
    });
  }
}

/** Whom a reminder goes to and how. */
function wayTo({ customerId, channel }: ReminderAtHand): string {
  return `${customerId}:${channel}`;
}
