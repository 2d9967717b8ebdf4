export { FeedbackModule } from './feedback.module.js';
export { KeepSome } from './keep-some.js';
export { StopAllReminders } from './stop-all-reminders.js';
