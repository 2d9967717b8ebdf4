import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { Refused } from '../asking/ask.js';
import type { Answer } from '../asking/useAnswer.js';

/** Shows an answer when it is there, and says what is the matter when it isn't. Whoever is not signed in is led to the door. */
export function Answered<T>({ answer, askAgain, waiting, children }: {
  readonly answer: Answer<T>;
  readonly askAgain: () => Promise<void>;
  readonly waiting: ReactNode;
  readonly children: (value: T) => ReactNode;
}) {
  const { t } = useTranslation();
  if (answer.state === 'waiting') return waiting;
  if (answer.state === 'there') return children(answer.value);
  const { error } = answer;
  if (error instanceof Refused && error.code === 'not-signed-in') return <Navigate to="/sign-in" replace />;
  return (
    <div className="notice refused" role="alert">
      <p>{error instanceof Refused ? error.message : t('page.no-answer')}</p>
      <button type="button" onClick={() => void askAgain()}>
        {t('page.try-again')}
      </button>
    </div>
  );
}
