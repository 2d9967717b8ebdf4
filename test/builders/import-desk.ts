import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Import, ImportError, ImportMapping } from '@perennial/contract/admin';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { Database } from '../../api/src/platform/database/index.js';
import { ImportsModule, ImportStore, RunImport, StartImport, UploadImport } from '../../api/src/replenishment/imports/index.js';
import { AccessModule } from '../../api/src/access/index.js';
import { CreateWorkspace, WorkspacesModule } from '../../api/src/workspaces/index.js';
import { type Area, openArea } from '../stage/open-area.js';

export interface ImportOptions {
  readonly name?: string;
  readonly source?: string;
  readonly mapping?: ImportMapping;
  readonly dryRun?: boolean;
}

/** A workspace into which files are imported at once, without a job worker. */
export interface ImportDesk {
  readonly area: Area;
  readonly workspaceId: string;
  /** Keeps the file and its guessed mapping; nothing is booked. */
  upload(content: string | Buffer | { path: string }, options?: ImportOptions): Promise<Import>;
  import(content: string | Buffer | { path: string }, options?: ImportOptions): Promise<Import>;
  start(id: string, options?: ImportOptions): Promise<Import>;
  errors(id: string): Promise<ImportError[]>;
  close(): Promise<void>;
}

export async function openImportDesk({ timeZone = 'Europe/London', currency = 'GBP' } = {}): Promise<ImportDesk> {
  const area = await openArea([AccessModule, WorkspacesModule, ImportsModule]);
  const { app } = area;
  const workspaceId = await app
    .get(CreateWorkspace)
    .run(SYSTEM, { slug: 'shop', name: 'Shop', senderName: 'Shop', replyTo: null, timeZone, locale: 'en', currency });
  const get = (id: string) => app.get(Database).inWorkspace(workspaceId, (tx) => app.get(ImportStore).get(tx, workspaceId, id));
  const desk: ImportDesk = {
    area,
    workspaceId,
    upload: async (content, { name = 'orders.csv', source = 'file' } = {}) => {
      const bytes = typeof content === 'string' || Buffer.isBuffer(content) ? Readable.from([Buffer.from(content)]) : createReadStream(content.path);
      return get(await app.get(UploadImport).run(SYSTEM, workspaceId, { name, source, content: bytes }));
    },
    import: async (content, options = {}) => desk.start((await desk.upload(content, options)).id, options),
    start: async (id, { mapping, dryRun = false } = {}) => {
      await app.get(StartImport).run(SYSTEM, workspaceId, id, { dryRun, ...(mapping ? { mapping } : {}) });
      await app.get(RunImport).run(workspaceId, id);
      return get(id);
    },
    errors: async (id) => app.get(Database).inWorkspace(workspaceId, (tx) => app.get(ImportStore).errorsAfter(tx, workspaceId, id, 0, 10_000)),
    close: () => area.close(),
  };
  return desk;
}
