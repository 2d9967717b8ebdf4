import { addDays, instantAt, type PlainDate, startOfDay } from '@perennial/calendar';
import { type Coverage, serviceLimits } from './service-status.js';

/** The days of the ladder, counted back from the last paid day: money is taken before the paid time ends, not after. */
export const DEBIT_DAYS = [7, 5, 3, 1, 0] as const;
export type DebitStep = `debit-${(typeof DEBIT_DAYS)[number]}`;

export interface PlannedDebit {
  readonly step: DebitStep;
  /** The local day. */
  readonly on: PlainDate;
  readonly dueAt: Date;
}

/** What a refusal of the bank means for the tries to come. */
export type DeclineVerdict =
  /** Not now: there may be money tomorrow. */
  | 'again'
  /** Not with this card, however often it is asked. */
  | 'never'
  /** Yes, if the customer says so themselves. */
  | 'ask-customer';

/** One automatic try to collect the renewal that is due, and how it ended. Tries of people are none of these. */
export interface DebitTry {
  readonly step: string;
  readonly at: Date;
  readonly failure: string | null;
}

/** A renewal as far as its automatic payment is concerned. */
export interface AutoRenewable extends Coverage {
  /** When the present end was sold. */
  readonly soldAt: Date;
  /** Since when it is to renew by itself; null when it is not. */
  readonly wantedSince: Date | null;
  /** What the hour of the day is drawn from, so that not everybody is debited in the same minute. */
  readonly spreadBy: string;
  readonly card: { readonly id: string; readonly chosenAt: Date } | null;
  /** For the renewal that is due, the oldest first. */
  readonly tries: readonly DebitTry[];
}

export type DebitDecision =
  | { readonly kind: 'debit'; readonly step: string; readonly next: Date | null }
  | { readonly kind: 'wait'; readonly because: 'off' | 'ends' | 'no-card' | 'declined-for-good' | 'not-due' | 'too-late'; readonly next: Date | null };

/**
 * The automatic debits of the paid time that ends now. None for a plan without end or one that was told to end.
 * @example a month that ends on 2027-03-10 (last paid day 9 March) is first debited on 2027-03-02
 */
export function debitLadder(coverage: Coverage, spreadBy: string): PlannedDebit[] {
  const limits = serviceLimits(coverage);
  if (limits === null || coverage.cancelAtEnd || coverage.canceledAt !== null) return [];
  const lastPaidDay = addDays(limits.coveredUntil, -1);
  const time = timeOfDay(spreadBy);
  return DEBIT_DAYS.map((days) => {
    const on = addDays(lastPaidDay, -days);
    return { step: `debit-${days}`, on, dueAt: instantAt(on, time, coverage.timeZone) };
  });
}

/** Whether to take the money for the next period now. */
export function decideDebit(r: AutoRenewable, now: Date): DebitDecision {
  const ladder = debitLadder(r, r.spreadBy);
  const last = r.tries.at(-1) ?? null;
  const end = ladder.at(-1);
  if (r.wantedSince === null) return wait('off');
  const limits = serviceLimits(r);
  if (!end || limits === null) return wait('ends');
  const from = later(r.wantedSince, r.soldAt);
  const next = ladder.find(({ dueAt }) => dueAt > now && dueAt > from)?.dueAt ?? null;
  // After grace the service has stopped: that it begins anew, and on which day, is for a person to say.
  if (now >= startOfDay(limits.graceEndsOn, r.timeZone)) return wait('too-late');
  if (!r.card) return wait('no-card', next);
  if (last && r.card.chosenAt > last.at) return { kind: 'debit', step: `card-${r.card.id}-${r.card.chosenAt.getTime()}`, next };
  if (last && judgeDecline(last.failure) === 'never') return wait('declined-for-good');
  // Of several steps that came due while nobody looked only the newest is tried, and none that a later try has overtaken.
  const due = ladder.findLast(({ dueAt }) => dueAt <= now && dueAt > from);
  if (due && !r.tries.some((t) => t.step === due.step || t.at >= due.dueAt)) return { kind: 'debit', step: due.step, next };
  // Switched on when the last step was over: waiting for a step that does not come would let the plan lapse.
  if (from >= end.dueAt && r.tries.length === 0) return { kind: 'debit', step: 'late', next };
  return wait('not-due', next);

  function wait(because: Extract<DebitDecision, { kind: 'wait' }>['because'], at: Date | null = null): DebitDecision {
    return { kind: 'wait', because, next: at };
  }
}

/** What a decline code of the card networks means. A code nobody knows is taken for a soft one: the ladder ends anyway. */
export function judgeDecline(code: string | null): DeclineVerdict {
  if (code === null) return 'again';
  if (NEEDS_THE_CUSTOMER.has(code)) return 'ask-customer';
  return FOR_GOOD.has(code) ? 'never' : 'again';
}

const NEEDS_THE_CUSTOMER: ReadonlySet<string> = new Set(['authentication_required', 'authentication_not_handled', 'payment_intent_authentication_failure']);

const FOR_GOOD: ReadonlySet<string> = new Set([
  'card_not_supported', 'currency_not_supported', 'expired_card', 'fraudulent', 'highest_risk_level', 'incorrect_number', 'invalid_account',
  'invalid_number', 'lost_card', 'merchant_blacklist', 'not_permitted', 'payment_method_unactivated', 'payment_method_unexpected_state', 'pickup_card',
  'resource_missing', 'restricted_card', 'revocation_of_all_authorizations', 'revocation_of_authorization', 'security_violation', 'stolen_card',
  'stop_payment_order', 'transaction_not_allowed',
]);

const FIRST_MINUTE = 8 * 60;
const MINUTES = 10 * 60;

// FNV-1a: any hash would do that spreads ids evenly and is the same everywhere.
function timeOfDay(spreadBy: string): string {
  let hash = 0x811c9dc5;
  for (const character of spreadBy) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const minute = FIRST_MINUTE + (hash % MINUTES);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
