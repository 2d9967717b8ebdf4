import type { Plan } from '@perennial/contract/admin';
import { useLocale } from 'react-admin';

type Texts = Plan['name'];

/** A text that comes in both languages, in the reader's. */
export const useInTongue = (): ((texts: Texts) => string) => {
  const locale = useLocale();
  return (texts) => (locale === 'zh-CN' ? texts['zh-CN'] : texts.en);
};
