import { isAscii, isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'gb18030' | 'windows-1252';

// Enough lines with foreign letters to tell Chinese from Western European text.
const SAMPLE_BYTES = 256 * 1024;

/**
 * Tells the encoding of a text from all of its bytes, in one pass beside whatever else is done with them: UTF-8 is proven
 * or disproven to the last byte, and only a text that is not UTF-8 is judged by a sample of its foreign letters.
 */
export class EncodingDetector {
  private first: Buffer | undefined;
  private utf8 = true;
  private pending: Buffer = Buffer.alloc(0);
  private readonly foreign: Buffer[] = [];
  private foreignBytes = 0;

  add(chunk: Buffer): void {
    this.first ??= Buffer.from(chunk.subarray(0, 4096));
    // Most of most files: the same in every encoding.
    if (this.pending.length === 0 && isAscii(chunk)) return;
    if (this.foreignBytes < SAMPLE_BYTES) this.keepForeign(chunk);
    if (!this.utf8) return;
    const bytes = this.pending.length > 0 ? Buffer.concat([this.pending, chunk]) : chunk;
    const complete = completeLength(bytes);
    this.utf8 = isUtf8(bytes.subarray(0, complete));
    this.pending = Buffer.from(bytes.subarray(complete));
  }

  encoding(): Encoding {
    const first = this.first ?? Buffer.alloc(0);
    if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
    if (this.utf8 && this.pending.length === 0) return 'utf-8';
    const sample = Buffer.concat(this.foreign);
    return (['utf-8', 'gb18030', 'windows-1252'] as const).reduce((best, next) => (implausibility(sample, next) < implausibility(sample, best) ? next : best));
  }

  /** Whether these are bytes of a text at all. */
  isText(): boolean {
    const first = this.first ?? Buffer.alloc(0);
    return this.encoding() === 'utf-16le' || !first.includes(0);
  }

  // Whole lines: a double-byte letter cut in half would count against its encoding.
  private keepForeign(chunk: Buffer): void {
    let start = 0;
    for (let at = chunk.indexOf(10); at !== -1 && this.foreignBytes < SAMPLE_BYTES; at = chunk.indexOf(10, start)) {
      const line = chunk.subarray(start, at + 1);
      if (start > 0 && !isAscii(line)) {
        this.foreign.push(Buffer.from(line));
        this.foreignBytes += line.length;
      }
      start = at + 1;
    }
    if (this.foreign.length === 0 && !isAscii(chunk)) {
      this.foreign.push(Buffer.from(chunk.subarray(0, 65_536)));
    }
  }
}

/** The length without a character whose last bytes are still to come. */
function completeLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** The share of foreign letters that make no sense in this encoding: undecodable ones, and letters nobody writes. */
function implausibility(sample: Buffer, encoding: Encoding): number {
  const foreign = new TextDecoder(encoding).decode(sample).match(/[^\x00-\x7f]/gu) ?? [];
  const strange = foreign.filter((letter) => !PLAUSIBLE[encoding].test(letter));
  return strange.length / Math.max(1, foreign.length);
}

const WESTERN = /[\u00a0-\u00ff\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2122]/u;
// GB 2312, the everyday letters, lies in this block; the accidental pairs of Western text mostly fall outside of it or are rare.
const CHINESE = /[\u4e00-\u9fa5\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026\u00b7\u00a5\uffe5]/u;
const PLAUSIBLE: Readonly<Record<Encoding, RegExp>> = {
  'utf-8': /[^\ufffd]/u,
  'utf-16le': /[^\ufffd]/u,
  'gb18030': CHINESE,
  'windows-1252': WESTERN,
};
