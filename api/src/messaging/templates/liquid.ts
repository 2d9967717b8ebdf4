import { formatMoney, type Money } from '@perennial/money';
import { Liquid } from 'liquidjs';
import type { Locale } from '../message.js';

const RENDER_LIMIT_MS = 5_000;
const MEMORY_LIMIT = 2_000_000;
const PARSE_LIMIT = 500_000;
const DAYS_KEPT = 1_000;
/** They read files. A template is one piece. */
const FILE_TAGS = ['include', 'render', 'layout', 'block'];
/** `raw` prints without escaping. The others take Liquid out of a string, where no check sees it, or show how we are made. */
const UNFIT_FILTERS = ['raw', 'where_exp', 'reject_exp', 'group_by_exp', 'has_exp', 'find_exp', 'find_index_exp', 'inspect', 'json', 'jsonify', 'sample'];

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
  for (const tag of FILE_TAGS) delete liquid.tags[tag];
  for (const filter of UNFIT_FILTERS) delete liquid.filters[filter];
  const inWords = daysInWords(locale);
  liquid.registerFilter('day', (day: string | null) => (day ? inWords(day) : ''));
  liquid.registerFilter('money', (amount: Money) => formatMoney(amount, locale));
  return liquid;
}

/** The mails of a run are about the same few days, and saying one takes longer than finding it again. */
function daysInWords(locale: Locale): (day: string) => string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const said = new Map<string, string>();
  return (day) => {
    const known = said.get(day);
    if (known !== undefined) return known;
    const words = format.format(new Date(`${day}T00:00:00Z`));
    if (said.size >= DAYS_KEPT) said.clear();
    said.set(day, words);
    return words;
  };
}

export const LIQUID = {
  en: { html: liquidFor('en', 'html'), text: liquidFor('en', 'text') },
  'zh-CN': { html: liquidFor('zh-CN', 'html'), text: liquidFor('zh-CN', 'text') },
} as const;
