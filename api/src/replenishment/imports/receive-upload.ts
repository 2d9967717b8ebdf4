import type { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import multer from 'multer';
import { Refusal } from '../../platform/http/index.js';

/** What a request brought: in a multipart part, or as its whole body. */
export interface ReceivedFile {
  readonly name: string | null;
  readonly content: Readable;
}

/**
 * Hands the file of an upload over while it arrives; nothing of it is held in memory.
 * Multipart requests carry it in the part `file`; any other request is the file.
 * @throws Refusal `file-empty` when a multipart request has no such part
 */
export async function receiveUpload<T>(request: Request, response: Response, take: (file: ReceivedFile) => Promise<T>): Promise<T> {
  if (!request.is('multipart/form-data')) return take({ name: null, content: request });
  let taken: Promise<T> | undefined;
  const upload = multer({
    limits: { files: 1, fields: 0 },
    // A file name in UTF-8, as every browser sends it, rather than the Latin-1 of the first specification.
    defParamCharset: 'utf8',
    storage: {
      _handleFile: (_request, file, done) => {
        taken = take({ name: file.originalname, content: file.stream });
        taken.then(() => done(null, {}), done);
      },
      _removeFile: (_request, _file, done) => done(null),
    },
  }).single('file');
  await new Promise<void>((resolve, reject) => {
    upload(request, response, (error: unknown) => (error === undefined || error === null ? resolve() : reject(error as Error)));
  });
  if (!taken) throw new Refusal('file-empty');
  return taken;
}
