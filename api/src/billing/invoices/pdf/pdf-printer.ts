import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

interface Waiting {
  resolve(pdf: Buffer): void;
  reject(error: Error): void;
}

type Answer = { readonly id: number; readonly pdf: Uint8Array } | { readonly id: number; readonly failure: string };

const IDLE_MS = 60_000;

/** Prints PDFs in a thread of its own: a page costs tens of milliseconds of CPU that requests should not wait for. */
@Injectable()
export class PdfPrinter implements OnApplicationShutdown {
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private lastId = 0;

  async print(layout: TDocumentDefinitions): Promise<Buffer> {
    const id = ++this.lastId;
    clearTimeout(this.idle);
    const printed = new Promise<Buffer>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.running().postMessage({ id, layout });
    return printed;
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.idle);
    await this.worker?.terminate();
  }

  private running(): Worker {
    if (this.worker) return this.worker;
    // The compiled service has .js beside this file, the tests have the source, which Node runs as it is.
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./pdf.worker.${extension}`, import.meta.url));
    worker.unref();
    worker.on('message', (answer: Answer) => this.settle(answer));
    worker.on('error', (error) => this.giveUp(error));
    this.worker = worker;
    return worker;
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if ('pdf' in answer) waiting?.resolve(Buffer.from(answer.pdf));
    else waiting?.reject(new Error(answer.failure));
    // The unpacked font takes 100 MB of memory; invoices come in bursts.
    if (this.waiting.size === 0) this.idle = setTimeout(() => void this.rest(), IDLE_MS).unref();
  }

  private async rest(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    await worker?.terminate();
  }

  private giveUp(error: Error): void {
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
