import type { ReminderChoices } from '@perennial/contract/portal';
import { useTranslation } from 'react-i18next';
import { ask } from '../asking/ask.js';
import { useAnswer } from '../asking/useAnswer.js';
import { useCommand } from '../asking/useCommand.js';
import { Answered } from '../page/Answered.js';
import { Page } from '../page/Page.js';
import { Said } from '../page/Said.js';
import { StoppedProducts } from './StoppedProducts.js';
import './reminder-choices.css';

/** Reminders on or off, in all and for single products. */
export function ReminderChoicesPage() {
  const { t } = useTranslation();
  const { answer, askAgain } = useAnswer<ReminderChoices>('reminder-choices');
  const { busy, said, run } = useCommand();

  async function command(path: string, done: string) {
    await run(
      path,
      async () => {
        await ask('POST', path);
        await askAgain();
      },
      done,
    );
  }

  return (
    <Page title={t('choices.title')} signedIn>
      <Said said={said} />
      <Answered answer={answer} askAgain={askAgain} waiting={<p className="soft">{t('page.loading')}</p>}>
        {({ stoppedAll, stoppedProducts }) => (
          <>
            <section className="card">
              <h2>{t(stoppedAll ? 'choices.off' : 'choices.on')}</h2>
              <p className="soft">{t(stoppedAll ? 'choices.off-text' : 'choices.on-text')}</p>
              {stoppedAll ? (
                <button type="button" disabled={busy !== null} onClick={() => void command('reminder-choices/resume-all', t('choices.resume-all-done'))}>
                  {t('choices.resume-all')}
                </button>
              ) : (
                <button type="button" className="second" disabled={busy !== null} onClick={() => void command('reminder-choices/stop-all', t('choices.stop-all-done'))}>
                  {t('choices.stop-all')}
                </button>
              )}
            </section>
            {!stoppedAll && (
              <StoppedProducts
                products={stoppedProducts}
                busy={busy !== null}
                onResume={({ cycleId, productName }) => command(`shelf/${cycleId}/resume`, t('shelf.resume-done', { product: productName }))}
              />
            )}
          </>
        )}
      </Answered>
    </Page>
  );
}
