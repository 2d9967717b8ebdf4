import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Words } from './words.js';

const SCREENSHOTS = join(import.meta.dirname, '../output/screenshots');
/** Loading a page takes many seconds on a small busy machine; a walk waits for what it looks for, however long that takes. */
const PATIENCE_MS = 240_000;
const DEVICES = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
} satisfies Record<string, BrowserContextOptions>;

/** Somebody at a browser of their own. Everything broken they come across is noted. */
export interface Visit {
  readonly page: Page;
  /** Errors, answers that failed, anything asked of a foreign machine, and serious accessibility findings: there should be none. */
  readonly trouble: readonly string[];
  /** Keeps what is on screen in test/output/screenshots. */
  show(name: string, page?: Page): Promise<void>;
  /** The same for one of the main screens, which is also examined for accessibility, in English. */
  examine(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function visit(browser: Browser, device: keyof typeof DEVICES, { locale }: Words, walk: string): Promise<Visit> {
  const context = await browser.newContext({ ...DEVICES[device], locale, reducedMotion: 'reduce', acceptDownloads: true });
  context.setDefaultTimeout(PATIENCE_MS);
  const trouble: string[] = [];
  context.on('request', (request) => {
    if (isForeign(new URL(request.url()))) trouble.push(`asked ${request.url()}`);
  });
  context.on('weberror', (error) => trouble.push(String(error.error())));
  context.on('console', (message) => {
    // The answers below say it better than the browser does.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) trouble.push(message.text());
  });
  context.on('response', (response) => {
    // Who isn't signed in yet is told so, and a declined card is what some walks are about.
    if (response.status() >= 400 && ![401, 402].includes(response.status())) trouble.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });

  const page = await context.newPage();
  const folder = join(SCREENSHOTS, walk);
  mkdirSync(folder, { recursive: true });
  const show: Visit['show'] = async (name, shown = page) => {
    await shown.screenshot({ path: join(folder, `${name}.${locale}.png`), fullPage: true, animations: 'disabled' });
  };
  return {
    page,
    trouble,
    show,
    examine: async (name) => {
      await show(name);
      // The same components in another language: once is enough, on a small machine it takes longer than the walk.
      if (locale !== 'en') return;
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, impact, nodes } of violations) {
        if (impact === 'serious' || impact === 'critical') trouble.push(`${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
      }
    },
    close: () => context.close(),
  };
}

function isForeign({ protocol, hostname }: URL): boolean {
  return protocol.startsWith('http') && hostname !== '127.0.0.1';
}
