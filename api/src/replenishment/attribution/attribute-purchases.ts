import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { ATTRIBUTE } from './attribution.sql.js';

/** Attributions are a projection of reminders and the ledger: they can be thrown away and made again, with the same result. */
@Injectable()
export class AttributePurchases {
  /** Works inside the caller's transaction. @param customerIds whose purchases changed, or null for everybody */
  async run(tx: Tx, workspaceId: string, customerIds: readonly string[] | null): Promise<void> {
    await tx.query(ATTRIBUTE, [workspaceId, customerIds]);
  }
}
