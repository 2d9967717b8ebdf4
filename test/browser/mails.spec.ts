import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { CompiledTemplate } from '../../api/src/messaging/templates/compiled-template.js';
import { sampleContexts } from '../../api/src/messaging/templates/sample-variables.js';
import { STARTER_TEMPLATES, starterOf } from '../../api/src/messaging/templates/starter-templates.js';
import { launchChromium } from '../stage/chromium.js';

jest.setTimeout(300_000);

/** WCAG 2, AA: small letters, and letters of 24 px or bold ones of 18.66 px. */
const CONTRAST = { small: 4.5, large: 3 };
const NAMES = Object.keys(STARTER_TEMPLATES) as (keyof typeof STARTER_TEMPLATES)[];

interface Faint {
  readonly words: string;
  readonly contrast: number;
}

describe.each(['en', 'zh-CN'] as const)('the mails a workspace starts with, in %s', (locale) => {
  let browser: Browser;
  let mails: { name: string; html: string }[];

  beforeAll(async () => {
    browser = await launchChromium();
    mails = [];
    for (const name of NAMES) {
      const template = await CompiledTemplate.of(starterOf({ name, channel: 'email', locale }), 'email', locale);
      for (const [i, context] of sampleContexts(name, locale).entries()) mails.push({ name: `${name} ${i}`, html: template.render(context).html });
    }
  });
  afterAll(() => browser?.close());

  it.each([
    ['light', 375],
    ['dark', 375],
    ['light', 640],
    ['dark', 640],
  ] as const)('can be read in %s at %i pixels without images, and nothing sticks out', async (colorScheme, width) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.route(/^https?:/, (route) => route.abort());
    const wrong: Record<string, unknown> = {};
    for (const { name, html } of mails) {
      await page.setContent(html, { waitUntil: 'domcontentloaded' });
      const seen = await page.evaluate(look, CONTRAST);
      expect(seen.letters).toBeGreaterThan(20);
      if (seen.faint.length > 0 || seen.width > width) wrong[name] = seen;
    }
    expect(wrong).toEqual({});
    await context.close();
  });
});

/** What a reader meets; it runs in the page. */
function look(needed: typeof CONTRAST): { letters: number; width: number; faint: Faint[] } {
  type Colour = readonly [number, number, number, number];
  const colourOf = (css: string): Colour => {
    const [r = 0, g = 0, b = 0, a = 1] = css.match(/[\d.]+/g)?.map(Number) ?? [];
    return [r, g, b, a];
  };
  const luminance = ([r, g, b]: Colour) => {
    const [x = 0, y = 0, z = 0] = [r, g, b].map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const paperBehind = (element: Element): Colour => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const colour = colourOf(getComputedStyle(at).backgroundColor);
      if (colour[3] === 1) return colour;
    }
    return [255, 255, 255, 1];
  };
  const faint: Faint[] = [];
  let letters = 0;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const words = texts.currentNode.textContent?.trim() ?? '';
    const element = texts.currentNode.parentElement;
    if (words === '' || !element || element.closest('style, title') || element.getClientRects().length === 0) continue;
    letters += words.length;
    const style = getComputedStyle(element);
    const [light = 0, dark = 0] = [luminance(colourOf(style.color)), luminance(paperBehind(element))].sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (contrast < (large ? needed.large : needed.small)) faint.push({ words, contrast });
  }
  return { letters, width: document.documentElement.scrollWidth, faint };
}
