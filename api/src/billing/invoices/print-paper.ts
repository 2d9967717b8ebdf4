import { Injectable } from '@nestjs/common';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { PdfPrinter } from './pdf/pdf-printer.js';
import { PrintedPaperStore } from './printed-paper.store.js';

/** A paper as a PDF. It is printed once, outside any transaction, and kept: whoever asks again gets the same file. */
@Injectable()
export class PrintPaper {
  constructor(
    private readonly database: Database,
    private readonly papers: PrintedPaperStore,
    private readonly printer: PdfPrinter,
    private readonly clock: Clock,
  ) {}

  async run(workspaceId: string, paperId: string, layout: () => TDocumentDefinitions): Promise<Buffer> {
    const kept = await this.database.inWorkspace(workspaceId, (tx) => this.papers.find(tx, workspaceId, paperId));
    if (kept) return kept;
    const pdf = await this.printer.print(layout());
    return this.database.inWorkspace(workspaceId, async (tx) => {
      await this.papers.keep(tx, workspaceId, paperId, pdf, this.clock.now());
      return (await this.papers.find(tx, workspaceId, paperId)) ?? pdf;
    });
  }
}
