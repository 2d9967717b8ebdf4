import { entityValidators, euVat, personValidators, type Validator } from 'stdnum';

/**
 * Whether this can be a tax id of that country: its length, its signs and its check digits, of a company or of somebody who trades
 * under their own name. It says nothing about who it belongs to. A country whose numbers we do not check takes any.
 * @param country by ISO 3166-1, in two letters
 * @example taxIdFits('DE', 'DE136695976') // true: the last digit is what the others make it
 */
export function taxIdFits(country: string, taxId: string): boolean {
  if (!CHECKED.has(country)) return true;
  const number = withoutMark(country, taxId.trim().toUpperCase());
  return [entityValidators, personValidators, euVat].flatMap((kinds) => kinds[country] ?? []).some((kind) => accepts(kind, number));
}

// Some of them throw at what is nothing like a number.
function accepts(kind: Validator, number: string): boolean {
  try {
    return kind.validate(number).isValid;
  } catch {
    return false;
  }
}

// Marks that belong to the paper and not to the number: Japan's qualified invoices put a T before it, Northern Ireland an XI.
function withoutMark(country: string, taxId: string): string {
  const mark = { JP: /^T(?=[\d\s-]+$)/, GB: /^XI(?=[\d\s]+$)/ }[country];
  return mark ? taxId.replace(mark, '') : taxId;
}

// Where one number is what an invoice asks for. Elsewhere (India, Singapore, the United States …) several kinds are in use, and
// refusing one that is right is worse than printing one that is wrong.
const CHECKED: ReadonlySet<string> = new Set([
  'AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK',
  'AU', 'CH', 'CN', 'GB', 'JP', 'NO',
]);
