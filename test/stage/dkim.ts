import { createHash, createPublicKey, verify } from 'node:crypto';

/** What a receiver makes of a signed mail (RFC 6376, relaxed/relaxed, rsa-sha256). */
export interface Signature {
  readonly domain: string;
  readonly selector: string;
  /** The fields the signature covers, in small letters. */
  readonly fields: readonly string[];
  /** Whether it is the one of this mail by the key of this record. */
  holds(record: string): boolean;
}

/** The signature of a mail as it came; null when it has none. */
export function signatureOf(raw: string): Signature | null {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const fields = head.replace(/\r\n(?=[ \t])/g, '\0').split('\r\n').map((line) => line.replaceAll('\0', '\r\n'));
  const field = fields.find((line) => /^dkim-signature:/i.test(line));
  if (!field) return null;
  const tags = tagsOf(field.slice(field.indexOf(':') + 1));
  const tag = (name: string) => tags.get(name) ?? '';
  const covered = tag('h').toLowerCase().split(':');
  return {
    domain: tag('d'),
    selector: tag('s'),
    fields: covered,
    holds: (record) => {
      if (tag('a') !== 'rsa-sha256' || tag('c') !== 'relaxed/relaxed') return false;
      if (createHash('sha256').update(relaxedBody(rest.join('\r\n\r\n'))).digest('base64') !== tag('bh')) return false;
      // Fields of one name are taken from the last upwards.
      const left = fields.slice();
      const signed = covered.map((name) => {
        const at = left.findLastIndex((line) => line.toLowerCase().startsWith(`${name}:`));
        return at === -1 ? '' : `${relaxedField(left.splice(at, 1)[0] ?? '')}\r\n`;
      });
      const own = relaxedField(field.replace(/([;\s]b=)[^;]*/, '$1'));
      const key = createPublicKey({ key: Buffer.from(tagsOf(record).get('p') ?? '', 'base64'), format: 'der', type: 'spki' });
      return verify('sha256', Buffer.from(signed.join('') + own), key, Buffer.from(tag('b'), 'base64'));
    },
  };
}

function tagsOf(list: string): Map<string, string> {
  return new Map(list.split(';').map((tag) => [tag.slice(0, tag.indexOf('=')).trim(), tag.slice(tag.indexOf('=') + 1).replace(/\s/g, '')]));
}

function relaxedField(line: string): string {
  const colon = line.indexOf(':');
  return `${line.slice(0, colon).trim().toLowerCase()}:${line.slice(colon + 1).replace(/\r\n/g, '').replace(/[ \t]+/g, ' ').trim()}`;
}

function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line}\r\n`).join('');
}
