import type { OpenedPortalSession } from '@perennial/contract/portal';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { ask, Refused } from '../asking/ask.js';
import { Page } from '../page/Page.js';
import { SpentLink } from './SpentLink.js';
import { UnknownLink } from './UnknownLink.js';

/**
 * Where the links in mails lead. The token stands behind the #, and only a tap on the button uses it: a mail scanner
 * that opens the page, even one that runs its scripts, uses nothing up.
 */
export function EnterPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [token] = useState(tokenOf(useLocation().hash));
  const [state, setState] = useState<'closed' | 'opening' | 'link-expired' | 'link-used' | 'link-not-valid' | 'no-answer'>('closed');

  async function open() {
    setState('opening');
    try {
      const { path } = await ask<OpenedPortalSession>('POST', 'sessions', { token });
      await navigate(path, { replace: true });
    } catch (error) {
      const code = error instanceof Refused ? error.code : '';
      setState(code === 'link-expired' || code === 'link-used' || code === 'link-not-valid' ? code : 'no-answer');
    }
  }

  if (token === null) return <Navigate to="/shelf" replace />;
  if (state === 'link-expired') return <SpentLink token={token} because="expired" />;
  if (state === 'link-used') return <SpentLink token={token} because="used" />;
  if (state === 'link-not-valid') return <UnknownLink />;
  return (
    <Page title={t('enter.title')} signedIn={false}>
      <p>{t('enter.text')}</p>
      {state === 'no-answer' && (
        <p className="notice refused" role="alert">
          {t('page.no-answer')}
        </p>
      )}
      <button type="button" className="wide" disabled={state === 'opening'} onClick={() => void open()}>
        {t('enter.open')}
      </button>
    </Page>
  );
}

function tokenOf(hash: string): string | null {
  return new URLSearchParams(hash.slice(1)).get('token');
}
