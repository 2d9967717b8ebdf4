import { Injectable } from '@nestjs/common';
import { dayIn } from '@perennial/calendar';
import type { ImportResult } from '@perennial/contract/admin';
import type { PoolClient } from 'pg';
import { Entitlements } from '../../access/index.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { REFRESH_CYCLES } from '../cycles/index.js';
import { bookImport } from './book-import.js';
import { KEEP_REFUSED } from './booking.sql.js';
import { ImportFiles } from './import-files.js';
import { ImportCancelled, ImportWatch } from './import-watch.js';
import { ImportPace } from './import-pace.js';
import { ImportStore, type StoredImport } from './import.store.js';
import { keepRefusedApart } from './keep-refused-apart.js';
import { openText } from './reading/file-text.js';
import { RowReader } from './reading/row-reader.js';
import { CREATE_STAGING, stageRows } from './staging.js';

/** From here on an import is more than autovacuum's next round should be waited for: joins planned on the counts of before take minutes. */
const MANY_LINES = 10_000;

/** How a dry run ends, and an import cancelled at the last moment. */
class NothingBooked extends Error {}

/**
 * Reads a file of purchases and books it, in one transaction: an import that is killed, cancelled or fails leaves nothing
 * behind, and running it again books each line once. Only its progress is written outside, for people to see.
 */
@Injectable()
export class RunImport {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly settings: WorkspaceSettings,
    private readonly entitlements: Entitlements,
    private readonly files: ImportFiles,
    private readonly imports: ImportStore,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  /** Returns when the import has ended. Safe to call from several processes: one runs it, the others wait and find it done. */
  async run(workspaceId: string, id: string): Promise<void> {
    try {
      await this.database.inWorkspace(workspaceId, async (tx) => {
        // Held until the transaction ends, however it ends: a killed process frees it at once.
        await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`import:${workspaceId}`]);
        // Read-only, for jobs as for people: it stays queued, and ReleaseImports starts it again.
        if ((await this.entitlements.of(tx, workspaceId)).access !== 'full') return;
        const found = await this.begin(workspaceId, id);
        if (found) await this.readAndBook(tx, workspaceId, found);
      });
    } catch (error) {
      if (error instanceof NothingBooked || error instanceof ImportCancelled) return;
      const failure = permanentFailure(error);
      if (!failure) throw error;
      await this.apart(workspaceId, (tx) => this.imports.end(tx, workspaceId, id, { status: 'failed', at: this.clock.now(), ...failure }));
    }
  }

  private async begin(workspaceId: string, id: string): Promise<StoredImport | null> {
    return this.apart(workspaceId, async (tx) => {
      if (!(await this.imports.begin(tx, workspaceId, id, this.clock.now()))) return null;
      await tx.query('DELETE FROM import_errors WHERE workspace_id = $1 AND import_id = $2', [workspaceId, id]);
      return this.imports.get(tx, workspaceId, id);
    });
  }

  private async readAndBook(tx: Tx, workspaceId: string, found: StoredImport): Promise<void> {
    const { mapping, filePath } = found;
    if (!mapping || !filePath) throw Object.assign(new Error('the file is not kept any more'), { code: 'ENOENT' });
    const client = (await tx.queryRunner?.connect()) as PoolClient;
    const workspace = await this.settings.get(tx, workspaceId);
    const now = this.clock.now();
    const pace = new ImportPace(found.fileBytes);
    const [session] = await tx.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
    await using watch = new ImportWatch({
      beat: () => this.apart(workspaceId, (other) => this.imports.progress(other, workspaceId, found.id, pace.progress())),
      stopStatement: () => this.database.dataSource.query('SELECT pg_cancel_backend($1)', [session?.pid]),
    });

    await client.query(`SELECT set_config('TimeZone', $1, true), set_config('work_mem', '64MB', true)`, [workspace.timeZone]);
    await client.query(CREATE_STAGING);
    const text = await openText(this.files.absolute(filePath), mapping.encoding, watch.signal);
    const context = { today: dayIn(now, workspace.timeZone), now, currency: workspace.currency };
    const staged = await watch.during(
      stageRows(client, text, mapping.delimiter, (columnsInHeader) => new RowReader(mapping, { ...context, columnsInHeader }), (read) => pace.reading(read, text.bytesRead()), watch.signal),
    );
    pace.finishedReading();
    const result = await watch.during(
      bookImport(client, { workspaceId, importId: found.id, source: found.source, locale: workspace.locale, now, staged, hasLineNumbers: mapping.columns.lineNo !== undefined }),
    );
    await watch.stop();
    if (result.newCustomers > 0) {
      // A dry run says so too, though nothing of it is committed.
      await this.entitlements.ensureWithin(tx, workspaceId, 'contacts');
      this.entitlements.keepWithin(tx, workspaceId, 'contacts');
    }
    await this.finish(tx, client, workspaceId, found, result);
  }

  private async finish(tx: Tx, client: PoolClient, workspaceId: string, found: StoredImport, result: ImportResult): Promise<void> {
    const end = { status: 'done' as const, at: this.clock.now(), result };
    if (found.dryRun) {
      await this.apart(workspaceId, async (other) => {
        await keepRefusedApart(client, other, workspaceId, found.id);
        await this.imports.end(other, workspaceId, found.id, end);
      });
      throw new NothingBooked();
    }
    await client.query(KEEP_REFUSED, [workspaceId, found.id]);
    // Cancelled at the last moment: then nothing of this happened.
    if (!(await this.imports.end(tx, workspaceId, found.id, end))) throw new NothingBooked();
    if (result.booked > 0) await this.jobs.enqueue(tx, REFRESH_CYCLES, { workspaceId }, { key: `${REFRESH_CYCLES}:${workspaceId}` });
    const { refusedBecause: _, ...details } = result;
    await this.audit.record(tx, workspaceId, { actor: found.createdBy, command: 'book-import', subject: { kind: 'import', id: found.id }, details });
    // Last of all: it keeps others from analysing these tables until the commit.
    if (result.booked >= MANY_LINES) await tx.query('SELECT refresh_ledger_statistics()');
  }

  /** In a transaction of its own, so that it is seen while the booking goes on. */
  private apart<T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.inWorkspace(workspaceId, work);
  }
}

/** What no repetition mends. Anything else (a lost connection, a full disk) is the job queue's to try again. */
function permanentFailure(error: unknown): { failureCode: string; failureDetails?: Refusal['details'] } | null {
  if (error instanceof Refusal && error.code === 'contact-limit-reached') return { failureCode: error.code, failureDetails: error.details };
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'ENOENT') return { failureCode: 'import-file-gone' };
  return typeof code === 'string' && code.startsWith('Z_') ? { failureCode: 'file-not-readable' } : null;
}
