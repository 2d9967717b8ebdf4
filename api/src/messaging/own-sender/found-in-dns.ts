export type Found = 'our-key' | 'no-record' | 'another-key' | 'no-answer';

/**
 * What the TXT records of a name say about our key (RFC 6376, 3.6.1). Each record is in the pieces it came in: a long one is
 * cut into strings of 255 bytes, and some pages for DNS break it or put blanks into it.
 * @param records null: whoever knows did not answer
 */
export function foundInDns(records: readonly (readonly string[])[] | null, publicKey: string): Found {
  if (records === null) return 'no-answer';
  const keys = records.map((pieces) => keyOf(pieces.join(''))).filter((key) => key !== null);
  if (keys.length === 0) return 'no-record';
  // Receivers take any one of several: one that is not ours would make our signatures fail now and then.
  return keys.every((key) => key === publicKey) ? 'our-key' : 'another-key';
}

function keyOf(record: string): string | null {
  const tags = new Map(record.split(';').map((tag) => [tag.slice(0, tag.indexOf('=')).trim(), tag.slice(tag.indexOf('=') + 1).replace(/\s/g, '')]));
  if ((tags.get('v') ?? 'DKIM1') !== 'DKIM1') return null;
  return tags.get('p') ?? null;
}
