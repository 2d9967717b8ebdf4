import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';
import { Refusal } from '../platform/http/index.js';
import { WordingStore } from './wording.store.js';

/** What other areas ask of the wordings. */
@Injectable()
export class Wordings {
  constructor(private readonly store: WordingStore) {}

  /** Refuses `wording-unknown`: a decision about a text that nobody kept would prove nothing. */
  async mustKnow(tx: Tx, workspaceId: string, version: string): Promise<void> {
    if (!(await this.store.find(tx, workspaceId, version))) throw new Refusal('wording-unknown', { version });
  }
}
