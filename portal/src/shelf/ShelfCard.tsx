import type { LessOften, ShelfItem } from '@perennial/contract/portal';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLanguage } from '../i18n/useLanguage.js';
import { ExpectedWhen } from './ExpectedWhen.js';
import { HowOften } from './HowOften.js';
import { isLeftBehind } from './leftBehind.js';
import { Level } from './Level.js';
import { Picture } from './Picture.js';

export type ShelfVerb = 'ran-out' | 'still-have-some' | 'less-often' | 'usual-rhythm' | 'stop' | 'resume';

/** What is announced when a command is done: a text, or one made of the answer to "less often". */
export type Done = string | ((answer: LessOften) => string);

/** One product: what it is, when it may run out and why we think so, and what one can say to that. */
export function ShelfCard({ item, today, busy, onCommand, onEvery }: {
  readonly item: ShelfItem;
  readonly today: string;
  readonly busy: string | null;
  readonly onCommand: (cycleId: string, verb: ShelfVerb, done: Done) => Promise<void>;
  readonly onEvery: (cycleId: string, weeks: number) => Promise<void>;
}) {
  const { t } = useTranslation();
  const { language, day } = useLanguage();
  const { cycleId, product, stopped } = item;
  const undated = item.overrideBy === null && item.rhythm === 'no-rhythm';
  const facts = [
    // The reason names the last order too, where there is one to give.
    undated ? t('shelf.last-ordered', { day: day(item.lastOrderedOn, today) }) : null,
    stopped ? t('shelf.stopped') : item.nextReminderOn && t('shelf.next-reminder', { day: day(item.nextReminderOn, today) }),
  ].filter((fact) => fact !== null);
  const titleId = `product-${cycleId}`;
  const inWeeks = (count: number) => t('shelf.weeks', { count });
  const slower: Done = ({ fromWeeks, toWeeks }) => t('shelf.less-often-done', { from: inWeeks(fromWeeks), to: inWeeks(toWeeks) });
  const command = (verb: ShelfVerb, className: string, done: Done = t(`shelf.${verb}-done`, { product: product.name })) => (
    <button
      type="button"
      className={className}
      disabled={busy !== null}
      aria-describedby={titleId}
      onClick={() => void onCommand(cycleId, verb, done)}
    >
      {t(`shelf.${verb}`)}
    </button>
  );

  return (
    <li className={`card item${stopped ? ' stopped' : ''}`} aria-labelledby={titleId}>
      <Picture name={product.name} imageUrl={product.imageUrl} />
      <h2 id={titleId}>{product.name}</h2>
      <ExpectedWhen item={item} today={today} />
      <div className="rest">
        {item.rhythm === 'reliable' && <Level item={item} today={today} />}
        <p className="soft">{undated ? t('shelf.no-rhythm-text') : item.reason[language]}</p>
        {facts.length > 0 && <p className="soft">{facts.join(' · ')}</p>}
        <div className="actions">
          {stopped ? (
            command('resume', 'second')
          ) : (
            <>
              <Link className="button second" to={`/shelf/${cycleId}/expected-date`} aria-describedby={titleId}>
                {t('shelf.change-date')}
              </Link>
              {!isLeftBehind(item) && command('still-have-some', 'second')}
              {command('ran-out', 'second')}
              {!isLeftBehind(item) && command('less-often', 'second', slower)}
              {command('stop', 'quiet')}
            </>
          )}
          {product.linkUrl !== null && (
            <a className="button second" href={product.linkUrl} rel="noreferrer">
              {t('shelf.shop')}
            </a>
          )}
        </div>
        {!stopped && (
          <HowOften
            item={item}
            titleId={titleId}
            busy={busy !== null}
            onEvery={(weeks) => onEvery(cycleId, weeks)}
            onUsual={() => onCommand(cycleId, 'usual-rhythm', t('shelf.usual-rhythm-done'))}
          />
        )}
      </div>
    </li>
  );
}
