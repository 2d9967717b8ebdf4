import { Injectable } from '@nestjs/common';
import { dayIn } from '@perennial/calendar';
import type { ImportMapping, ImportPreview } from '@perennial/contract/admin';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { ImportFiles } from './import-files.js';
import { ImportStore } from './import.store.js';
import { missingFields } from './reading/columns.js';
import { guessMapping, splitStart } from './reading/guess-mapping.js';
import { RowReader } from './reading/row-reader.js';

const ROWS = 20;
const LONGEST_CELL_SHOWN = 200;

/** The first rows of a file as a mapping understands them, with the same eyes as the import itself. Changes nothing. */
@Injectable()
export class PreviewImport {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly files: ImportFiles,
    private readonly imports: ImportStore,
    private readonly settings: WorkspaceSettings,
  ) {}

  /** @param mapping left out: the one kept with the import, at first the guessed one */
  async run(workspaceId: string, id: string, mapping?: ImportMapping): Promise<ImportPreview> {
    const { found, workspace } = await this.database.inWorkspace(workspaceId, async (tx) => ({
      found: await this.imports.get(tx, workspaceId, id),
      workspace: await this.settings.get(tx, workspaceId),
    }));
    const chosen = mapping ?? found.mapping;
    if (!chosen || !found.filePath || !(await this.files.exists(found.filePath))) throw new Refusal('import-file-gone');

    const start = await this.files.start(found.filePath, chosen.encoding);
    const guess = guessMapping(start, chosen.encoding);
    const [header, ...rows] = splitStart(start, chosen.delimiter).slice(0, ROWS + 1);
    if (!header || rows.length === 0) throw new Refusal('file-empty');
    const now = this.clock.now();
    const reader = new RowReader(chosen, {
      today: dayIn(now, workspace.timeZone),
      now,
      currency: workspace.currency,
      columnsInHeader: header.cells.length,
    });
    return {
      mapping: chosen,
      header: shown(header.cells),
      dateOrderIsCertain: guess.dateOrderIsCertain && guess.mapping.dateOrder === chosen.dateOrder,
      missing: missingFields(chosen.columns),
      rows: rows.map((record, index) => {
        const read = reader.read(record);
        const common = { rowNo: index + 1, cells: shown(record.cells) };
        if ('fault' in read) return { ...common, fault: read.fault, read: null };
        const { customer, product, order, orderedAt, quantity, priceMinor, currency } = read;
        return { ...common, fault: null, read: { customer, product, order, orderedAt, quantity, unitPrice: priceMinor, currency } };
      }),
    };
  }
}

function shown(cells: readonly string[]): string[] {
  return cells.map((cell) => cell.slice(0, LONGEST_CELL_SHOWN));
}
