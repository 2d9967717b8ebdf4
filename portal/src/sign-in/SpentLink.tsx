import { useTranslation } from 'react-i18next';
import { ask } from '../asking/ask.js';
import { useCommand } from '../asking/useCommand.js';
import { Page } from '../page/Page.js';
import { Said } from '../page/Said.js';

interface Props {
  readonly token: string;
  readonly because: 'expired' | 'used';
}

/** An old or used link opens nothing, but it still says whom to mail a fresh one. */
export function SpentLink({ token, because }: Props) {
  const { t } = useTranslation();
  const { busy, said, run } = useCommand();
  const sent = said?.kind === 'done';
  return (
    <Page title={t(sent ? 'enter.on-its-way-title' : `enter.${because}-title`)} signedIn={false}>
      <Said said={said} />
      {!sent && (
        <>
          <p>{t(`enter.${because}-text`)}</p>
          <button type="button" className="wide" disabled={busy !== null} onClick={() => void run('send', () => ask('POST', 'sign-in-links', { token }), t('enter.on-its-way'))}>
            {t('enter.send-fresh')}
          </button>
        </>
      )}
    </Page>
  );
}
