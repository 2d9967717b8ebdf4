import { Injectable } from '@nestjs/common';
import { type ConsentProof, ConsentProofRecord } from '@perennial/contract/admin';
import { CHAIN_RULE, type ChainHead, type SealedConsent } from '@perennial/replenishment';
import { stringify } from 'csv-stringify/sync';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { ConsentChainStore } from './consent-chain.store.js';
import { WordingStore } from './wording.store.js';

const PAGE = 1000;
const COLUMNS = Object.keys(ConsentProofRecord.shape);
// Spreadsheets take a text without it for the local 8-bit encoding.
const BYTE_ORDER_MARK = '\ufeff';

/**
 * What was agreed to, with the texts that were shown and the hashes by which it can be checked, for one customer or for all. The
 * records come in pages up to where the chain ended at the start: they never change, so the pages fit together. Somebody who was
 * erased still has a proof under their id.
 */
@Injectable()
export class ExportConsentProof {
  constructor(
    private readonly database: Database,
    private readonly chain: ConsentChainStore,
    private readonly wordings: WordingStore,
    private readonly clock: Clock,
  ) {}

  /** @returns the JSON text of a ConsentProof in pieces */
  async json(workspaceId: string, customerId: string | null): Promise<AsyncGenerator<string>> {
    const { head, wordings } = await this.database.inWorkspace(workspaceId, async (tx) => {
      const end = await this.chain.head(tx, workspaceId);
      const versions = await this.wordings.named(tx, workspaceId, customerId, end.seq);
      return { head: end, wordings: await this.wordings.of(tx, workspaceId, versions) };
    });
    const exportedAt = this.clock.now().toISOString();
    return this.document({ workspaceId, customerId, exportedAt, rule: CHAIN_RULE, head, wordings });
  }

  /** @returns the records alone, as CSV text in pieces */
  async csv(workspaceId: string, customerId: string | null): Promise<AsyncGenerator<string>> {
    return this.table(workspaceId, customerId, await this.database.inWorkspace(workspaceId, (tx) => this.chain.head(tx, workspaceId)));
  }

  private async *document(cover: Omit<ConsentProof, 'records'>): AsyncGenerator<string> {
    yield `${JSON.stringify(cover).slice(0, -1)},"records":[`;
    let separator = '\n';
    for await (const page of this.pages(cover.workspaceId, cover.customerId, cover.head)) {
      yield separator + page.map((record) => JSON.stringify(record)).join(',\n');
      separator = ',\n';
    }
    yield '\n]}\n';
  }

  private async *table(workspaceId: string, customerId: string | null, head: ChainHead): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + stringify([COLUMNS]);
    for await (const page of this.pages(workspaceId, customerId, head)) yield stringify(page, { columns: COLUMNS, escape_formulas: true });
  }

  private async *pages(workspaceId: string, customerId: string | null, head: ChainHead): AsyncGenerator<SealedConsent[]> {
    for (let after = 0; ; ) {
      const page = await this.database.inWorkspace(workspaceId, (tx) => this.chain.page(tx, workspaceId, customerId, after, head.seq, PAGE));
      const last = page.at(-1);
      if (!last) return;
      yield page;
      after = last.seq;
    }
  }
}
