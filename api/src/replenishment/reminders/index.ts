export { PlanReminders } from './plan-reminders.js';
export { ReleaseRestocked } from './release-restocked.js';
export { ReminderFactsReader } from './reminder-facts.js';
export { decideMerged, refused } from './reminder-message.js';
export { ReminderStore, type Verdict } from './reminder.store.js';
export { type ReminderAtHand, RemindersAtHand } from './reminders-at-hand.js';
export { RemindersModule } from './reminders.module.js';
export { SendDueReminders } from './send-due-reminders.js';
