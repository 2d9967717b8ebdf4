import type { ShelfItem } from '@perennial/contract/portal';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/useLanguage.js';
import { isLeftBehind } from './leftBehind.js';

/** The expected day as one says it: a day with its distance, and the window when it is one. */
export function ExpectedWhen({ item, today }: { readonly item: ShelfItem; readonly today: string }) {
  const { t } = useTranslation();
  const { day, distance } = useLanguage();
  const { expectedOn, windowFrom, windowTo, overrideBy, rhythm, because } = item;
  if (isLeftBehind(item)) return <p className="when far">{t('shelf.lapsed')}</p>;
  if (overrideBy === null && rhythm === 'no-rhythm') return <p className="when far">{t('shelf.no-rhythm')}</p>;
  const overdue = expectedOn < today;
  return (
    <div>
      <p className={`when${overdue ? ' overdue' : ''}`}>
        {t(overdue ? 'shelf.overdue' : 'shelf.expected', { day: day(expectedOn, today) })} <span className="far">{distance(expectedOn, today)}</span>
      </p>
      <p className="soft">
        {because.basis === 'customer-date' && `${t('shelf.your-date')}${windowFrom < windowTo ? ' · ' : ''}`}
        {windowFrom < windowTo && t('shelf.window', { from: day(windowFrom, today), to: day(windowTo, today) })}
      </p>
    </div>
  );
}
