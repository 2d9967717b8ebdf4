import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What was sent to a telephone or called at a webhook. */
export interface CaughtMessage {
  readonly kind: 'sms' | 'webhook';
  readonly at: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface MessageInbox {
  readonly url: string;
  readonly messages: readonly CaughtMessage[];
  /** What the next requests are answered with instead of being taken. */
  refuseWith: { readonly status: number; readonly code?: number } | null;
  close(): Promise<void>;
}

const KEPT = 500;
const SMS = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})\/Messages\.json$/i;

/**
 * A telephone and a webhook's receiver in one: it takes text messages as Twilio's API does, takes POSTs at `/webhook`, and
 * shows both on a page. Nothing leaves the machine.
 */
export async function openMessageInbox(port: number, host = '127.0.0.1'): Promise<MessageInbox> {
  const messages: CaughtMessage[] = [];
  const inbox = { refuseWith: null as MessageInbox['refuseWith'] };
  const take = (message: CaughtMessage) => {
    messages.unshift(message);
    messages.length = Math.min(messages.length, KEPT);
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const account = SMS.exec(path)?.[1];
    if (request.method === 'GET' && path === '/') return void response.setHeader('content-type', 'text/html; charset=utf-8').end(page(messages));
    if (request.method === 'GET' && path === '/api/messages') return json(response, 200, messages);
    if (request.method !== 'POST' || (!account && path !== '/webhook')) return json(response, 404, { message: 'not found' });
    const body = await text(request);
    if (inbox.refuseWith) return json(response, inbox.refuseWith.status, { ...inbox.refuseWith, message: 'refused on purpose' });
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const at = new Date().toISOString();
    if (!account) {
      take({ kind: 'webhook', at, to: path, from: '', body, headers });
      return json(response, 200, {});
    }
    if (!headers['authorization']?.startsWith('Basic ')) return json(response, 401, { code: 20003, message: 'Authenticate', status: 401 });
    const fields = new URLSearchParams(body);
    const [to, from, words] = [fields.get('To') ?? '', fields.get('From') ?? fields.get('MessagingServiceSid') ?? '', fields.get('Body') ?? ''];
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return json(response, 400, { code: 21211, message: `The 'To' number ${to} is not a valid phone number.`, status: 400 });
    take({ kind: 'sms', at, to, from, body: words, headers });
    return json(response, 201, { sid: `SM${randomBytes(16).toString('hex')}`, account_sid: account, to, from, body: words, status: 'queued' });
  }

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  server.listen(port, host);
  await once(server, 'listening');
  return Object.assign(inbox, {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    messages,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function page(messages: readonly CaughtMessage[]): string {
  const rows = messages.map(({ kind, at, to, body }) => `<li><small>${kind === 'sms' ? 'SMS 短信' : 'Webhook'} · ${escaped(at)} · ${escaped(to)}</small><pre>${withLinks(escaped(body))}</pre></li>`).join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5"><title>Text messages and webhooks</title>
<style>html{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.4rem;line-height:1.3}ul{list-style:none;padding:0}li{border:1px solid #8886;border-radius:12px;padding:.75rem 1rem;margin:.75rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:.25rem 0 0}</style>
<h1>Text messages and webhooks · 短信与回调</h1>${messages.length ? `<ul>${rows}</ul>` : '<p>Nothing yet. · 暂无消息。</p>'}</html>`;
}

/** In words that are escaped already. The path of the shelf is what one wants to open; quotes end it, as in the data of a webhook. */
function withLinks(words: string): string {
  return words.replace(/https?:\/\/(?:(?!&#(?:34|39|60|62);)[\w\-.~:/?#[\]@!$&()*+,;=%])+/g, (url) => `<a href="${url}">${url}</a>`);
}

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
