import { formatMoney, type Money } from '@perennial/money';
import { Liquid } from 'liquidjs';
import type { Locale } from '../message.js';

const RENDER_LIMIT_MS = 5_000;
const MEMORY_LIMIT = 2_000_000;
const PARSE_LIMIT = 500_000;

/** Liquid without files, with limits, in which an unknown variable is a mistake. `html` escapes everything it prints. */
export function liquidFor(locale: Locale, kind: 'html' | 'text'): Liquid {
  const liquid = new Liquid({
    templates: {},
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: PARSE_LIMIT,
    renderLimit: RENDER_LIMIT_MS,
    memoryLimit: MEMORY_LIMIT,
    ...(kind === 'html' ? { outputEscape: 'escape' as const } : {}),
  });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  liquid.registerFilter('day', (day: string) => days.format(new Date(`${day}T00:00:00Z`)));
  liquid.registerFilter('money', (amount: Money) => formatMoney(amount, locale));
  return liquid;
}
