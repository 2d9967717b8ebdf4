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
export { lessOften, nextAfterWeeks, type SlowerRhythm } from './predict/asked-rhythm.js';
export { type Candidate, CANDIDATES, DEFAULT_GRID } from './predict/candidates.js';
export * from './predict/constants.js';
export { type Estimate, estimate } from './predict/estimate.js';
export { learnRhythms, type Rhythms } from './predict/learn.js';
export type { KnownProduct } from './predict/priors.js';
export { NOTHING_SAID, type Said, saidOf, type Statement } from './predict/said.js';
export { type ClosedOnDay, snapshotDays } from './predict/snapshots.js';
export { type Pair, pairsOf, type PurchaseLine } from './predict/visits.js';
export { type Arm, armOf, experimentKey } from './send/arm-of.js';
export * from './send/constants.js';
export { type Credit, creditOrders, type OrderedLine, type Touch } from './send/credit-orders.js';
export { decideHoldout, decideReminder, type ReminderDecision, type ReminderFacts } from './send/decide-reminder.js';
