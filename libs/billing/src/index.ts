export { invoiceNumber } from './invoice-number.js';
export { hears, NOTICE_KINDS, noticeAfter, noticeAt, type NoticeKind, noticeLadder, type PlannedNotice } from './notice-ladder.js';
export { type DraftLine, type LineKind, type Priced, type PricedLine, priceLines, type SoldItem, splitTax, type TaxRule, termLines } from './pricing.js';
export { type PaidPeriod, prorate, type Prorated, type ProratedLine } from './proration.js';
export { decideRenewal, type Renewable, type Renewal, type RenewalChoice, renewalOn } from './renewal.js';
export { type Coverage, serviceAt, type ServiceAccess, type ServiceEvent, type ServiceState, type ServiceStatus } from './service-status.js';
export { type Interval, MONTHS_IN, type Term, termFrom, termsFrom } from './term.js';
