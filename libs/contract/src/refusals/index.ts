import { access } from './access.js';
import { billing } from './billing.js';
import { general } from './general.js';
import { messaging } from './messaging.js';
import { privacy } from './privacy.js';
import { replenishment } from './replenishment.js';

/** Every refusal the service knows: its stable code, HTTP status, and text in both languages. */
export const REFUSALS = { ...general, ...access, ...replenishment, ...billing, ...messaging, ...privacy };

export type RefusalCode = keyof typeof REFUSALS;

export type { RefusalText } from './refusal.js';

/**
 * The text of a refusal in the reader's language, with `{name}` places filled from `details`.
 * @example refusalText('not-found', 'zh-CN') // '找不到该内容。'
 */
export function refusalText(code: RefusalCode, locale: 'en' | 'zh-CN', details: Readonly<Record<string, unknown>> = {}): string {
  return REFUSALS[code][locale].replace(/\{(\w+)\}/g, (place, name: string) => (name in details ? String(details[name]) : place));
}
