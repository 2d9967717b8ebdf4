import { Injectable } from '@nestjs/common';
import { type ImportError, importFaultText } from '@perennial/contract/admin';
import { stringify } from 'csv-stringify/sync';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { ImportFiles } from './import-files.js';
import { ImportStore } from './import.store.js';
import { CsvSplitter } from './reading/csv-splitter.js';
import { openText } from './reading/file-text.js';

const PAGE = 5000;
// Spreadsheets take a text without it for the local 8-bit encoding.
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Only the refused rows of an import, as they stood in the file, with the reason behind each: to be mended and imported
 * again. Read from the kept file, row by row.
 */
@Injectable()
export class RefusedRows {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportStore,
    private readonly files: ImportFiles,
  ) {}

  /** @returns the CSV text in pieces; refuses `import-file-gone` */
  async run(workspaceId: string, id: string, locale: 'en' | 'zh-CN'): Promise<AsyncGenerator<string>> {
    const found = await this.database.inWorkspace(workspaceId, (tx) => this.imports.get(tx, workspaceId, id));
    if (!found.mapping || !found.filePath || !(await this.files.exists(found.filePath))) throw new Refusal('import-file-gone');
    const { encoding, delimiter } = found.mapping;
    return this.rows(workspaceId, id, await openText(this.files.absolute(found.filePath), encoding), delimiter, locale);
  }

  private async *rows(workspaceId: string, id: string, text: Awaited<ReturnType<typeof openText>>, delimiter: string, locale: 'en' | 'zh-CN'): AsyncGenerator<string> {
    const errors = this.errors(workspaceId, id);
    let next = await errors.next();
    const splitter = new CsvSplitter(delimiter);
    let rowNo = -1;
    let columns = 0;
    const take = async (records: ReturnType<CsvSplitter['push']>): Promise<string> => {
      const rows: string[][] = [];
      for (const { cells } of records) {
        rowNo++;
        if (rowNo === 0) {
          columns = cells.length;
          rows.push([...cells, locale === 'en' ? 'Reason' : '原因']);
        } else if (!next.done && next.value.rowNo === rowNo) {
          const padded = Array.from({ length: Math.max(columns, cells.length) }, (_, i) => cells[i] ?? '');
          rows.push([...padded, importFaultText(next.value.fault, locale)]);
          next = await errors.next();
        }
      }
      return rows.length > 0 ? stringify(rows, { delimiter, escape_formulas: false }) : '';
    };
    yield BYTE_ORDER_MARK;
    for await (const piece of text.pieces) yield await take(splitter.push(piece));
    yield await take(splitter.end());
  }

  private async *errors(workspaceId: string, id: string): AsyncGenerator<ImportError> {
    for (let after = 0; ; ) {
      const page = await this.database.inWorkspace(workspaceId, (tx) => this.imports.errorsAfter(tx, workspaceId, id, after, PAGE));
      yield* page;
      const last = page.at(-1);
      if (!last) return;
      after = last.rowNo;
    }
  }
}
