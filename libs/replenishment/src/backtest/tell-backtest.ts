import type { SentenceLocale } from '../explain/explain.js';

/** Past dates that were worth a reminder, and the share of them that was right within seven days. */
export interface PromisedDates {
  readonly promised: number;
  readonly within7Days: number | null;
}

export type BacktestVerdict = 'good' | 'not-good-enough' | 'no-dates' | 'too-few';

/** Fewer dates than this judge nobody. */
export const MIN_PROMISED = 10;
/** More wrong than right is not good enough. */
export const GOOD_SHARE = 0.5;

/** What a product's past dates were worth. */
export function judgeDates({ promised, within7Days }: PromisedDates): BacktestVerdict {
  if (promised === 0 || within7Days === null) return 'no-dates';
  if (promised < MIN_PROMISED) return 'too-few';
  return within7Days >= GOOD_SHARE ? 'good' : 'not-good-enough';
}

/**
 * The plain sentence about a shop's predictions.
 * @example tellBacktest({ promised: 412, within7Days: 0.71 }, 'en') // 'Would have been right within ±7 days for 7 of 10 orders.'
 */
export function tellBacktest(dates: PromisedDates, locale: SentenceLocale): string {
  const verdict = judgeDates(dates);
  if (verdict === 'no-dates') {
    return locale === 'en' ? 'No rhythm here has been regular enough to give a date by.' : '目前没有足够规律的购买节奏，无法给出日期。';
  }
  if (verdict === 'too-few') {
    return locale === 'en' ? 'Too few dates have been worth a reminder yet to tell how good they are.' : '目前值得提醒的日期还太少，无法判断是否准确。';
  }
  const ofTen = Math.round(10 * (dates.within7Days ?? 0));
  return locale === 'en' ? `Would have been right within ±7 days for ${ofTen} of 10 orders.` : `每 10 次下单中，约有 ${ofTen} 次与预测日期相差不超过 7 天。`;
}
