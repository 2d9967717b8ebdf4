import type { ShelfItem } from '@perennial/contract/portal';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nearestWeeks, WEEKS } from './weeks.js';

/** "Every six weeks, please", and the way back to the usual rhythm. */
export function HowOften({ item, titleId, busy, onEvery, onUsual }: {
  readonly item: ShelfItem;
  readonly titleId: string;
  readonly busy: boolean;
  readonly onEvery: (weeks: number) => Promise<void>;
  readonly onUsual: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const summary = useRef<HTMLElement>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const asked = item.because.everyWeeks;
  const weeks = chosen ?? asked ?? nearestWeeks(item);

  async function submit(event: FormEvent) {
    event.preventDefault();
    await onEvery(weeks);
    setChosen(null);
  }

  /** The button is gone once it has done its work; whoever pressed it by keyboard stays in its place. */
  async function usual() {
    await onUsual();
    summary.current?.focus();
  }

  return (
    <details className="how-often">
      <summary ref={summary} aria-describedby={titleId}>
        {asked === undefined ? t('shelf.every') : t('shelf.every-asked', { weeks: t('shelf.weeks', { count: asked }) })}
      </summary>
      <form className="row" onSubmit={(event) => void submit(event)}>
        <label className="field">
          {t('shelf.every-label')}
          <select value={weeks} aria-describedby={titleId} onChange={(event) => setChosen(Number(event.target.value))}>
            {[...new Set([...WEEKS, weeks])]
              .toSorted((a, b) => a - b)
              .map((choice) => (
                <option key={choice} value={choice}>
                  {t('shelf.weeks', { count: choice })}
                </option>
              ))}
          </select>
        </label>
        <button type="submit" className="second" disabled={busy} aria-describedby={titleId}>
          {t('shelf.every-save')}
        </button>
        {asked !== undefined && (
          <button type="button" className="quiet" disabled={busy} aria-describedby={titleId} onClick={() => void usual()}>
            {t('shelf.usual-rhythm')}
          </button>
        )}
      </form>
    </details>
  );
}
