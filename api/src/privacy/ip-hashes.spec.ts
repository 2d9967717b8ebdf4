import { describe, expect, it } from '@jest/globals';
import { IpHashes } from './ip-hashes.js';

const hashes = new IpHashes({ appSecret: 'only-for-this-spec-only-for-this-spec' });
const same = (one: string, other: string) => hashes.of('w', one).equals(hashes.of('w', other));

describe('the hash of an address', () => {
  it('is the same for every spelling of it', () => {
    expect(same('::1', '0:0:0:0:0:0:0:1')).toBe(true);
    expect(same('2001:DB8::A', '2001:db8:0:0::a')).toBe(true);
    expect(same('::ffff:192.0.2.17', '192.0.2.17')).toBe(true);
    expect(same('::ffff:c000:211', '192.0.2.17')).toBe(true);
    expect(same('fe80::1%eth0', 'fe80::1')).toBe(true);
  });

  it('differs between addresses, and between workspaces', () => {
    expect(same('192.0.2.17', '192.0.2.18')).toBe(false);
    expect(same('::1', '::2')).toBe(false);
    expect(hashes.of('w', '192.0.2.17').equals(hashes.of('x', '192.0.2.17'))).toBe(false);
  });
});
