import { afterAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { startStripeSandbox, type StripeSandbox, type StripeSandboxOptions } from '../index.js';

export const SECRET_KEY = 'sk_test_local';
export const WEBHOOK_SECRET = 'whsec_local';

const cleanUps: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});

export interface OpenSandbox {
  sandbox: StripeSandbox;
  stripe: Stripe;
  dataDir: string;
  browser: Browser;
}

/** A sandbox of its own for one story, the real SDK that talks to it, and somebody who uses its pages. */
export async function openSandbox(options: Partial<StripeSandboxOptions> = {}): Promise<OpenSandbox> {
  const dataDir = options.dataDir ?? newFolder();
  const sandbox = await startStripeSandbox({ secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, ...options, dataDir });
  cleanUps.push(() => sandbox.stop());
  return { sandbox, stripe: sdkFor(sandbox), dataDir, browser: new Browser(sandbox.url) };
}

export function sdkFor(sandbox: { port: number }, options: Partial<Stripe.StripeConfig> = {}): Stripe {
  return new Stripe(SECRET_KEY, { host: '127.0.0.1', port: sandbox.port, protocol: 'http', maxNetworkRetries: 0, telemetry: false, ...options });
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-sandbox-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Somebody at the hosted pages, without the picture: opens a page, sends its form, follows where it leads within the sandbox. */
export class Browser {
  constructor(private readonly sandboxUrl: string) {}

  async open(url: string): Promise<PageSeen> {
    return this.follow(await fetch(url, { redirect: 'manual' }), url);
  }

  async submit(url: string, form: Record<string, string>): Promise<PageSeen> {
    return this.follow(await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' }), url);
  }

  payByCard(url: string, number: string, form: Record<string, string> = {}): Promise<PageSeen> {
    return this.submit(url, { method: 'card', number, expiry: '12/40', cvc: '123', email: 'kim@shop.test', name: 'Kim', ...form });
  }

  private async follow(response: Response, url: string): Promise<PageSeen> {
    const location = response.headers.get('location');
    if (location === null) return { url, status: response.status, text: await response.text() };
    const next = new URL(location, url).href;
    if (!next.startsWith(this.sandboxUrl)) return { url: next, status: response.status, text: '' };
    return this.open(next);
  }
}

export interface PageSeen {
  /** Where the visit ended; outside the sandbox, nothing was loaded. */
  url: string;
  status: number;
  text: string;
}

export interface Received {
  event: Stripe.Event;
  raw: string;
  signature: string;
}

/** A receiver of webhooks that checks each signature with the SDK. It answers 200, or what `answer` says. */
export async function openReceiver(answer: (event: Stripe.Event) => number = () => 200): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      const signature = String(request.headers['stripe-signature']);
      const event = new Stripe(SECRET_KEY).webhooks.constructEvent(raw, signature, WEBHOOK_SECRET);
      received.push({ event, raw, signature });
      response.writeHead(answer(event)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`, received };
}

/** Waits until something is so; the story's time limit says when it never will be. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
