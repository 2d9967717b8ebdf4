import { Injectable } from '@nestjs/common';
import type { Import, ImportError, ImportErrorQuery, ImportMapping, ImportQuery, ImportResult, ImportStatus, UndoneImport } from '@perennial/contract/admin';
import type { Actor } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';

export interface NewImport {
  readonly id: string;
  readonly source: string;
  readonly fileName: string;
  readonly filePath: string;
  readonly fileBytes: number;
  readonly fileSha256: string;
  readonly mapping: ImportMapping;
  readonly createdBy: Actor;
  readonly createdAt: Date;
}

/** An import with what only the service itself needs to know. */
export interface StoredImport extends Import {
  readonly filePath: string | null;
  readonly createdBy: Actor;
}

export interface Progress {
  readonly status: 'reading' | 'booking';
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
}

const COLUMNS = `id, source, file_name AS "fileName", file_bytes AS "fileBytes", file_path AS "filePath", status, dry_run AS "dryRun", mapping,
  failure_code AS "failureCode", failure_details AS "failureDetails", rows_read AS "rowsRead", bytes_read AS "bytesRead", rows_per_second AS "rowsPerSecond",
  seconds_left AS "secondsLeft", result, undone, jsonb_build_object('kind', created_by_kind, 'id', created_by_id) AS "createdBy",
  created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt",
  (SELECT min(earlier.id::text) FROM imports earlier WHERE earlier.workspace_id = i.workspace_id AND earlier.file_sha256 = i.file_sha256
     AND earlier.id <> i.id AND earlier.status = 'done' AND NOT earlier.dry_run AND earlier.finished_at <= coalesce(i.finished_at, 'infinity')) AS "sameFileAs"`;

export const RUNNING: readonly ImportStatus[] = ['queued', 'reading', 'booking'];

/** The imports of a workspace: their state and progress are rows, so that any process and any reload sees them. */
@Injectable()
export class ImportStore {
  async insert(tx: Tx, workspaceId: string, created: NewImport): Promise<void> {
    await tx.query(
      `INSERT INTO imports (workspace_id, id, source, file_name, file_path, file_bytes, file_sha256, mapping, status, created_by_kind, created_by_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'uploaded', $9, $10, $11)`,
      [
        workspaceId,
        created.id,
        created.source,
        created.fileName,
        created.filePath,
        created.fileBytes,
        created.fileSha256,
        JSON.stringify(created.mapping),
        created.createdBy.kind,
        created.createdBy.id,
        created.createdAt,
      ],
    );
  }

  /** @throws Refusal `not-found` */
  async get(tx: Tx, workspaceId: string, id: string, lock: '' | 'FOR UPDATE OF i' = ''): Promise<StoredImport> {
    const [found] = await tx.query<StoredImport[]>(`SELECT ${COLUMNS} FROM imports i WHERE workspace_id = $1 AND id = $2 ${lock}`, [workspaceId, id]);
    if (!found) throw new Refusal('not-found');
    return found;
  }

