import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { segmentsOf } from './sms-segments.js';

describe('the parts of a text message', () => {
  it.each([
    ['a'.repeat(160), 'gsm-7', 1],
    ['a'.repeat(161), 'gsm-7', 2],
    ['a'.repeat(306), 'gsm-7', 2],
    ['a'.repeat(307), 'gsm-7', 3],
    ['€'.repeat(80), 'gsm-7', 1],
    ['€'.repeat(81), 'gsm-7', 2],
    // An escaped character is not torn apart: 152 + 2 do not fit 153.
    [`${'a'.repeat(152)}€${'a'.repeat(150)}`, 'gsm-7', 2],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'gsm-7', 3],
    ['您'.repeat(70), 'ucs-2', 1],
    ['您'.repeat(71), 'ucs-2', 2],
    ['🍵'.repeat(35), 'ucs-2', 1],
    ['🍵'.repeat(36), 'ucs-2', 2],
    ['', 'gsm-7', 1],
  ] as const)('%j', (text, encoding, segments) => {
    expect(segmentsOf(text)).toEqual({ encoding, segments });
  });

  it('are never fewer for a longer text of the same alphabet', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => segmentsOf(`您${a}${b}`).segments >= segmentsOf(`您${a}`).segments));
  });
});
