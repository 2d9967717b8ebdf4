import { addDays, instantAt } from '@perennial/calendar';
import type { ReminderTemplate } from '@perennial/contract/admin';
import { decideReminder, explain, type ReminderDecision } from '@perennial/replenishment';
import type { Variables } from '../../messaging/index.js';
import type { Verdict } from './reminder.store.js';
import type { ReminderAtHand } from './reminders-at-hand.js';

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
      substitute: reminder.substitute,
    })),
    offer: offerOf(reminders),
  };
}

/** One sweetener is enough for a mail: the first of those its rules hold out, for as long as that rule lasts. */
function offerOf(reminders: readonly ReminderAtHand[]): Variables<'reminder'>['offer'] {
  const offering = reminders.find((reminder) => reminder.offer !== null);
  if (!offering?.offer) return null;
  const { offer, offeredThrough } = offering;
  return { code: offer.kind === 'discount-code' ? offer.code : '', text: offer.text, validThrough: offeredThrough };
}

/** The template of a message: what its first rule asks for, else by the step; one that is new among them makes it a new reminder. */
export function templateOf(reminders: readonly ReminderAtHand[]): ReminderTemplate {
  return reminders[0]?.template ?? (reminders.every(({ step }) => step > 1) ? 'reminder-follow-up' : 'reminder');
}

/** What was merged into another's day comes along: its own day, no further off than the merge window, is no reason to wait. */
export function decideMerged(reminder: ReminderAtHand): ReminderDecision {
  return decideReminder({ ...reminder, dueOn: addDays(reminder.dueOn, -reminder.mergeDays) });
}

/** A refusal as it is stored. What waits for a day is looked at again in its morning. */
export function refused(reminder: ReminderAtHand, decision: Exclude<ReminderDecision, { kind: 'send' }>): Verdict {
  if (decision.kind === 'skip') return { id: reminder.id, status: 'skipped', skippedBecause: decision.because, experimentNo: experimentOf(reminder) };
  const releaseAt = decision.until instanceof Date ? decision.until : instantAt(decision.until, reminder.hour, reminder.zone);
  return { id: reminder.id, status: 'held', heldBecause: decision.because, releaseAt };
}

export function experimentOf({ holdoutPercent, experimentNo }: ReminderAtHand): number | null {
  return holdoutPercent > 0 ? experimentNo : null;
}
