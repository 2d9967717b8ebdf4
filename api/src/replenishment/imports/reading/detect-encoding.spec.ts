import { describe, expect, it } from '@jest/globals';
import { EncodingDetector } from './detect-encoding.js';

function detect(...chunks: Buffer[]): EncodingDetector {
  const detector = new EncodingDetector();
  for (const chunk of chunks) detector.add(chunk);
  return detector;
}

describe('EncodingDetector', () => {
  it('proves UTF-8 to the last byte, also where a chunk cuts a letter in two', () => {
    const bytes = Buffer.from('订单号,茶 🍵\n');
    for (let at = 1; at < bytes.length; at++) expect(detect(bytes.subarray(0, at), bytes.subarray(at)).encoding()).toBe('utf-8');
  });

  it('is not talked into UTF-8 by plain letters after half a foreign one, wherever the file is cut', () => {
    const bytes = Buffer.concat([Buffer.from('id,name\n1,Caf'), Buffer.from([0xe9]), Buffer.from('\n2,plain letters\n3,plain letters\n')]);
    for (let at = 1; at < bytes.length; at++) expect(detect(bytes.subarray(0, at), bytes.subarray(at)).encoding()).toBe('windows-1252');
  });

  it('tells Chinese from Western letters in what is not UTF-8', () => {
    expect(detect(Buffer.from('b6a9b5a5bac52cb2e80a', 'hex')).encoding()).toBe('gb18030');
    expect(detect(Buffer.from('id,name\n1,Crème brûlée\n2,Café à la crème\n', 'latin1')).encoding()).toBe('windows-1252');
  });

  it('knows UTF-16 by its mark, and that bytes of zero are no text', () => {
    expect(detect(Buffer.from('\ufeffa,b', 'utf16le')).encoding()).toBe('utf-16le');
    expect(detect(Buffer.from('\ufeffa,b', 'utf16le')).isText()).toBe(true);
    expect(detect(Buffer.from('PK\x03\x04\x00\x00')).isText()).toBe(false);
  });
});
