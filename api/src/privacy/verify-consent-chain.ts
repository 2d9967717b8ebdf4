import { Injectable } from '@nestjs/common';
import type { ConsentVerification } from '@perennial/contract/admin';
import { CHAIN_START, type ChainHead, type ChainVerdict, verifyEnd, verifyLinks } from '@perennial/replenishment';
import { Database } from '../platform/database/index.js';
import { ConsentChainStore } from './consent-chain.store.js';

const PAGE = 5000;

/**
 * Does every sum of a workspace's chain again, in pages, and says where the first thing is wrong. What is recorded meanwhile is
 * left for the next time. A chain that was rewritten as a whole, its end included, is in itself intact: that shows only against
 * an end noted down elsewhere, which every exported proof holds.
 */
@Injectable()
export class VerifyConsentChain {
  constructor(
    private readonly database: Database,
    private readonly chain: ConsentChainStore,
  ) {}

  async run(workspaceId: string): Promise<ConsentVerification> {
    const head = await this.database.inWorkspace(workspaceId, (tx) => this.chain.head(tx, workspaceId));
    const verdict = await this.verdict(workspaceId, head);
    return verdict.intact ? { intact: true, head, brokenAt: null, because: null } : { intact: false, head, brokenAt: verdict.seq, because: verdict.because };
  }

  private async verdict(workspaceId: string, head: ChainHead): Promise<ChainVerdict> {
    let reached = CHAIN_START;
    for (;;) {
      const page = await this.database.inWorkspace(workspaceId, (tx) => this.chain.page(tx, workspaceId, null, reached.seq, head.seq, PAGE));
      const links = verifyLinks(reached, page);
      if (!links.intact) return links;
      reached = links.head;
      if (page.length < PAGE) break;
    }
    const end = verifyEnd(reached, head);
    if (!end.intact) return end;
    const surplus = await this.database.inWorkspace(workspaceId, (tx) => this.chain.beyondTheEnd(tx, workspaceId));
    return surplus === null ? end : { intact: false, seq: surplus, because: 'surplus' };
  }
}
