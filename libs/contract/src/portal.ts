export { Amount, Currency, Day, Instant, listOf, listQuery, Locale } from './paging.js';
export { Problem } from './problem.js';
export { type RefusalCode, REFUSALS, refusalText, type RefusalText } from './refusals/index.js';
export { EveryNWeeks, LessOften, ReminderChoices, SetExpectedDate, Shelf, ShelfItem } from './shelf.js';
export { Because, Rhythm, Sentence } from './cycles.js';
export { OpenedPortalSession, OpenPortalSession, RequestPortalLink } from './portal-sessions.js';
