export { Amount, Currency, Day, Instant, listOf, listQuery, Locale } from './paging.js';
export { Problem } from './problem.js';
export { type RefusalCode, REFUSALS, refusalText, type RefusalText } from './refusals/index.js';
