import type { InAnotherLanguage } from '../Catalogue';
import type { due as english } from '../en/due';

export const due: InAnotherLanguage<typeof english> = { name: '到期看板' };
