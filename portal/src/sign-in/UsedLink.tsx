import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../page/Page.js';

export function UsedLink() {
  const { t } = useTranslation();
  return (
    <Page title={t('enter.used-title')} signedIn={false}>
      <p>{t('enter.used-text')}</p>
      <div className="row">
        <Link className="button" to="/shelf">
          {t('enter.to-shelf')}
        </Link>
        <Link className="button second" to="/sign-in">
          {t('enter.send-fresh')}
        </Link>
      </div>
    </Page>
  );
}
