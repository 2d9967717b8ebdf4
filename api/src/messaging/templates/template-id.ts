import { Refusal } from '../../platform/http/index.js';
import { idOf, TEMPLATE_KEYS, type TemplateKey } from './starter-templates.js';

const KEYS = new Map(TEMPLATE_KEYS.map((key) => [idOf(key), key]));

/** Which template `reminder.email.zh-CN` is. */
export function keyOf(id: string): TemplateKey {
  const key = KEYS.get(id);
  if (!key) throw new Refusal('not-found');
  return key;
}
