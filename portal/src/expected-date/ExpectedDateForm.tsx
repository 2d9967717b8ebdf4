import type { ShelfItem } from '@perennial/contract/portal';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { daysAfter } from './days.js';

const SHORTCUT_WEEKS = [1, 2, 4];

export function ExpectedDateForm({ item, today, busy, onSave }: {
  readonly item: ShelfItem;
  readonly today: string;
  readonly busy: boolean;
  readonly onSave: (date: { readonly day: string; readonly dayTo?: string }) => Promise<void>;
}) {
  const { t } = useTranslation();
  const [isRange, setIsRange] = useState(false);
  const [day, setDay] = useState(item.expectedOn < today ? today : item.expectedOn);
  const [dayTo, setDayTo] = useState(item.rhythm === 'reliable' && item.windowTo > day ? item.windowTo : daysAfter(day, 7));

  function submit(event: FormEvent) {
    event.preventDefault();
    void onSave(isRange && dayTo > day ? { day, dayTo } : { day });
  }

  return (
    <form className="card" onSubmit={submit}>
      <div>
        <h2>{item.product.name}</h2>
        <p className="soft">{t('date.text')}</p>
      </div>
      <fieldset>
        <legend hidden>{t('date.title')}</legend>
        <label className="choice">
          <input type="radio" name="kind" checked={!isRange} onChange={() => setIsRange(false)} />
          {t('date.one-day')}
        </label>
        <label className="choice">
          <input type="radio" name="kind" checked={isRange} onChange={() => setIsRange(true)} />
          {t('date.range')}
        </label>
      </fieldset>
      <div className="row">
        <label className="field">
          {t(isRange ? 'date.from' : 'date.day')}
          <input type="date" name="day" required min={today} value={day} onChange={(event) => setDay(event.target.value)} />
        </label>
        {isRange && (
          <label className="field">
            {t('date.to')}
            <input type="date" name="dayTo" required min={day} value={dayTo} onChange={(event) => setDayTo(event.target.value)} />
          </label>
        )}
      </div>
      {!isRange && (
        <div className="row">
          {SHORTCUT_WEEKS.map((weeks) => (
            <button key={weeks} type="button" className="second" onClick={() => setDay(daysAfter(today, weeks * 7))}>
              {t('date.in-weeks', { count: weeks })}
            </button>
          ))}
        </div>
      )}
      <button type="submit" className="wide" disabled={busy}>
        {t('date.save')}
      </button>
    </form>
  );
}
