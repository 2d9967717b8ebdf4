import type { Locale } from '@perennial/contract/admin';
import polyglotI18nProvider from 'ra-i18n-polyglot';
import type { I18nProvider, TranslationMessages } from 'react-admin';
import { currentLocale, rememberLocale } from './currentLocale';

const LOCALES = [
  { locale: 'en', name: 'English' },
  { locale: 'zh-CN', name: '简体中文' },
];

/** Each language is a chunk of its own: nobody downloads the one they don't read. */
const CATALOGUES: Record<Locale, () => Promise<{ default: object }>> = {
  en: () => import('./en'),
  'zh-CN': () => import('./zh-CN'),
};

const load = async (locale: Locale) => (await CATALOGUES[locale]()).default as TranslationMessages;

/** Waits for the reader's own language, so that the first screen is drawn in it. */
export const i18nProvider = await startIn(currentLocale());

async function startIn(locale: Locale): Promise<I18nProvider> {
  rememberLocale(locale);
  const messages = await load(locale);
  const polyglot = polyglotI18nProvider((wanted) => (wanted === locale ? messages : load(wanted as Locale)), locale, LOCALES);
  return {
    ...polyglot,
    changeLocale: async (wanted) => {
      await polyglot.changeLocale(wanted);
      rememberLocale(wanted as Locale);
    },
  };
}
