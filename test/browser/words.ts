import type { Locale } from '@perennial/contract/admin';
import { en } from '../../portal/src/i18n/en.js';
import { zhCN } from '../../portal/src/i18n/zh-CN.js';

type Values = Readonly<Record<string, string | number>>;
interface Branch {
  readonly [key: string]: string | Branch;
}

/** What the two fronts say in one language, out of their own catalogues: a walk names a text and never retypes it. */
export interface Words {
  readonly locale: Locale;
  /** @example words.admin('resources.billing.action.pay', { total: '$58.80' }) */
  admin(key: string, values?: Values): string;
  portal(key: keyof typeof en, values?: Values): string;
}

export async function wordsIn(locale: Locale): Promise<Words> {
  const { default: catalogue } = (await import(`../../admin/src/i18n/${locale}/index.ts`)) as { default: Branch };
  const portal = locale === 'en' ? en : zhCN;
  return {
    locale,
    admin: (key, values = {}) => filled(inNumber(textAt(catalogue, key), values['smart_count']), /%\{(\w+)\}/g, values),
    portal: (key, values = {}) => filled(portal[key], /\{\{(\w+)\}\}/g, values),
  };
}

function textAt(catalogue: Branch, key: string): string {
  const found = key.split('.').reduce<string | Branch | undefined>((branch, part) => (typeof branch === 'object' ? branch[part] : undefined), catalogue);
  if (typeof found !== 'string') throw new Error(`The admin has no text ${key}.`);
  return found;
}

/** The first form is for one, the second for any other number; a language with one form uses it for all. */
function inNumber(text: string, count: string | number | undefined): string {
  const [one = text, many = one] = text.split(' |||| ');
  return count === undefined || count === 1 ? one : many;
}

function filled(text: string, place: RegExp, values: Values): string {
  return text.replace(place, (whole, name: string) => String(values[name] ?? whole));
}
