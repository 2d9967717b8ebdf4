import { useCallback, useEffect, useState } from 'react';
import { ask } from './ask.js';

export type Answer<T> = { readonly state: 'waiting' } | { readonly state: 'there'; readonly value: T } | { readonly state: 'failed'; readonly error: Error };

/** What the service answers to a GET, and a way to ask again; meanwhile the old answer stays on screen. */
export function useAnswer<T>(path: string): { answer: Answer<T>; askAgain: () => Promise<void> } {
  const [answer, setAnswer] = useState<Answer<T>>({ state: 'waiting' });
  const askAgain = useCallback(async () => {
    try {
      setAnswer({ state: 'there', value: await ask<T>('GET', path) });
    } catch (error) {
      setAnswer({ state: 'failed', error: error as Error });
    }
  }, [path]);
  useEffect(() => {
    let wanted = true;
    ask<T>('GET', path).then(
      (value) => wanted && setAnswer({ state: 'there', value }),
      (error: unknown) => wanted && setAnswer({ state: 'failed', error: error as Error }),
    );
    return () => {
      wanted = false;
    };
  }, [path]);
  return { answer, askAgain };
}
