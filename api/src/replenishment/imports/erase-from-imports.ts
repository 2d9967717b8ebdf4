import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import { type ErasedPerson, type Eraser, Erasers, unmistakable } from '../../privacy/index.js';
import { ImportFiles } from './import-files.js';
import type { Encoding } from './reading/detect-encoding.js';
import { openText } from './reading/file-text.js';

/** Shorter names are found in half of all files. */
const SHORTEST_NAME = 3;

interface Kept {
  readonly id: string;
  readonly path: string;
  readonly encoding: Encoding | null;
}

/** Forgets a person in what was uploaded: in the refused values, and with whole files that name them. */
@Injectable()
export class EraseFromImports implements Eraser, OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly erasers: Erasers,
    private readonly files: ImportFiles,
  ) {}

  onModuleInit(): void {
    this.erasers.register(this);
  }

  async erase(tx: Tx, person: ErasedPerson): Promise<void> {
    const exact = [...person.names, ...person.externalIds].map((text) => text.toLowerCase());
    await tx.query(
      `UPDATE import_errors SET value = '' WHERE workspace_id = $1 AND (lower(btrim(value)) = ANY($2)
         OR EXISTS (SELECT FROM unnest($3::text[]) AS t WHERE position(t IN lower(value)) > 0))`,
      [person.workspaceId, exact, unmistakable(person)],
    );
  }

  /** A file that names the person is not kept any more, once its import has ended. */
  async eraseTraces(person: ErasedPerson): Promise<void> {
    const { workspaceId } = person;
    await this.database.inWorkspace(workspaceId, (tx) => this.erase(tx, person));
    const kept = await this.kept(workspaceId);
    const sought = [...unmistakable(person), ...person.names.filter(({ length }) => length >= SHORTEST_NAME).map((name) => name.toLowerCase())];
    for (const { id, path, encoding } of kept) {
      if (!(await this.names(path, encoding ?? 'utf-8', sought))) continue;
      await this.files.remove(path);
      await this.database.inWorkspace(workspaceId, (tx) => tx.query('UPDATE imports SET file_path = NULL WHERE workspace_id = $1 AND id = $2', [workspaceId, id]));
    }
    const [running] = await this.database.inWorkspace(workspaceId, (tx) =>
      tx.query<unknown[]>(`SELECT 1 FROM imports WHERE workspace_id = $1 AND status IN ('queued', 'reading', 'booking', 'undoing')`, [workspaceId]),
    );
    if (running) throw new Error('An import that may name an erased customer is still running.');
  }

  private async kept(workspaceId: string): Promise<Kept[]> {
    return this.database.inWorkspace(workspaceId, (tx) =>
      tx.query<Kept[]>(
        `SELECT id, file_path AS path, mapping ->> 'encoding' AS encoding FROM imports
         WHERE workspace_id = $1 AND file_path IS NOT NULL AND status IN ('uploaded', 'done', 'cancelled', 'failed', 'undone') ORDER BY id`,
        [workspaceId],
      ),
    );
  }

  /** Read piece by piece: memory does not depend on the file's size. A text may lie across two pieces. */
  private async names(path: string, encoding: Encoding, sought: readonly string[]): Promise<boolean> {
    if (sought.length === 0 || !(await this.files.exists(path))) return false;
    const overlap = Math.max(...sought.map(({ length }) => length));
    const reading = new AbortController();
    try {
      const { pieces } = await openText(this.files.absolute(path), encoding, reading.signal);
      let end = '';
      for await (const piece of pieces) {
        const text = end + piece.toLowerCase();
        if (sought.some((one) => text.includes(one))) return true;
        end = text.slice(-overlap);
      }
      return false;
    } finally {
      reading.abort();
    }
  }
}
