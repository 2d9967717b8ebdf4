export { PlanReminders } from './plan-reminders.js';
export { RemindersModule } from './reminders.module.js';
