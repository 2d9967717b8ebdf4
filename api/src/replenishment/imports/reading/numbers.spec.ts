import { describe, expect, it } from '@jest/globals';
import { readNumber, usesDecimalComma } from './numbers.js';

describe('readNumber', () => {
  it.each([
    ['1,234.50', false, 1234.5],
    ['1.234,50', true, 1234.5],
    ['1.234', true, 1234],
    ['1 234,5', true, 1234.5],
    ['1\'234.5', false, 1234.5],
    ['£3', false, 3],
    ['-£3.20', false, -3.2],
    ['(5)', false, -5],
    ['12 pcs', false, 12],
    ['¥１，２３４．５', false, 1234.5],
  ])('reads %s (decimal comma: %s)', (text, decimalComma, number) => {
    expect(readNumber(text, decimalComma)).toBe(number);
  });

  it.each(['', 'abc', '2,5', '3-4', '1e5', '12345678901234567'])('knows that "%s" is none', (text) => {
    expect(readNumber(text, false)).toBeNull();
  });
});

describe('usesDecimalComma', () => {
  it.each([
    [['1,99', '12,50'], true],
    [['1.234,50'], true],
    [['1,234.50'], false],
    [['1,234', '5,678'], false],
    [[], false],
  ])('%j: %s', (cells, comma) => {
    expect(usesDecimalComma(cells)).toBe(comma);
  });
});
