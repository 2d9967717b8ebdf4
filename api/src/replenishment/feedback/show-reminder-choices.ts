import { Injectable } from '@nestjs/common';
import type { ReminderChoices } from '@perennial/contract/portal';
import type { CustomerCaller } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { Consents } from '../../privacy/index.js';

/** What a customer chose about reminders. Without consent none are sent, however it came about. */
@Injectable()
export class ShowReminderChoices {
  constructor(
    private readonly database: Database,
    private readonly consents: Consents,
  ) {}

  async run({ workspaceId, customerId }: CustomerCaller): Promise<ReminderChoices> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const consent = await this.consents.has(tx, workspaceId, customerId, 'replenishment-reminder', 'email');
      const stoppedProducts = await tx.query<ReminderChoices['stoppedProducts']>(
        `SELECT c.id AS "cycleId", p.name AS "productName"
         FROM cycles c
         JOIN products p ON p.workspace_id = c.workspace_id AND p.id = c.product_id
         JOIN LATERAL (
           SELECT f.kind FROM feedback f
           WHERE f.workspace_id = c.workspace_id AND f.customer_id = c.customer_id AND f.product_id = c.product_id AND f.kind IN ('stop-product', 'resume-product')
           ORDER BY f.said_at DESC, f.id DESC LIMIT 1
         ) newest ON newest.kind = 'stop-product'
         WHERE c.workspace_id = $1 AND c.customer_id = $2
         ORDER BY p.name, c.id`,
        [workspaceId, customerId],
      );
      return { stoppedAll: !consent, stoppedProducts };
    });
  }
}
