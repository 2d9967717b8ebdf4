import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { taxIdFits } from './tax-id.js';

/** One number of each country whose check digits are right. */
const RIGHT = {
  AT: 'ATU13585627', AU: '51 824 753 556', BE: 'BE0428759497', BG: 'BG175074752', CH: 'CHE-107.787.577 MWST', CN: '91110000600037341L', CY: 'CY10259033P', CZ: 'CZ25123891',
  DE: 'DE136695976', DK: 'DK13585628', EE: 'EE100931558', ES: 'ESB58378431', FI: 'FI20774740', FR: 'FR40303265045', GB: 'GB980780684', GR: 'EL094259216', HR: 'HR33392005961',
  HU: 'HU12892312', IE: 'IE6433435F', IT: 'IT00743110157', JP: '7000012050002', LT: 'LT119511515', LU: 'LU15027442', LV: 'LV40003521600', MT: 'MT11679112', NL: 'NL004495445B01',
  NO: 'NO995525828MVA', PL: 'PL8567346215', PT: 'PT501964843', RO: 'RO18547290', SE: 'SE556188840401', SI: 'SI50223054', SK: 'SK2022749619',
} as const;

const countries = Object.entries(RIGHT);

describe('a tax id', () => {
  it.each(countries)('of %s is taken', (country, taxId) => {
    expect(taxIdFits(country, taxId)).toBe(true);
    expect(taxIdFits(country, ` ${taxId.toLowerCase()} `)).toBe(true);
  });

  it.each(countries)('of %s is refused when a digit is missing or one too many', (country, taxId) => {
    // The third digit: some write the leading zeros and some do not.
    const [, , third] = [...taxId.matchAll(/\d/g)];
    const at = third?.index ?? 0;
    expect(taxIdFits(country, taxId.slice(0, at) + taxId.slice(at + 1))).toBe(false);
    expect(taxIdFits(country, `${taxId.slice(0, at)}00${taxId.slice(at)}`)).toBe(false);
  });

  it('with a wrong check digit is refused', () => {
    for (const [country, taxId] of [['DE', 'DE136695978'], ['FR', 'FR41303265045'], ['GB', 'GB980780685'], ['CN', '91110000600037341K'], ['JP', '8000012050002'], ['AU', '51824753557'], ['CH', 'CHE-107.787.578 MWST']] as const) {
      expect([taxId, taxIdFits(country, taxId)]).toEqual([taxId, false]);
    }
  });

  it('is taken with the mark it bears on paper, and with or without the country before it', () => {
    for (const [country, taxId] of [['JP', 'T7000012050002'], ['GB', 'XI980780684'], ['GB', '980 7806 84'], ['DE', '136 695 976'], ['GR', '094259216'], ['NO', '995 525 828']] as const) {
      expect([taxId, taxIdFits(country, taxId)]).toEqual([taxId, true]);
    }
  });

  it('of another country is refused', () => {
    expect(taxIdFits('FR', RIGHT.DE)).toBe(false);
    expect(taxIdFits('CN', RIGHT.GB)).toBe(false);
  });

  it('of a country we do not check is taken as it is, and nothing makes it throw', () => {
    fc.assert(fc.property(fc.constantFrom('US', 'IN', 'SG', 'BR', 'ZZ', ''), fc.string(), (country, taxId) => taxIdFits(country, taxId)));
    fc.assert(fc.property(fc.constantFrom(...Object.keys(RIGHT)), fc.string(), (country, taxId) => typeof taxIdFits(country, taxId) === 'boolean'));
  });
});
