export { ChangeRules, PLAN_REMINDERS } from './change-rules.js';
export { RulesModule } from './rules.module.js';
export { RuleStore } from './rule.store.js';
