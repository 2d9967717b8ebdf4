import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Encoding } from './detect-encoding.js';

// All rows of a piece are in memory at once: of larger pieces more of them outlive a collection of young garbage and are collected as old.
const CHUNK_BYTES = 64 * 1024;

export interface FileText {
  /** The text piece by piece; memory does not depend on the file's size. */
  readonly pieces: AsyncIterable<string>;
  /** How many bytes of the file itself have been read; of a packed file the packed ones. */
  bytesRead(): number;
}

/** Opens an uploaded file for reading as text, unpacking gzip on the way. */
export async function openText(path: string, encoding: Encoding, signal?: AbortSignal): Promise<FileText> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES, ...(signal ? { signal } : {}) });
  const bytes = (await isGzip(path)) ? unpacked(file) : file;
  return { pieces: decoded(bytes, encoding), bytesRead: () => file.bytesRead };
}

/** The bytes unpacked. A failure of either stream reaches the reader through the destroyed end of the chain. */
export function unpacked(packed: Readable): Readable {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  pipeline(packed, gunzip, () => undefined);
  return gunzip;
}

/** Whether a file begins like gzip. */
export function looksGzipped(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

async function* decoded(bytes: Readable, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk as Buffer, { stream: true });
  yield decoder.decode();
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return looksGzipped(buffer);
  } finally {
    await file.close();
  }
}
