interface Page {
  readonly locale: 'en' | 'zh-CN';
  readonly title: string;
  /** HTML: what comes from outside has gone through `escapeHtml`. */
  readonly content: string;
  /** HTML for the head. */
  readonly head?: string;
}

/** A page of the api itself, for people who follow a link of a mail. It works without scripts, on a phone and in the dark. */
export function plainPage({ locale, title, content, head = '' }: Page): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">${head}
<title>${title}</title>
<style>
:root { color-scheme: light dark; }
body { font: 1.0625rem/1.6 system-ui, sans-serif; max-width: 28rem; margin: 15vh auto 0; padding: 0 1.5rem; color: light-dark(#22302a, #e6ede8); background: light-dark(#fff, #131a16); }
h1 { font-size: 1.5rem; }
button, .button { font: inherit; font-weight: 600; padding: .8rem 1.6rem; border: 0; border-radius: .7rem; background: #2f6b4f; color: #fff; cursor: pointer; text-decoration: none; }
:focus-visible { outline: 3px solid #9fd3b6; outline-offset: 2px; }
.small { color: light-dark(#5b6b62, #a3b3a9); font-size: .9375rem; }
</style>
</head>
<body><main><h1>${title}</h1>${content}</main></body>
</html>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
