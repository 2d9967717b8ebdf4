import type { ShelfItem } from '@perennial/contract/portal';
import { useTranslation } from 'react-i18next';
import { daysFrom } from '../expected-date/days.js';

const LOW_PERCENT = 20;

/** How much of the usual time is left, as a jar would show it. */
export function Level({ item, today }: { readonly item: Pick<ShelfItem, 'lastOrderedOn' | 'expectedOn'>; readonly today: string }) {
  const { t } = useTranslation();
  const percent = percentLeft(item.lastOrderedOn, item.expectedOn, today);
  return (
    <div className={`level${percent <= LOW_PERCENT ? ' low' : ''}`} role="img" aria-label={t('shelf.left', { percent })}>
      <div style={{ width: `${percent}%` }} />
    </div>
  );
}

/** @example percentLeft('2026-11-01', '2026-12-01', '2026-11-16') // 50 */
export function percentLeft(lastOrderedOn: string, expectedOn: string, today: string): number {
  const whole = Math.max(daysFrom(lastOrderedOn, expectedOn), 1);
  return Math.min(Math.max(Math.round((daysFrom(today, expectedOn) / whole) * 100), 0), 100);
}
