import { addDays, instantAt } from '@perennial/calendar';
import { decideReminder, explain, MERGE_DAYS, type ReminderDecision, SENDING_FROM } from '@perennial/replenishment';
import type { Variables } from '../../messaging/index.js';
import type { ReminderAtHand } from './reminder-facts.js';
import type { Verdict } from './reminder.store.js';

/** A message lists no more products than anybody reads. */
export const MAX_PRODUCTS = 50;

/** What the mail says: everything of one customer that is due together, in their language. */
export function reminderVariables(reminders: readonly ReminderAtHand[]): Variables<'reminder'> {
  return {
    customerName: reminders[0]?.customerName ?? '',
    products: reminders.map((reminder) => ({
      cycleId: reminder.cycleId,
      name: reminder.productName,
      imageUrl: reminder.imageUrl,
      lastOrderedOn: reminder.lastOrderedOn,
      expectedOn: reminder.expectedOn,
      windowFrom: reminder.windowFrom,
      windowTo: reminder.windowTo,
      reason: explain(reminder.because, reminder.locale),
      sensitive: reminder.sensitive,
    })),
  };
}

/** What is due within the merge window comes along today: its own day is no reason to wait. */
export function decideMerged(reminder: ReminderAtHand): ReminderDecision {
  return decideReminder({ ...reminder, dueOn: addDays(reminder.dueOn, -MERGE_DAYS) });
}

/** A refusal as it is stored. What waits is looked at again in the morning of its day. */
export function refused(reminder: ReminderAtHand, decision: Exclude<ReminderDecision, { kind: 'send' }>): Verdict {
  if (decision.kind === 'skip') return { id: reminder.id, status: 'skipped', skippedBecause: decision.because, experimentNo: experimentOf(reminder) };
  return { id: reminder.id, status: 'held', heldBecause: decision.because, releaseAt: instantAt(decision.until, SENDING_FROM, reminder.zone) };
}

export function experimentOf({ holdoutPercent, experimentNo }: ReminderAtHand): number | null {
  return holdoutPercent > 0 ? experimentNo : null;
}
