import type { Locale } from '@perennial/contract/admin';

const KEY = 'perennial.locale';

/** The language in force: the one chosen here before, else the browser's, else English. It outlives signing out. */
export function currentLocale(): Locale {
  const chosen = localStorage.getItem(KEY);
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  return navigator.languages.find((language) => /^(zh|en)\b/.test(language))?.startsWith('zh') ? 'zh-CN' : 'en';
}

export function rememberLocale(locale: Locale): void {
  localStorage.setItem(KEY, locale);
  document.documentElement.lang = locale;
}
