import { addDays, type PlainDate } from '@perennial/calendar';
import type { Arm } from './arm-of.js';

/** What is known about one reminder at the moment of its decision. */
export interface ReminderFacts {
  /** The customer's own day. */
  readonly today: PlainDate;
  /** The cycle the reminder was planned for is still the open one; a purchase opens the next. */
  readonly cycleOpen: boolean;
  readonly cycleGone: boolean;
  /** For reminders, by the channel of the rule; and an address there. */
  readonly consent: boolean;
  readonly address: string | null;
  /** Messages can be sent by the rule's channel. */
  readonly channelOffered: boolean;
  /** The address is on the do-not-write list. */
  readonly suppressed: boolean;
  readonly stoppedAll: boolean;
  readonly stoppedProduct: boolean;
  readonly remindable: boolean;
  readonly discontinued: boolean;
  readonly outOfStock: boolean;
  readonly lapsed: boolean;
  /** A sales rep looks after this customer in person. */
  readonly ownedByRep: boolean;
  /** A subscription brings the product by itself. */
  readonly subscribed: boolean;
  /** The product lies in an order that waits to be paid. */
  readonly orderOpen: boolean;
  readonly rulePaused: boolean;
  readonly ruleEnded: boolean;
  readonly allPaused: boolean;
  /** The workspace's own plan has run out. */
  readonly suspended: boolean;
  /** The workspace's plan allows no more reminders before that day; null: it does. */
  readonly limitedUntil: PlainDate | null;
  /** There is some left at least until then, as far as somebody said so. */
  readonly notBefore: PlainDate | null;
  /** The day the reminder would be planned for now; later than today when somebody moved the expected date meanwhile. */
  readonly dueOn: PlainDate;
  /** After that day it is no longer the reminder that was meant. */
  readonly usefulUntil: PlainDate;
  /** The frequency caps allow the next message from that moment on, and the customer's day then; null: now. */
  readonly capFreeAt: Date | null;
  readonly capFreeOn: PlainDate | null;
  /** The customer's quiet hours last until then; null: it is none of them. */
  readonly quietUntil: Date | null;
}

export type HeldBecause = 'workspace-suspended' | 'all-paused' | 'rule-paused' | 'still-has-some' | 'snoozed' | 'open-order' | 'out-of-stock' | 'plan-limit' | 'frequency-cap' | 'quiet-hours';

export type SkippedBecause =
  | 'cycle-gone'
  | 'bought-since'
  | 'stopped-all'
  | 'stopped-product'
  | 'no-consent'
  | 'not-remindable'
  | 'discontinued'
  | 'lapsed'
  | 'channel-not-offered'
  | 'no-address'
  | 'suppressed'
  | 'owned-by-rep'
  | 'subscribed'
  | 'rule-ended'
  | 'plan-limit'
  | 'frequency-cap'
  | 'holdout';

export type ReminderDecision =
  | { readonly kind: 'send' }
  /** Asked again in the morning of that day, or at that moment. */
  | { readonly kind: 'hold'; readonly because: HeldBecause; readonly until: PlainDate | Date }
  /** Not in this cycle. */
  | { readonly kind: 'skip'; readonly because: SkippedBecause };

/**
 * Whether a reminder may leave: every gate there is, asked when it is due and once more at the door. The first refusal that
 * applies is the one that is stored: first what makes the reminder pointless, then what the customer said, then what we cannot
 * do, then what waits, last what waits for an hour.
 */
export function decideReminder(facts: ReminderFacts): ReminderDecision {
  if (facts.cycleGone) return skip('cycle-gone');
  if (!facts.cycleOpen) return skip('bought-since');
  if (facts.stoppedAll) return skip('stopped-all');
  if (facts.stoppedProduct) return skip('stopped-product');
  if (!facts.consent) return skip('no-consent');
  if (!facts.remindable) return skip('not-remindable');
  if (facts.discontinued) return skip('discontinued');
  if (facts.subscribed) return skip('subscribed');
  if (facts.lapsed) return skip('lapsed');
  if (!facts.channelOffered) return skip('channel-not-offered');
  if (facts.address === null) return skip('no-address');
  if (facts.suppressed) return skip('suppressed');
  if (facts.ownedByRep) return skip('owned-by-rep');
  if (facts.ruleEnded) return skip('rule-ended');
  const tomorrow = addDays(facts.today, 1);
  if (facts.suspended) return hold('workspace-suspended', tomorrow);
  if (facts.allPaused) return hold('all-paused', tomorrow);
  if (facts.rulePaused) return hold('rule-paused', tomorrow);
  if (facts.notBefore !== null && facts.notBefore > facts.today) return hold('still-has-some', facts.notBefore);
  if (facts.dueOn > facts.today) return hold('snoozed', facts.dueOn);
  if (facts.orderOpen) return hold('open-order', tomorrow);
  if (facts.outOfStock) return hold('out-of-stock', tomorrow);
  if (facts.limitedUntil !== null) return facts.limitedUntil > facts.usefulUntil ? skip('plan-limit') : hold('plan-limit', facts.limitedUntil);
  if (facts.capFreeAt !== null && facts.capFreeOn !== null) return facts.capFreeOn > facts.usefulUntil ? skip('frequency-cap') : hold('frequency-cap', facts.capFreeAt);
  if (facts.quietUntil !== null) return hold('quiet-hours', facts.quietUntil);
  return { kind: 'send' };
}

/**
 * The last gate, asked only of what has passed every other: both arms hold nobody but customers who would get a reminder.
 * @param arm null where the rule holds nobody back
 */
export function decideHoldout(arm: Arm | null): ReminderDecision {
  return arm === 'control' ? skip('holdout') : { kind: 'send' };
}

function skip(because: SkippedBecause): ReminderDecision {
  return { kind: 'skip', because };
}

function hold(because: HeldBecause, until: PlainDate | Date): ReminderDecision {
  return { kind: 'hold', because, until };
}
