import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/index.js';

/** All workspaces of the service, for the sweeps that walk them. It says nothing about any of them. */
@Injectable()
export class WorkspaceDirectory {
  constructor(private readonly database: Database) {}

  async ids(): Promise<string[]> {
    const rows = await this.database.global((tx) => tx.query<{ id: string }[]>('SELECT id FROM workspaces ORDER BY id'));
    return rows.map((row) => row.id);
  }

  /** The workspace a person means by its slug or its id, or null. */
  async idOf(slugOrId: string): Promise<string | null> {
    const [row] = await this.database.global((tx) => tx.query<{ id: string }[]>('SELECT id FROM workspaces WHERE slug = $1 OR id::text = lower($1)', [slugOrId]));
    return row?.id ?? null;
  }
}
