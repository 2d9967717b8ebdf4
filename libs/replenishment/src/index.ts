export { type BacktestVerdict, GOOD_SHARE, judgeDates, MIN_PROMISED, type PromisedDates, tellBacktest } from './backtest/tell-backtest.js';
export {
  CHAIN_RULE,
  CHAIN_START,
  type ChainFault,
  type ChainHead,
  type ChainVerdict,
  consentContent,
  type ConsentFacts,
  type SealedConsent,
  sealConsent,
  verifyEnd,
  verifyLinks,
} from './consent/consent-chain.js';
export { type Because, explain, explainInAll, type SentenceLocale } from './explain/explain.js';
export { hear, keptOf, NOTHING_HEARD, type ShopLine, type ShopNews, type ShopOrder, type ShopOrderState, type ShopRefund } from './orders/shop-order.js';
export { lessOften, nextAfterWeeks, type SlowerRhythm } from './predict/asked-rhythm.js';
export { type Candidate, CANDIDATES, DEFAULT_GRID } from './predict/candidates.js';
export * from './predict/constants.js';
export { type Estimate, estimate } from './predict/estimate.js';
export { learnRhythms, type Rhythms } from './predict/learn.js';
export type { KnownProduct } from './predict/priors.js';
export { NOTHING_SAID, type Said, saidOf, type Statement } from './predict/said.js';
export { type ClosedOnDay, snapshotDays } from './predict/snapshots.js';
export { type Pair, pairsOf, type PurchaseLine } from './predict/visits.js';
export { daysAt, errorAt, type GapDistribution, remainingDaysAt, shareBy } from './predict/distribution.js';
export { type Arm, armOf, experimentKey } from './send/arm-of.js';
export * from './send/constants.js';
export { type Credit, creditOrders, type OrderedLine, type Touch } from './send/credit-orders.js';
export { decideHoldout, decideReminder, type HeldBecause, type ReminderDecision, type ReminderFacts, type SkippedBecause } from './send/decide-reminder.js';
export { type Cap, capFreeAt, capReach, type Caps, type CountedMessage } from './send/frequency-cap.js';
export { mergedDays } from './send/merge.js';
export { type Offerable, offered } from './send/offered.js';
export { type Audience, type Pilot, type PlannedRule, type RuledCycle, ruleOf, type RuleScope } from './send/rule-of.js';
export { leavesAnHour, type ReminderChannel, sendingHour, sendingHours } from './send/sending-hours.js';
export { followUpDay, type Outlook, type RuleTiming, sendDay } from './send/timing.js';
