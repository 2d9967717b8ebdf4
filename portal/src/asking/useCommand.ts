import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from './ask.js';

/** Runs one command at a time and says how it went: `done` is announced, a refusal is shown. */
export function useCommand() {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<string | null>(null);
  const [said, setSaid] = useState<{ readonly kind: 'done' | 'refused'; readonly text: string } | null>(null);

  /** @param name tells which button is busy */
  async function run(name: string, command: () => Promise<void>, done: string): Promise<boolean> {
    setBusy(name);
    setSaid(null);
    try {
      await command();
      setSaid({ kind: 'done', text: done });
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
