import { useMemo } from 'react';
import { useLocale } from 'react-admin';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { formatsIn } from './formatsIn';

export type Formats = ReturnType<typeof formatsIn>;

/** The reader's language and the workspace's time zone and currency. */
export const useFormats = (): Formats => {
  const locale = useLocale();
  const { timeZone, currency } = useWorkplace();
  return useMemo(() => formatsIn(locale, timeZone, currency), [locale, timeZone, currency]);
};
