import { buffer } from 'node:stream/consumers';
import type { Request } from 'express';
import { Refusal } from '../platform/http/index.js';

/** A body that nothing has parsed, as its bytes. @throws Refusal `too-large` beyond `longest` bytes */
export async function readBody(req: Request, longest: number): Promise<Buffer> {
  if (Number(req.get('content-length') ?? 0) > longest) throw new Refusal('too-large');
  return buffer(limited(req as AsyncIterable<Buffer>, longest));
}

async function* limited(chunks: AsyncIterable<Buffer>, longest: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > longest) throw new Refusal('too-large');
    yield chunk;
  }
}
