import { Injectable } from '@nestjs/common';
import type { Suppression } from '@perennial/contract/admin';
import { stringify } from 'csv-stringify/sync';
import { Database } from '../../platform/database/index.js';
import { SuppressionStore } from './suppression.store.js';

const PAGE = 1000;
const COLUMNS = ['channel', 'address', 'reason', 'source', 'createdAt'] as const satisfies readonly (keyof Suppression)[];
// Spreadsheets take a text without it for the local 8-bit encoding.
const BYTE_ORDER_MARK = '\ufeff';

/** The list in force as CSV, in a form that `ImportSuppressions` takes in again. */
@Injectable()
export class ExportSuppressions {
  constructor(
    private readonly database: Database,
    private readonly store: SuppressionStore,
  ) {}

  /** @returns the text in pieces */
  async *run(workspaceId: string): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + stringify([COLUMNS]);
    for (let after: Suppression | null = null; ; ) {
      const page: Suppression[] = await this.database.inWorkspace(workspaceId, (tx) => this.store.page(tx, workspaceId, after, PAGE));
      after = page.at(-1) ?? null;
      if (!after) return;
      yield stringify(page, { columns: [...COLUMNS], cast: { date: (at) => at.toISOString() } });
    }
  }
}
