import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { EncodingDetector, type Encoding } from './reading/detect-encoding.js';
import { looksGzipped, openText, unpacked } from './reading/file-text.js';

export interface KeptFile {
  /** Below the data folder, so that the folder can move. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: Encoding;
}

// The guess and the preview look at this much of a file.
const START_CHARS = 256 * 1024;

/** The uploaded files, below the data folder. Replicas of the service share it. */
@Injectable()
export class ImportFiles {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /**
   * Keeps a file and learns, in the same pass over its bytes, its fingerprint and its encoding.
   * @throws Refusal `file-not-readable` when it is no text, `file-empty` when there is nothing in it
   */
  async keep(workspaceId: string, importId: string, content: Readable): Promise<KeptFile> {
    const path = join('imports', workspaceId, importId);
    const absolute = this.absolute(path);
    await mkdir(join(absolute, '..'), { recursive: true });
    const hash = createHash('sha256');
    const detector = new EncodingDetector();
    let bytes = 0;
    try {
      await pipeline(content, observed((chunk) => {
        bytes += chunk.length;
        hash.update(chunk);
      }, detector), createWriteStream(absolute));
    } catch (error) {
      await this.remove(path);
      throw isZlibError(error) ? new Refusal('file-not-readable') : error;
    }
    if (bytes === 0 || !detector.isText()) {
      await this.remove(path);
      throw new Refusal(bytes === 0 ? 'file-empty' : 'file-not-readable');
    }
    return { path, bytes, sha256: hash.digest('hex'), encoding: detector.encoding() };
  }

  /** The first rows of a file. */
  async start(path: string, encoding: Encoding): Promise<string> {
    const reading = new AbortController();
    const { pieces } = await openText(this.absolute(path), encoding, reading.signal);
    let start = '';
    for await (const piece of pieces) {
      start += piece;
      if (start.length >= START_CHARS) break;
    }
    reading.abort();
    return start;
  }

  async exists(path: string): Promise<boolean> {
    return open(this.absolute(path)).then(
      async (file) => file.close().then(() => true),
      () => false,
    );
  }

  async remove(path: string): Promise<void> {
    await rm(this.absolute(path), { force: true });
  }

  absolute(path: string): string {
    return join(this.settings.dataDir, path);
  }
}

/** Passes the file on as it is; the detector hears its text, unpacked where it is packed. */
function observed(onChunk: (chunk: Buffer) => void, detector: EncodingDetector) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let packed: PassThrough | undefined;
    let detected: Promise<void> | undefined;
    let isFirst = true;
    for await (const chunk of chunks) {
      if (isFirst && looksGzipped(chunk)) {
        packed = new PassThrough();
        detected = listen(unpacked(packed), detector);
        // Awaited below; a failure before that must not count as nobody's.
        detected.catch(() => undefined);
      }
      isFirst = false;
      onChunk(chunk);
      if (packed) {
        if (!packed.write(chunk)) await Promise.race([new Promise((resolve) => packed?.once('drain', resolve)), detected]);
      } else detector.add(chunk);
      yield chunk;
    }
    packed?.end();
    await detected;
  };
}

async function listen(text: Readable, detector: EncodingDetector): Promise<void> {
  for await (const chunk of text) detector.add(chunk as Buffer);
}

function isZlibError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.startsWith('Z_');
}
