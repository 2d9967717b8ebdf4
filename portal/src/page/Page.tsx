import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useNavigate } from 'react-router';
import { ask } from '../asking/ask.js';
import { LanguageChoice } from './LanguageChoice.js';

/** The frame of every screen. Signed-in screens have the two tabs; the others only the language. */
export function Page({ title, signedIn, children }: { readonly title: string; readonly signedIn: boolean; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useEffect(() => {
    document.title = title;
  }, [title]);

  async function leave() {
    await ask('DELETE', 'sessions/current').catch(() => undefined);
    await navigate('/sign-in', { replace: true });
  }

  return (
    <div className="page">
      <header className="top">
        {signedIn && (
          <nav aria-label={t('page.menu')}>
            <NavLink to="/shelf">{t('shelf.title')}</NavLink>
            <NavLink to="/reminder-choices">{t('choices.title')}</NavLink>
          </nav>
        )}
        <div className="top-end">
          <LanguageChoice />
          {signedIn && (
            <button type="button" className="quiet" onClick={() => void leave()}>
              {t('page.leave')}
            </button>
          )}
        </div>
      </header>
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
