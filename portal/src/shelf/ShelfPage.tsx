import type { LessOften, Shelf } from '@perennial/contract/portal';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { ask } from '../asking/ask.js';
import { useAnswer } from '../asking/useAnswer.js';
import { useCommand } from '../asking/useCommand.js';
import { Answered } from '../page/Answered.js';
import { Page } from '../page/Page.js';
import { Said } from '../page/Said.js';
import { leftBehindLast } from './leftBehind.js';
import { type Done, ShelfCard, type ShelfVerb } from './ShelfCard.js';
import { ShelfGhost } from './ShelfGhost.js';
import './shelf.css';

export function ShelfPage() {
  const { t } = useTranslation();
  const { answer, askAgain } = useAnswer<Shelf>('shelf');
  const { busy, said, run } = useCommand();
  const arrivedWith = (useLocation().state as { readonly said?: string } | null)?.said;

  /** One of the shelf's commands: done by the service first, then the shelf is looked at anew. */
  async function command(cycleId: string, verb: ShelfVerb, done: Done) {
    await run(
      `${cycleId} ${verb}`,
      async () => {
        const answer = await ask<LessOften>('POST', `shelf/${cycleId}/${verb}`);
        await askAgain();
        return answer;
      },
      done,
    );
  }

  async function everyNWeeks(cycleId: string, weeks: number) {
    await run(
      `${cycleId} every-n-weeks`,
      async () => {
        await ask('PUT', `shelf/${cycleId}/every-n-weeks`, { weeks });
        await askAgain();
      },
      t('shelf.every-done', { weeks: t('shelf.weeks', { count: weeks }) }),
    );
  }

  return (
    <Page title={t('shelf.title')} signedIn>
      <Said said={said ?? (arrivedWith === undefined ? null : { kind: 'done', text: arrivedWith })} />
      <Answered answer={answer} askAgain={askAgain} waiting={<ShelfGhost />}>
        {({ today, items }) =>
          items.length === 0 ? (
            <div className="card empty">
              <h2>{t('shelf.empty-title')}</h2>
              <p className="soft">{t('shelf.empty-text')}</p>
            </div>
          ) : (
            <ul className="shelf">
              {leftBehindLast(items).map((item) => (
                <ShelfCard key={item.cycleId} item={item} today={today} busy={busy} onCommand={command} onEvery={everyNWeeks} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  );
}
