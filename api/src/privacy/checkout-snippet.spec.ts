import { describe, expect, it } from '@jest/globals';
import { checkoutSnippet } from './checkout-snippet.js';

const PARTS = { version: 'checkout--1', text: 'Yes, "remind" me <b>', optInUrl: 'https://perennial.example/api/v1/workspaces/w/opt-ins' } as const;

describe('the checkbox for a checkout', () => {
  it.each([['en', 'Leave the box unticked'], ['zh-CN', '请勿预先勾选']] as const)('in %s is not ticked and says that it must not be', (locale, note) => {
    const html = checkoutSnippet({ ...PARTS, locale });
    const [box = ''] = /<input type="checkbox"[^>]*>/.exec(html) ?? [];
    expect(box).toContain('name="perennial-reminders"');
    expect(box).not.toMatch(/checked/i);
    expect(html).toContain(note);
    expect(html).toContain(`<label lang="${locale}">`);
    expect(html).not.toMatch(/<script|Bearer perennial_key/);
  });

  it('shows the text as it is, and sends the version along', () => {
    const html = checkoutSnippet({ ...PARTS, locale: 'en' });
    expect(html).toContain('Yes, &#34;remind&#34; me &#60;b&#62;');
    expect(html).toContain('value="checkout--1"');
    expect(html.indexOf('-->')).toBe(html.lastIndexOf('-->'));
  });

  it('has the request that the service takes', () => {
    const [line = '{}'] = /\{.*\}/.exec(checkoutSnippet({ ...PARTS, locale: 'en' })) ?? [];
    expect(JSON.parse(line)).toMatchObject({ purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'checkout--1' });
  });
});