  async list(tx: Tx, workspaceId: string, query: ImportQuery): Promise<{ data: StoredImport[]; total: number }> {
    const direction = query.sort.startsWith('-') ? 'DESC' : 'ASC';
    const where = `workspace_id = $1 AND ($2::text IS NULL OR status = $2)`;
    const status = query.filter.status ?? null;
    const data = await tx.query<StoredImport[]>(
      `SELECT ${COLUMNS} FROM imports i WHERE ${where} ORDER BY created_at ${direction}, id ${direction} LIMIT $3 OFFSET $4`,
      [workspaceId, status, query.perPage, (query.page - 1) * query.perPage],
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total FROM imports WHERE ${where}`, [workspaceId, status]);
    return { data, total: count?.total ?? 0 };
  }

  async queue(tx: Tx, workspaceId: string, id: string, mapping: ImportMapping, dryRun: boolean): Promise<void> {
    await tx.query(
      `UPDATE imports SET status = 'queued', mapping = $3, dry_run = $4, failure_code = NULL, failure_details = NULL, rows_read = 0, bytes_read = 0,
         rows_per_second = NULL, seconds_left = NULL, result = NULL, started_at = NULL, finished_at = NULL
       WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id, JSON.stringify(mapping), dryRun],
    );
  }

  /** Those that are to run or were interrupted, in the order in which they came. */
  async waiting(tx: Tx, workspaceId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>('SELECT id FROM imports WHERE workspace_id = $1 AND status = ANY($2) ORDER BY created_at, id', [workspaceId, RUNNING]);
    return rows.map(({ id }) => id);
  }

  async begin(tx: Tx, workspaceId: string, id: string, now: Date): Promise<boolean> {
    const [begun] = await returned<{ id: string }>(
      tx,
      `UPDATE imports SET status = 'reading', started_at = coalesce(started_at, $3) WHERE workspace_id = $1 AND id = $2 AND status = ANY($4) RETURNING id`,
      [workspaceId, id, now, RUNNING],
    );
    return begun !== undefined;
  }

  /** @returns false when the import is no longer wanted */
  async progress(tx: Tx, workspaceId: string, id: string, progress: Progress): Promise<boolean> {
    const [row] = await returned<{ id: string }>(
      tx,
      `UPDATE imports SET status = $3, rows_read = $4, bytes_read = $5, rows_per_second = $6, seconds_left = $7
       WHERE workspace_id = $1 AND id = $2 AND status = ANY($8) RETURNING id`,
      [workspaceId, id, progress.status, progress.rowsRead, progress.bytesRead, progress.rowsPerSecond, progress.secondsLeft, RUNNING],
    );
    return row !== undefined;
  }

  /** Ends a running import. @returns false when somebody ended it before */
  async end(tx: Tx, workspaceId: string, id: string, end: { status: 'done' | 'cancelled' | 'failed'; at: Date; result?: ImportResult; failureCode?: string; failureDetails?: Readonly<Record<string, unknown>> }): Promise<boolean> {
    const [row] = await returned<{ id: string }>(
      tx,
      `UPDATE imports SET status = $3, finished_at = $4, result = $5, failure_code = $6, failure_details = $8, seconds_left = NULL,
         rows_read = coalesce(($5::jsonb ->> 'rows')::bigint, rows_read), bytes_read = CASE WHEN $3 = 'done' THEN file_bytes ELSE bytes_read END
       WHERE workspace_id = $1 AND id = $2 AND status = ANY($7) RETURNING id`,
      [workspaceId, id, end.status, end.at, end.result ? JSON.stringify(end.result) : null, end.failureCode ?? null, [...RUNNING, 'uploaded'], end.failureDetails ? JSON.stringify(end.failureDetails) : null],
    );
    return row !== undefined;
  }

  async beginUndoing(tx: Tx, workspaceId: string, id: string): Promise<void> {
    await tx.query(`UPDATE imports SET status = 'undoing' WHERE workspace_id = $1 AND id = $2`, [workspaceId, id]);
  }

  async endUndoing(tx: Tx, workspaceId: string, id: string, undone: UndoneImport): Promise<void> {
    await tx.query(`UPDATE imports SET status = 'undone', undone = $3 WHERE workspace_id = $1 AND id = $2`, [workspaceId, id, JSON.stringify(undone)]);
  }

  async errors(tx: Tx, workspaceId: string, id: string, query: ImportErrorQuery): Promise<{ data: ImportError[]; total: number }> {
    const direction = query.sort.startsWith('-') ? 'DESC' : 'ASC';
    const where = `workspace_id = $1 AND import_id = $2 AND ($3::text IS NULL OR fault = $3)`;
    const values = [workspaceId, id, query.filter.fault ?? null];
    const data = await tx.query<ImportError[]>(
      `SELECT row_no AS "rowNo", fault, value FROM import_errors WHERE ${where} ORDER BY row_no ${direction} LIMIT $4 OFFSET $5`,
      [...values, query.perPage, (query.page - 1) * query.perPage],
    );
    const [count] = await tx.query<{ total: number }[]>(`SELECT count(*) AS total FROM import_errors WHERE ${where}`, values);
    return { data, total: count?.total ?? 0 };
  }

  /** The next refused rows after a row number, in the order of the file. */
  async errorsAfter(tx: Tx, workspaceId: string, id: string, rowNo: number, limit: number): Promise<ImportError[]> {
    return tx.query<ImportError[]>(
      'SELECT row_no AS "rowNo", fault, value FROM import_errors WHERE workspace_id = $1 AND import_id = $2 AND row_no > $3 ORDER BY row_no LIMIT $4',
      [workspaceId, id, rowNo, limit],
    );
  }
}

/** The rows an UPDATE returned: TypeORM hands them over beside their number. */
async function returned<T>(tx: Tx, sql: string, values: unknown[]): Promise<T[]> {
  const [rows] = await tx.query<[T[], number]>(sql, values);
  return rows;
}
