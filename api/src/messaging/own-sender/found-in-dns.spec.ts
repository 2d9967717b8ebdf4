import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foundInDns } from './found-in-dns.js';
import { dnsRecord, makeSigningKey } from './signing-key.js';

const KEY = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A';

describe('what the DNS of a domain says about our key', () => {
  it('finds the record as it was shown, however it was cut', async () => {
    const key = await makeSigningKey();
    const { name, value } = dnsRecord({ ...key, address: 'hello@teas.example' });
    expect(name).toBe(`${key.selector}._domainkey.teas.example`);
    expect(value.length).toBeGreaterThan(255);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: value.length - 1 })), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), value.length];
        expect(foundInDns([at.slice(1).map((end, i) => value.slice(at[i], end))], key.publicKey)).toBe('our-key');
      }),
    );
  });

  it.each([
    ['blanks and the order of tags', [[`p=${KEY.slice(0, 9)} ${KEY.slice(9)} ; k = rsa;v=DKIM1;`]], 'our-key'],
    ['no version, which may be left out', [[`p=${KEY}`]], 'our-key'],
    ['records that are something else', [['v=spf1 -all'], ['hello']], 'no-record'],
    ['nothing', [], 'no-record'],
    ['another key', [['v=DKIM1; p=AAAA']], 'another-key'],
    ['a key taken back', [['v=DKIM1; p=']], 'another-key'],
    ['ours and another', [[`v=DKIM1; p=${KEY}`], ['v=DKIM1; p=AAAA']], 'another-key'],
    ['another version', [[`v=DKIM2; p=${KEY}`]], 'no-record'],
    ['nobody answering', null, 'no-answer'],
  ] as const)('%s', (_, records, found) => {
    expect(foundInDns(records, KEY)).toBe(found);
  });
});
