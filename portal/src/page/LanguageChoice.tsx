import { useTranslation } from 'react-i18next';
import { type Language, LANGUAGES, speak } from '../i18n/index.js';
import { useLanguage } from '../i18n/useLanguage.js';

export function LanguageChoice() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <select className="language" aria-label={t('page.language')} value={language} onChange={(event) => speak(event.target.value as Language)}>
      {Object.entries(LANGUAGES).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
