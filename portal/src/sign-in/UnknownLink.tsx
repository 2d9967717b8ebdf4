import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../page/Page.js';

/** A link that was never made, most likely one cut short by a mail program. */
export function UnknownLink() {
  const { t } = useTranslation();
  return (
    <Page title={t('enter.unknown-title')} signedIn={false}>
      <p>{t('enter.unknown-text')}</p>
      <Link className="button wide" to="/sign-in">
        {t('enter.send-fresh')}
      </Link>
    </Page>
  );
}
