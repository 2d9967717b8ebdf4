import { Injectable } from '@nestjs/common';
import type { Cycle } from '@perennial/contract/admin';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { CYCLE_COLUMNS, CYCLE_TABLES, type CycleRow, withReason } from './cycle.view.js';

@Injectable()
export class ShowCycle {
  constructor(private readonly database: Database) {}

  async run(workspaceId: string, id: string): Promise<Cycle> {
    const [row] = await this.database.inWorkspace(workspaceId, (tx) =>
      tx.query<CycleRow[]>(`SELECT ${CYCLE_COLUMNS} FROM ${CYCLE_TABLES} WHERE c.workspace_id = $1 AND c.id = $2`, [workspaceId, id]),
    );
    if (!row) throw new Refusal('not-found');
    return withReason(row);
  }
}
