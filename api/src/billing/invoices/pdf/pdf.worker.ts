import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { decompress } from 'wawoff2';

// Runs in a thread of its own, straight from its source: no imports of our own modules here.

const FONT = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2';

// The font travels as compressed woff2; unpacked once, every page after the first takes milliseconds.
const packed = await readFile(createRequire(import.meta.url).resolve(FONT));
pdfmake.virtualfs.writeFileSync('NotoSansSC.ttf', Buffer.from(await decompress(packed)));
pdfmake.addFonts({ NotoSansSC: { normal: 'NotoSansSC.ttf', bold: 'NotoSansSC.ttf' } });
// A text on an invoice must never make the renderer fetch a URL or read a file.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);

parentPort?.on('message', ({ id, layout }: { id: number; layout: TDocumentDefinitions }) => {
  pdfmake
    .createPdf(layout)
    .getBuffer()
    .then(
      (pdf: Uint8Array) => parentPort?.postMessage({ id, pdf }),
      (error: unknown) => parentPort?.postMessage({ id, failure: String(error) }),
    );
});
