export { type Because, explain, explainInAll, type SentenceLocale } from './explain/explain.js';
export { type Candidate, CANDIDATES, DEFAULT_GRID } from './predict/candidates.js';
export * from './predict/constants.js';
export { type ClosedOnDay, snapshotDays } from './predict/snapshots.js';
export * from './send/constants.js';
export { decideReminder, type ReminderDecision, type ReminderFacts } from './send/decide-reminder.js';
