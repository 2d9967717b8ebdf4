import { Injectable } from '@nestjs/common';
import type { ConsentChannel, ConsentPurpose, ConsentRecord } from '@perennial/contract/admin';
import type { Tx } from '../platform/database/index.js';
import { ConsentChainStore } from './consent-chain.store.js';
import { ConsentStore } from './consent.store.js';

/** What a customer agreed to, as it stands. For whole sets join the view `consents_in_force` instead. */
@Injectable()
export class Consents {
  constructor(
    private readonly store: ConsentStore,
    private readonly chain: ConsentChainStore,
  ) {}

  /** Silence is no consent: true only when the newest decision is "granted". */
  async has(tx: Tx, workspaceId: string, customerId: string, purpose: ConsentPurpose, channel: ConsentChannel): Promise<boolean> {
    return (await this.store.newest(tx, workspaceId, customerId, purpose, channel))?.granted ?? false;
  }

  /**
   * The same, and until this transaction ends no withdrawal of this customer can be recorded: what is decided here on
   * the ground of a consent is decided before the withdrawal, and visible to it.
   */
  async hasUntilCommit(tx: Tx, workspaceId: string, customerId: string, purpose: ConsentPurpose, channel: ConsentChannel): Promise<boolean> {
    await this.store.lockShared(tx, customerId);
    return this.has(tx, workspaceId, customerId, purpose, channel);
  }

  /** Which of these customers consent: `hasUntilCommit` for many at once. */
  async whoUntilCommit(tx: Tx, workspaceId: string, customerIds: readonly string[], purpose: ConsentPurpose, channel: ConsentChannel): Promise<ReadonlySet<string>> {
    await this.store.lockAllShared(tx, customerIds);
    return this.who(tx, workspaceId, customerIds, purpose, channel);
  }

  /** Which of these customers consent at this moment. */
  async who(tx: Tx, workspaceId: string, customerIds: readonly string[], purpose: ConsentPurpose, channel: ConsentChannel): Promise<ReadonlySet<string>> {
    return new Set(await this.store.consenting(tx, workspaceId, customerIds, purpose, channel));
  }

  /** The record at a place of the chain. */
  async record(tx: Tx, workspaceId: string, seq: number): Promise<ConsentRecord | null> {
    return this.store.bySeq(tx, workspaceId, seq);
  }

  /** The newest record of all; for a transaction that has just added one its own, since nobody else adds any until it ends. */
  async newestRecord(tx: Tx, workspaceId: string): Promise<ConsentRecord | null> {
    return this.store.bySeq(tx, workspaceId, (await this.chain.head(tx, workspaceId)).seq);
  }
}
