import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from './ask.js';

/** Runs one command at a time and says how it went: `done`, a text or one made of the answer, is announced; a refusal is shown. */
export function useCommand() {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<string | null>(null);
  const [said, setSaid] = useState<{ readonly kind: 'done' | 'refused'; readonly text: string } | null>(null);

  /** @param name tells which button is busy */
  async function run<Answer>(name: string, command: () => Promise<Answer>, done: string | ((answer: Answer) => string)): Promise<boolean> {
    setBusy(name);
    setSaid(null);
    try {
      const answer = await command();
      setSaid({ kind: 'done', text: typeof done === 'string' ? done : done(answer) });
      return true;
    } catch (error) {
      setSaid({ kind: 'refused', text: error instanceof Refused ? error.message : t('page.no-answer') });
      return false;
    } finally {
      setBusy(null);
    }
  }
  return { busy, said, run };
}
