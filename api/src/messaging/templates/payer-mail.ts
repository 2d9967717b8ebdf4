import type { Locale } from '../message.js';
import { button, paragraphs } from './layout.js';
import type { TemplateSource, TemplateSources } from './template.js';

interface PayerWords extends Pick<TemplateSource, 'subject' | 'preheader'> {
  /** The paragraphs. `<b>` is taken out of them for the text. */
  readonly says: readonly string[];
  /** What to do about it; the billing page when nothing else is said. */
  readonly button?: { readonly href: string; readonly label: string };
}

const FOOTER: Readonly<Record<Locale, string>> = {
  en: 'You get this because you are responsible for the plan of {{ workspace_name }}.',
  'zh-CN': '您是{{ workspace_name }}的套餐负责人，因此收到本邮件。',
};
const BILLING: Readonly<Record<Locale, string>> = { en: 'Plan &amp; billing', 'zh-CN': '套餐与账单' };

/** A mail to whoever pays for a workspace: what happened to the money, and one button. */
export function payerMail(words: Readonly<Record<Locale, PayerWords>>): TemplateSources {
  return { en: inLanguage('en', words.en), 'zh-CN': inLanguage('zh-CN', words['zh-CN']) };
}

function inLanguage(locale: Locale, { subject, preheader, says, button: act = { href: '{{ billing_url }}', label: BILLING[locale] } }: PayerWords): TemplateSource {
  const text = [...says.map((paragraph) => paragraph.replaceAll(/<\/?b>/g, '')), act.href, FOOTER[locale]].join('\n\n');
  return { subject, preheader, body: `${paragraphs(...says)}${button(act.href, act.label)}`, footer: FOOTER[locale], text: `${text}\n` };
}
