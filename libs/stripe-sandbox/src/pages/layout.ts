import { type Response } from 'express';
import { randomBytes } from 'node:crypto';
import { html, Html } from './html.js';
import { type Texts } from './texts.js';

interface Page {
  readonly texts: Texts;
  readonly title: string;
  readonly body: Html;
  readonly script?: string;
  readonly status?: number;
}

/** Sends a page that loads nothing from anywhere, and says plainly that it is a test. */
export function sendPage(response: Response, { texts, title, body, script, status = 200 }: Page): void {
  const nonce = randomBytes(16).toString('base64');
  const code = script === undefined ? null : html`<script nonce="${nonce}">${new Html(script)}</script>`;
  const page = html`<!doctype html>
<html lang="${texts.lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style nonce="${nonce}">${new Html(STYLE)}</style></head>
<body><p class="ribbon"><strong>${texts.testMode}</strong> ${texts.testNote}</p>
<main>${body}</main>${code}</body></html>`;
  response
    .status(status)
    .setHeader('content-security-policy', `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`)
    .setHeader('referrer-policy', 'no-referrer')
    .setHeader('cache-control', 'no-store')
    .type('html')
    .send(page.text);
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1a2233; --quiet: #5b6478; --paper: #fff; --ground: #f5f6f9; --line: #d5d9e2; --accent: #4b46d6; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceef4; --quiet: #a3abbd; --paper: #1b2130; --ground: #10141f; --line: #39425a; --accent: #8f8bff; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif; }
.ribbon { margin: 0; padding: .6rem 1rem; background: #ffe9b8; color: #573b00; font-size: .875rem; text-align: center; }
main { max-width: 27rem; margin: 2rem auto; padding: 1.75rem; background: var(--paper); border: 1px solid var(--line); border-radius: 14px; }
h1 { margin: 0 0 1rem; font-size: 1.25rem; }
table { width: 100%; border-collapse: collapse; margin-bottom: 1.25rem; }
td, th { padding: .35rem 0; text-align: left; font-weight: 400; vertical-align: top; }
td:last-child, th:last-child { text-align: right; white-space: nowrap; }
tfoot th { border-top: 1px solid var(--line); font-weight: 600; }
small { color: var(--quiet); display: block; }
label { display: block; margin-bottom: .9rem; font-size: .9rem; }
input:not([type=radio]) { display: block; width: 100%; margin-top: .25rem; padding: .6rem .7rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 8px; }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .9rem; }
fieldset { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 1rem; padding: .5rem .9rem; }
fieldset label { margin: .25rem 0; }
button { font: inherit; cursor: pointer; }
.main { width: 100%; padding: .75rem; border: 0; border-radius: 8px; background: var(--accent); color: #fff; font-weight: 600; }
@media (prefers-color-scheme: dark) { .main { color: #10141f; } }
.plain { width: 100%; margin-top: .6rem; padding: .7rem; border: 1px solid var(--line); border-radius: 8px; background: transparent; color: inherit; }
.cards { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0 0 1rem; padding: 0; list-style: none; }
.cards button { padding: .25rem .6rem; border: 1px solid var(--line); border-radius: 99px; background: transparent; color: inherit; font-size: .8rem; }
.error { margin: 0 0 1rem; padding: .6rem .8rem; border: 1px solid var(--bad); border-radius: 8px; color: var(--bad); }
.reference { font-size: 1.5rem; letter-spacing: .12em; font-family: ui-monospace, monospace; }
.quiet { display: block; margin-top: 1rem; text-align: center; color: var(--quiet); }
body:has(input[name=method]:checked:not([value=card])) .card-only { display: none; }
`;
