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
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${text.title}</title>
<style>
:root { color-scheme: light dark; }
body { font: 1.0625rem/1.6 system-ui, sans-serif; max-width: 26rem; margin: 15vh auto 0; padding: 0 1.5rem; color: light-dark(#22302a, #e6ede8); background: light-dark(#fff, #131a16); }
h1 { font-size: 1.5rem; }
button { font: inherit; font-weight: 600; padding: .8rem 1.6rem; border: 0; border-radius: .7rem; background: #2f6b4f; color: #fff; cursor: pointer; }
button:focus-visible { outline: 3px solid #9fd3b6; outline-offset: 2px; }
.small { color: light-dark(#5b6b62, #a3b3a9); font-size: .9375rem; }
</style>
</head>
<body><main><h1>${text.title}</h1>${content}</main></body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
