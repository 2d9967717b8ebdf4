import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { ImportFiles } from './import-files.js';
import { ImportStore } from './import.store.js';
import { guessMapping } from './reading/guess-mapping.js';

export interface UploadedFile {
  readonly name: string;
  readonly source: string;
  readonly content: Readable;
}

/** Takes a file of purchases in. Nothing is booked yet: the mapping is guessed and waits for `StartImport`. */
@Injectable()
export class UploadImport {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly files: ImportFiles,
    private readonly imports: ImportStore,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns the import's id; refuses `file-empty`, `file-not-readable` */
  async run(actor: Actor, workspaceId: string, { name, source, content }: UploadedFile): Promise<string> {
    const id = randomUUID();
    const file = await this.files.keep(workspaceId, id, content);
    const { mapping } = guessMapping(await this.files.start(file.path, file.encoding), file.encoding);
    await this.database.inWorkspace(workspaceId, async (tx) => {
      await this.imports.insert(tx, workspaceId, {
        id,
        source,
        fileName: basename(name).slice(0, 200),
        filePath: file.path,
        fileBytes: file.bytes,
        fileSha256: file.sha256,
        mapping,
        createdBy: actor,
        createdAt: this.clock.now(),
      });
      await this.audit.record(tx, workspaceId, { actor, command: 'upload-import', subject: { kind: 'import', id }, details: { bytes: file.bytes } });
    });
    return id;
  }
}
