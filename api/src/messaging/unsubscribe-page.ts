import { escapeHtml, plainPage } from '../platform/http/index.js';
import type { Locale } from './message.js';

const TEXTS = {
  en: {
    title: 'Stop reminders',
    ask: (shop: string) => `Shall ${shop} stop sending you reminders by e-mail?`,
    yes: 'Yes, stop reminders',
    done: (shop: string) => `Done. You will get no more reminders from ${shop}.`,
    later: 'You can switch them on again on your shelf at any time.',
  },
  'zh-CN': {
    title: '停止提醒',
    ask: (shop: string) => `是否停止接收${shop}的邮件提醒？`,
    yes: '是，停止提醒',
    done: (shop: string) => `已停止。您不会再收到${shop}的提醒。`,
    later: '您随时可以在物品架上重新开启。',
  },
} as const;

/** The page behind the unsubscribe link, for people whose mail program opens it instead of posting to it. */
export function unsubscribePage(locale: Locale, shop: string, done: boolean): string {
  const text = TEXTS[locale];
  const name = escapeHtml(shop);
  const content = done
    ? `<p role="status">${text.done(name)}</p><p class="small">${text.later}</p>`
    : `<p>${text.ask(name)}</p><form method="post"><button type="submit">${text.yes}</button></form>`;
  return plainPage({ locale, title: text.title, content });
}
