import { judgeDecline } from './auto-renewal.js';

/** A balance that fills itself up, as far as the decision about it is concerned. Amounts are in minor units. */
export interface AutoTopUp {
  readonly enabled: boolean;
  /** Below this it is filled up… */
  readonly threshold: number;
  /** …to this… */
  readonly refillTo: number;
  /** …and never by more than this in a month. */
  readonly monthlyCap: number;
  readonly available: number;
  /** What is on its way, by whatever top-up: it counts as there. */
  readonly pending: number;
  readonly chargedThisMonth: number;
  readonly nextMonthAt: Date;
  readonly hasCard: boolean;
  /** When its owner was told that it may happen from now on. */
  readonly announcedAt: Date | null;
  /** Refusals since the last success or the last change of card or settings. */
  readonly declines: number;
  readonly lastDeclinedAt: Date | null;
  /** The decline code of the last of them. */
  readonly lastFailure: string | null;
}

export type TopUpDecision =
  | { readonly kind: 'charge'; readonly amount: number }
  | {
      readonly kind: 'wait';
      readonly because: 'off' | 'enough' | 'no-card' | 'not-announced' | 'announced-just-now' | 'declined-just-now' | 'declined-too-often' | 'declined-for-good' | 'cap-reached';
      /** When it is worth looking again by itself; null: when something changes. */
      readonly until: Date | null;
    };

/** What a provider takes at least. */
const SMALLEST_CHARGE = 100;

/**
 * Whether to fill the balance up now, and with how much: one charge of the whole difference, as far as the month's cap reaches.
 * After a refusal an hour passes, and after five in a row somebody has to do something: at once, if the card will never do. The first charge comes a day after it
 * was announced.
 * @example { threshold: 5000, refillTo: 20000, available: 3000, pending: 0, … } // charge 17000
 */
export function decideTopUp(t: AutoTopUp, now: Date): TopUpDecision {
  if (!t.enabled) return wait('off', null);
  if (t.available + t.pending >= t.threshold) return wait('enough', null);
  if (!t.hasCard) return wait('no-card', null);
  if (t.announcedAt === null) return wait('not-announced', null);
  const from = new Date(t.announcedAt.getTime() + NOTICE_MS);
  if (now < from) return wait('announced-just-now', from);
  if (t.declines > 0 && judgeDecline(t.lastFailure) === 'never') return wait('declined-for-good', null);
  if (t.declines >= MOST_DECLINES) return wait('declined-too-often', null);
  const again = t.lastDeclinedAt === null ? null : new Date(t.lastDeclinedAt.getTime() + PAUSE_MS);
  if (again !== null && now < again) return wait('declined-just-now', again);
  const amount = Math.min(t.refillTo - t.available - t.pending, t.monthlyCap - t.chargedThisMonth);
  return amount < SMALLEST_CHARGE ? wait('cap-reached', t.nextMonthAt) : { kind: 'charge', amount };
}

const HOUR_MS = 60 * 60_000;
const PAUSE_MS = HOUR_MS;
const NOTICE_MS = 24 * HOUR_MS;
const MOST_DECLINES = 5;

function wait(because: Extract<TopUpDecision, { kind: 'wait' }>['because'], until: Date | null): TopUpDecision {
  return { kind: 'wait', because, until };
}
