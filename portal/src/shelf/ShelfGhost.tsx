import { useTranslation } from 'react-i18next';

/** The outline of a shelf while its content is on the way. */
export function ShelfGhost() {
  const { t } = useTranslation();
  return (
    <div className="shelf" role="status" aria-label={t('page.loading')}>
      {[1, 2, 3].map((place) => (
        <div key={place} className="card ghost" />
      ))}
    </div>
  );
}
