import { Injectable } from '@nestjs/common';
import type { NoticeSettings } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { NoticeStore } from './notice.store.js';
import { ScheduleBilling } from './schedule-billing.js';

/** Says on which days and at what time a workspace wants to hear. What was given before is not given again. */
@Injectable()
export class ChooseNotices {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly notices: NoticeStore,
    private readonly schedule: ScheduleBilling,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, settings: NoticeSettings): Promise<NoticeSettings> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, workspaceId);
      await this.notices.putSettings(tx, workspaceId, settings, this.clock.now());
      await this.schedule.run(tx, s);
      await this.audit.record(tx, workspaceId, { actor, command: 'choose-notices', subject: { kind: 'subscription', id: workspaceId }, details: settings });
      return settings;
    });
  }
}
