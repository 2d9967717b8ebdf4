import type { Locale, Me } from '@perennial/contract/admin';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocaleState } from 'react-admin';
import { request } from '../api/request';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { ME } from '../session/me';

/**
 * Keeps the screen and the account in one language. Whoever has signed in, on whatever device, reads the language of their
 * account; whoever then switches it, in the corner or on the account page, has switched it everywhere.
 */
export const useAccountLanguage = (): void => {
  const queries = useQueryClient();
  const [shown, show] = useLocaleState();
  const { locale: chosen } = useWorkplace().me.user;
  const before = useRef(shown);

  useEffect(() => show(chosen), [chosen, show]);

  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    if (shown === chosen) return;
    const locale = shown as Locale;
    // At once: a change of language draws every screen anew, and this one must then find it chosen.
    queries.setQueryData<Me>(ME, (me) => me && { ...me, user: { ...me.user, locale } });
    request('/auth/update-user', { method: 'POST', body: { locale } }).catch(() => queries.invalidateQueries({ queryKey: ME }));
  }, [shown, chosen, queries]);
};
