import { useTranslation } from 'react-i18next';
import { daysFrom } from '../expected-date/days.js';
import type { Language } from './index.js';

/** The reader's language, and days written in it. */
export function useLanguage() {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'zh-CN' ? 'zh-CN' : 'en';
  return {
    language,
    /** '2026-12-03' → 'Dec 3' or '12月3日'; with the year when it is not this one. */
    day: (day: string, today: string) => formatDay(day, today, language),
    /** How far `day` is from `today`: 'tomorrow', 'in 12 days'. */
    distance: (day: string, today: string) => formatDistance(daysFrom(today, day), language),
  };
}

function formatDay(day: string, today: string, language: Language): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const };
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: language === 'en' ? 'short' : 'long', timeZone: 'UTC', ...year }).format(Date.parse(day));
}

function formatDistance(days: number, language: Language): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return Math.abs(days) < 60 ? format.format(days, 'day') : format.format(Math.round(days / 30.44), 'month');
}
