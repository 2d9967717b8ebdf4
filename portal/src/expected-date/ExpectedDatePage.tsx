import type { Shelf } from '@perennial/contract/portal';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { ask } from '../asking/ask.js';
import { useAnswer } from '../asking/useAnswer.js';
import { useCommand } from '../asking/useCommand.js';
import { Answered } from '../page/Answered.js';
import { Page } from '../page/Page.js';
import { Said } from '../page/Said.js';
import { ExpectedDateForm } from './ExpectedDateForm.js';

/** "It will last until then": a day, or some time between two days. */
export function ExpectedDatePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { cycleId } = useParams();
  const { answer, askAgain } = useAnswer<Shelf>('shelf');
  const { busy, said, run } = useCommand();

  async function save(date: { readonly day: string; readonly dayTo?: string }) {
    const saved = await run('save', () => ask('PUT', `shelf/${cycleId}/expected-date`, date), t('date.saved'));
    if (saved) await navigate('/shelf', { state: { said: t('date.saved') } });
  }

  return (
    <Page title={t('date.title')} signedIn>
      <Said said={said} />
      <Answered answer={answer} askAgain={askAgain} waiting={<p className="soft">{t('page.loading')}</p>}>
        {({ today, items }) => {
          const item = items.find((candidate) => candidate.cycleId === cycleId);
          return item ? <ExpectedDateForm item={item} today={today} busy={busy !== null} onSave={save} /> : <p className="notice refused">{t('date.gone')}</p>;
        }}
      </Answered>
      <p>
        <Link className="button quiet" to="/shelf">
          {t('page.back-to-shelf')}
        </Link>
      </p>
    </Page>
  );
}
