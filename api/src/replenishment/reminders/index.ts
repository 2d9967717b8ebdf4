export { PlanReminders } from './plan-reminders.js';
export { ReleaseRestocked } from './release-restocked.js';
export { RemindersModule } from './reminders.module.js';
