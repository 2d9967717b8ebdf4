import { addDays, type PlainDate } from '@perennial/calendar';
import type { Arm } from './arm-of.js';

/** What is known about one reminder at the moment of its decision. */
export interface ReminderFacts {
  /** The customer's own day. */
  readonly today: PlainDate;
  /** The cycle the reminder was planned for is still the open one; a purchase opens the next. */
  readonly cycleOpen: boolean;
  readonly cycleGone: boolean;
  readonly consent: boolean;
  readonly address: string | null;
  /** The address is on the do-not-write list. */
  readonly suppressed: boolean;
  readonly stoppedAll: boolean;
  readonly stoppedProduct: boolean;
  readonly remindable: boolean;
  readonly discontinued: boolean;
  readonly lapsed: boolean;
  readonly rulePaused: boolean;
  /** The day the reminder would be planned for now; later than today when somebody moved the expected date meanwhile. */
  readonly dueOn: PlainDate;
}

export type ReminderDecision =
  | { readonly kind: 'send' }
  /** Looked at again on that day. */
  | { readonly kind: 'hold'; readonly because: 'rule-paused' | 'snoozed'; readonly until: PlainDate }
  /** Not in this cycle. */
  | {
      readonly kind: 'skip';
      readonly because:
        | 'no-consent'
        | 'bought-since'
        | 'stopped-product'
        | 'stopped-all'
        | 'no-address'
        | 'suppressed'
        | 'not-remindable'
        | 'discontinued'
        | 'lapsed'
        | 'cycle-gone'
        | 'holdout';
    };

/**
 * Whether a reminder may leave, asked when it is due and once more at the door. The first refusal that applies is the one
 * that is stored: first what makes the reminder pointless, then what the customer said, then what we cannot do, then what waits.
 */
export function decideReminder(facts: ReminderFacts): ReminderDecision {
  if (facts.cycleGone) return { kind: 'skip', because: 'cycle-gone' };
  if (!facts.cycleOpen) return { kind: 'skip', because: 'bought-since' };
  if (facts.stoppedAll) return { kind: 'skip', because: 'stopped-all' };
  if (facts.stoppedProduct) return { kind: 'skip', because: 'stopped-product' };
  if (!facts.consent) return { kind: 'skip', because: 'no-consent' };
  if (!facts.remindable) return { kind: 'skip', because: 'not-remindable' };
  if (facts.discontinued) return { kind: 'skip', because: 'discontinued' };
  if (facts.lapsed) return { kind: 'skip', because: 'lapsed' };
  if (facts.address === null) return { kind: 'skip', because: 'no-address' };
  if (facts.suppressed) return { kind: 'skip', because: 'suppressed' };
  if (facts.rulePaused) return { kind: 'hold', because: 'rule-paused', until: addDays(facts.today, 1) };
  if (facts.dueOn > facts.today) return { kind: 'hold', because: 'snoozed', until: facts.dueOn };
  return { kind: 'send' };
}

/**
 * The last gate, asked only of what has passed every other: both arms hold nobody but customers who would get a reminder.
 * @param arm null where the rule holds nobody back
 */
export function decideHoldout(arm: Arm | null): ReminderDecision {
  return arm === 'control' ? { kind: 'skip', because: 'holdout' } : { kind: 'send' };
}
