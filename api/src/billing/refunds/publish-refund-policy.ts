import { Injectable } from '@nestjs/common';
import type { PublishRefundPolicy as PublishRefundPolicyInput } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { RefundPolicyStore, type StoredRefundPolicy } from './refund-policy.store.js';

/** Says by which terms what is sold from now on is refunded. What was sold before keeps its own. */
@Injectable()
export class PublishRefundPolicy {
  constructor(
    private readonly database: Database,
    private readonly policies: RefundPolicyStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, policy: PublishRefundPolicyInput): Promise<StoredRefundPolicy> {
    return this.database.global(async (tx) => {
      const added = await this.policies.add(tx, policy, this.clock.now());
      await this.audit.recordGlobal(tx, { actor, command: 'publish-refund-policy', subject: { kind: 'refund-policy', id: String(added.version) } });
      return added;
    });
  }
}
