import { Injectable } from '@nestjs/common';
import type { UndoneImport } from '@perennial/contract/admin';
import { AuditTrail, SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { REFRESH_CYCLES } from '../cycles/index.js';
import { ImportStore } from './import.store.js';
import * as sql from './undoing.sql.js';

/**
 * Takes an import back: the lines it booked leave the ledger and are kept apart. Lines that a later file or a call of the API
 * confirmed stay. Customers and products it added stay too: somebody may have worked with them since. All of it is one
 * transaction: a killed process leaves everything booked, and the next run takes it back.
 */
@Injectable()
export class TakeBackImport {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly imports: ImportStore,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  async run(workspaceId: string, id: string): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`import:${workspaceId}`]);
      const found = await this.imports.get(tx, workspaceId, id, 'FOR UPDATE OF i');
      if (found.status !== 'undoing') return;
      const undone = await this.takeBack(tx, workspaceId, id);
      await this.imports.endUndoing(tx, workspaceId, id, undone);
      await this.jobs.enqueue(tx, REFRESH_CYCLES, { workspaceId }, { key: `${REFRESH_CYCLES}:${workspaceId}` });
      await this.audit.record(tx, workspaceId, { actor: SYSTEM, command: 'take-back-import', subject: { kind: 'import', id }, details: { ...undone } });
    });
  }

  private async takeBack(tx: Tx, workspaceId: string, id: string): Promise<UndoneImport> {
    const ofImport = [workspaceId, id];
    const changing = async (text: string): Promise<number> => (await tx.query<[unknown, number]>(text, ofImport))[1];
    await tx.query(`SELECT set_config('work_mem', '64MB', true)`);
    await tx.query(sql.FIND_BOOKED_LINES, ofImport);
    await tx.query('ANALYZE undone_lines');
    const keptLines = await changing(sql.HAND_OVER_LINES);
    const now = this.clock.now();
    await tx.query(sql.TAKE_BACK_LINES, [...ofImport, now]);
    await tx.query(sql.TAKE_BACK_PURCHASES, [...ofImport, now]);
    await changing(sql.HAND_OVER_PURCHASES);
    await changing(sql.DROP_CONFIRMATIONS);
    const [taken] = await tx.query<Omit<UndoneImport, 'keptLines'>[]>(sql.COUNT_TAKEN_BACK, ofImport);
    return { lines: 0, purchases: 0, ...taken, keptLines };
  }
}
