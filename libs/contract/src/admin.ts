export { Amount, Currency, Day, Instant, listOf, listQuery, Locale } from './paging.js';
export { Problem } from './problem.js';
export { type RefusalCode, REFUSALS, refusalText, type RefusalText } from './refusals/index.js';
export { Basis, Because, Cycle, CycleList, CycleQuery, Rhythm, Sentence, SetExpectedDate } from './cycles.js';
export { Channel, CreateRule, Rule, RuleList, RuleQuery, RuleScope, UpdateRule } from './rules.js';
export { HeldBecause, PlanResult, Projection, Reminder, ReminderList, ReminderQuery, ReminderStatus, SkippedBecause } from './reminders.js';
