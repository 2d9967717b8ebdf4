export { ChangeRules, PLAN_REMINDERS, type PlanRemindersPayload, sound } from './change-rules.js';
export { ReminderSettingsStore } from './reminder-settings.store.js';
export { RulesModule } from './rules.module.js';
export { ruleFrom, RuleStore } from './rule.store.js';
