import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.js';
import { zhCN } from './zh-CN.js';

export const LANGUAGES = { en: 'English', 'zh-CN': '中文' } as const;
export type Language = keyof typeof LANGUAGES;

const KEPT_AS = 'perennial.language';

void i18next.use(initReactI18next).init({
  resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
  lng: keptLanguage() ?? browserLanguage(),
  fallbackLng: 'en',
  supportedLngs: Object.keys(LANGUAGES),
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
});
applyToPage(i18next.language as Language);

export function speak(language: Language): void {
  localStorage.setItem(KEPT_AS, language);
  applyToPage(language);
  void i18next.changeLanguage(language);
}

function applyToPage(language: Language): void {
  document.documentElement.lang = language;
}

function keptLanguage(): Language | null {
  const kept = localStorage.getItem(KEPT_AS);
  return kept !== null && kept in LANGUAGES ? (kept as Language) : null;
}

function browserLanguage(): Language {
  return navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
}
