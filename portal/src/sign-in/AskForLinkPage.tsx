import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ask } from '../asking/ask.js';
import { useCommand } from '../asking/useCommand.js';
import { Page } from '../page/Page.js';
import { Said } from '../page/Said.js';

/** A link by mail instead of a password. A shop links here as /portal/sign-in?shop=its-short-name, and nobody has to type it. */
export function AskForLinkPage() {
  const { t } = useTranslation();
  const { busy, said, run } = useCommand();
  const [params] = useSearchParams();
  const given = params.get('shop');
  const [workspace, setWorkspace] = useState(given ?? '');
  const [email, setEmail] = useState('');

  function submit(event: FormEvent) {
    event.preventDefault();
    void run('send', () => ask('POST', 'sign-in-links', { workspace: workspace.trim(), email: email.trim() }), t('enter.on-its-way'));
  }

  if (said?.kind === 'done') {
    return (
      <Page title={t('enter.on-its-way-title')} signedIn={false}>
        <Said said={said} />
      </Page>
    );
  }
  return (
    <Page title={t('sign-in.title')} signedIn={false}>
      <p>{t('sign-in.text')}</p>
      <Said said={said} />
      <form onSubmit={submit}>
        <label className="field">
          {t('sign-in.email')}
          <input type="email" name="email" autoComplete="email" inputMode="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
        </label>
        {given === null && (
          <label className="field">
            {t('sign-in.shop')}
            <input name="shop" autoCapitalize="none" required aria-describedby="shop-help" value={workspace} onChange={(event) => setWorkspace(event.target.value)} />
            <span id="shop-help" className="soft">
              {t('sign-in.shop-help')}
            </span>
          </label>
        )}
        <button type="submit" className="wide" disabled={busy !== null}>
          {t('sign-in.send')}
        </button>
      </form>
    </Page>
  );
}
