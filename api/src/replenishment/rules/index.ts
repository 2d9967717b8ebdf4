export { ChangeRules, PLAN_REMINDERS, type PlanRemindersPayload } from './change-rules.js';
export { ReminderSettingsStore } from './reminder-settings.store.js';
export { RulesModule } from './rules.module.js';
export { RuleStore } from './rule.store.js';
