// Digits and signs of Chinese input methods, currency signs in front or behind, spaces and apostrophes between thousands.
const FULL_WIDTH = /[\uff0b-\uff19]/g;
const ORNAMENTS = /^[^\d+\-.,(]{0,4}|[\s\u00a0\u202f'’]|[^\d.,)]{0,4}$/g;

/**
 * Reads a number as people write it in files: `1,234.50`, `1.234,50` with a decimal comma, `£3`, `１２`, `(5)` for minus 5.
 * @returns null when it is none
 * @example readNumber('1.234,50', true) // 1234.5
 */
export function readNumber(text: string, decimalComma: boolean): number | null {
  if ((decimalComma ? /^-?\d{1,15}$/ : /^-?\d{1,15}(\.\d{1,6})?$/).test(text)) return Number(text);
  let plain = text.replace(FULL_WIDTH, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)).replace(/^-\s*[^\d.,]/, '-');
  plain = plain.replace(ORNAMENTS, '');
  const bracketed = /^\((.*)\)$/.exec(plain);
  if (bracketed) plain = `-${bracketed[1] ?? ''}`;
  plain = decimalComma ? plain.replaceAll('.', '').replace(',', '.') : plain.replace(/,(?=\d{3}(\D|$))/g, '');
  return /^[+-]?(\d{1,15}(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : null;
}

/**
 * Whether these cells use the comma as their decimal sign.
 * @example usesDecimalComma(['1,99', '12,50']) // true
 */
export function usesDecimalComma(cells: readonly string[]): boolean {
  const commas = cells.filter((cell) => /\d,\d{1,2}\D*$/.test(cell) || /\d\.\d{3},\d/.test(cell)).length;
  const points = cells.filter((cell) => /\d\.\d{1,2}\D*$/.test(cell)).length;
  return commas > points;
}
