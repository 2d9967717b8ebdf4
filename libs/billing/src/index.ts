export { type AutoTopUp, decideTopUp, type TopUpDecision } from './auto-top-up.js';
export { type BalanceLot, type ConsumedLot, consumeLots, usableBalance } from './consume-lots.js';
export { type AutoRenewable, DEBIT_DAYS, type DebitDecision, debitLadder, type DebitStep, type DebitTry, decideDebit, type DeclineVerdict, judgeDecline, type PlannedDebit } from './auto-renewal.js';
export { type Discount, discountsOf, type EarlyRenewal, earnsEarlyRenewal, type NamedReduction, type Reduction } from './discounts.js';
export { type InForce, inForceOn, itemsOn, type PeriodItem, type SoldPeriod } from './in-force.js';
export { invoiceNumber } from './invoice-number.js';
export {
  captureForSale, type Clearing, creditNote, type CustomerAccount, expiry, grant, type HouseAccount, type LedgerLine,
  type NetAndTax, refundSent, refundToBalance, reserve, reversalOf, sale, topUp,
} from './ledger.js';
export { nextTurningPoint, type Transition, TRANSITIONS, transitionsSince } from './lifecycle.js';
export { hears, noticeAfter, noticeAt, type NoticeChoice, type NoticeKind, noticeLadder, type PlannedNotice, USUAL_NOTICES } from './notice-ladder.js';
export { type DraftLine, type LineKind, type Priced, type PricedLine, priceLines, type SoldItem, splitTax, type TaxRule, termLines } from './pricing.js';
export { type PaidPeriod, partialLines, prorate, type Prorated, type ProratedLine, upgradeLines } from './proration.js';
export {
  decideRenewal, endAfterGrant, endAfterRenewal, endAfterTakingBack, type PaidEnd, type Renewable, type Renewal, type RenewalChoice, renewalOn, type Unused,
} from './renewal.js';
export {
  type Coverage, isBackOnFree, type Overlay, serviceAt, type ServiceAccess, type ServiceEvent, serviceLimits, type ServiceLimits, type ServiceState, type ServiceStatus,
} from './service-status.js';
export { type Interval, MONTHS_IN, type Term, termFrom, termsFrom } from './term.js';
export { suggestTopUp } from './top-up.js';
export { type CreditableLine, creditLines, grantedPart, type Payout, payouts, type RefundClause, refundableNets, spreadRefund } from './refunds.js';
export { type PlanDate, planDates } from './plan-dates.js';
