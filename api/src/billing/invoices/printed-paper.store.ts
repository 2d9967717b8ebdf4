import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

@Injectable()
export class PrintedPaperStore {
  async find(tx: Tx, workspaceId: string, paperId: string): Promise<Buffer | null> {
    const [found] = await tx.query<{ pdf: Buffer }[]>('SELECT pdf FROM printed_papers WHERE workspace_id = $1 AND paper_id = $2', [workspaceId, paperId]);
    return found?.pdf ?? null;
  }

  /** Keeps the first print; a second one at the same moment is thrown away. */
  async keep(tx: Tx, workspaceId: string, paperId: string, pdf: Buffer, now: Date): Promise<void> {
    await tx.query('INSERT INTO printed_papers (workspace_id, paper_id, pdf, printed_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [workspaceId, paperId, pdf, now]);
  }
}
