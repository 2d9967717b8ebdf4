import { describe, expect, it } from '@jest/globals';
import { REFUSALS, refusalText, type RefusalCode } from './index.js';

describe('the catalogue of refusals', () => {
  const codes = Object.keys(REFUSALS) as RefusalCode[];

  it.each(codes)('%s reads well in both languages', (code) => {
    const { en, 'zh-CN': zh } = REFUSALS[code];
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(en).toMatch(/^[A-Z{].*[.?!]$/);
    expect(zh).toMatch(/\p{Script=Han}/u);
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    expect(places(zh)).toEqual(places(en));
  });

  it('fills the places of a text from the details and leaves unknown ones standing', () => {
    expect(refusalText('not-found', 'zh-CN')).toBe('找不到该内容。');
    const placed = codes.find((code) => REFUSALS[code].en.includes('{'));
    if (placed) {
      const name = /\{(\w+)\}/.exec(REFUSALS[placed].en)?.[1] ?? '';
      expect(refusalText(placed, 'en', { [name]: 'forty-two' })).toContain('forty-two');
      expect(refusalText(placed, 'en')).toContain(`{${name}}`);
    }
  });
});
