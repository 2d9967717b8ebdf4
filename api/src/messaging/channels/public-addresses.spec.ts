import { describe, expect, it } from '@jest/globals';
import { isPrivate, PublicAddresses } from './public-addresses.js';

describe('where workspaces may have the service connect to', () => {
  it.each(['127.0.0.1', '0.0.0.0', '10.1.2.3', '172.31.0.1', '192.168.0.1', '169.254.169.254', '100.64.0.1', '::1', '::', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '64:ff9b::7f00:1', 'fd00::1', 'fe80::1', 'ff02::1'])('not to %s', (address) => {
    expect(isPrivate(address)).toBe(true);
    expect(() => new PublicAddresses({ webhooksToPrivateAddresses: false }).refusePrivate(address)).toThrow('not a public address');
    expect(() => new PublicAddresses({ webhooksToPrivateAddresses: true }).refusePrivate(address)).not.toThrow();
  });

  it.each(['8.8.8.8', '172.32.0.1', '192.0.2.1', '203.0.113.9', '2001:4860:4860::8888', '::ffff:8.8.8.8'])('to %s', (address) => {
    expect(isPrivate(address)).toBe(false);
    expect(() => new PublicAddresses({ webhooksToPrivateAddresses: false }).refusePrivate(address)).not.toThrow();
  });
});
