/** The ways to guess the next order that are compared: ours, and the rules of thumb in use. */
export const METHODS = ['ours', 'fixed-30', 'default-interval', 'global-median', 'product-median', 'personal-mean', 'personal-median', 'last-gap'] as const;
export type Method = (typeof METHODS)[number];

/**
 * Which past gaps are judged. `all`: every one. `last-gap`: the newest of each pair with two or more. `horizon-fair`: only gaps that
 * opened early enough to be seen to their end and closed within the horizon, so that long ones are not missing by chance;
 * `horizon-fair-known`: of these, the ones before which two own gaps were known.
 */
export const CASE_SETS = ['all', 'last-gap', 'horizon-fair', 'horizon-fair-known'] as const;
export type CaseSet = (typeof CASE_SETS)[number];

/** How well one method guessed one set of gaps. Days are days, shares are between 0 and 1. */
export interface Score {
  readonly set: CaseSet;
  readonly method: Method;
  readonly cases: number;
  /** Mean |ln(guessed gap / actual gap)|. */
  readonly malr: number;
  readonly meanErrorDays: number;
  readonly medianErrorDays: number;
  readonly within20Percent: number;
  readonly within3Days: number;
  readonly within7Days: number;
}

/** The promised window: which share of the gaps closed inside it, and how much longer its end is than its beginning. */
export interface WindowScore {
  readonly set: CaseSet;
  readonly cases: number;
  readonly coverage: number;
  readonly widthRatio: number;
}

/** What would have come of the predictions of one past night. */
export interface NightScore {
  readonly asOf: string;
  readonly pairs: number;
  readonly reliable: number;
  /** Of the pairs most likely to buy within 14 days, the share that did; null when there are fewer pairs than that. */
  readonly precisionAt: readonly { readonly n: number; readonly share: number | null }[];
  /** Reminders five days before the expected date, by what followed: an order within 14 days (useful), a later one or none (early), one before the reminder left (late). */
  readonly reminders: { readonly sent: number; readonly useful: number; readonly early: number; readonly late: number };
}

export interface BacktestReport {
  readonly from: string;
  readonly to: string;
  readonly horizonDays: number;
  readonly scores: readonly Score[];
  readonly windows: readonly WindowScore[];
  readonly nights: readonly NightScore[];
}
