import { Inject, Injectable } from '@nestjs/common';
import { type PlannedNotice, serviceAt, serviceLimits } from '@perennial/billing';
import { dayIn, daysBetween } from '@perennial/calendar';
import { type NewMessage, QueueMessage, TellMembers } from '../../messaging/index.js';
import { AuditTrail, SYSTEM } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { billingPage } from '../billing-links.js';
import { PlanStore } from '../plans/plan.store.js';
import { PlanDebit } from '../payments/auto-renewal/plan-debit.js';
import type { StoredContact } from '../subscriptions/billing-party.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { NoticeStore } from './notice.store.js';
import { PlanNotices } from './plan-notices.js';
import { PLAN_NOTICE, periodKey } from './staff-notice-keys.js';
import { staffWords } from './staff-words.js';

/**
 * Tells the contacts that the paid time runs out. Each notice once per period end, kind and contact, by the contact's own
 * clock: when a renewal moves the end, the notices of the old end die with it.
 */
@Injectable()
export class GiveNotices {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly notices: NoticeStore,
    private readonly plan: PlanNotices,
    private readonly debits: PlanDebit,
    private readonly plans: PlanStore,
    private readonly workspaces: WorkspaceSettings,
    private readonly messages: QueueMessage,
    private readonly members: TellMembers,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, s: Subscription): Promise<void> {
    const endsOn = serviceLimits(s)?.coveredUntil;
    if (!endsOn) return;
    for (const { contact, due } of await this.plan.run(tx, s)) {
      if (!due || !(await this.notices.claim(tx, s.workspaceId, endsOn, due.kind, contact.id, this.clock.now()))) continue;
      const messageId = await this.queue(tx, s, endsOn, due, contact);
      await this.notices.nameMessage(tx, s.workspaceId, endsOn, due.kind, contact.id, messageId);
      await this.audit.record(tx, s.workspaceId, {
        actor: SYSTEM, command: 'give-notice', subject: { kind: 'subscription', id: s.workspaceId }, details: { notice: due.kind, contactId: contact.id, periodEnd: endsOn },
      });
    }
  }

  /** By mail, by text message to who has given a number, and in the back office. @returns the mail's id */
  private async queue(tx: Tx, s: Subscription, endsOn: string, notice: PlannedNotice, contact: StoredContact): Promise<string | null> {
    const { workspaceId } = s;
    const now = this.clock.now();
    const { paidThrough: lastPaid, graceThrough: lastOfGrace, dataKeptThrough } = serviceAt(s, now);
    const paidThrough = lastPaid ?? endsOn;
    const graceThrough = lastOfGrace !== lastPaid ? lastOfGrace : null;
    const plan = await this.plans.version(tx, s.planCode, s.planVersion);
    const workspace = await this.workspaces.get(tx, workspaceId);
    const autoRenew = await this.renewsByItself(tx, s);
    const told: Omit<NewMessage<'notice-expiry'>, 'channel' | 'to' | 'dedupeKey'> = {
      workspaceId,
      purpose: 'notice',
      customerId: null,
      locale: contact.locale,
      template: 'notice-expiry',
      variables: {
        workspaceName: workspace.name,
        planName: plan.name[contact.locale],
        paidThrough,
        daysLeft: daysBetween(dayIn(now, s.timeZone), paidThrough),
        graceThrough,
        dataKeptThrough: notice.kind === 'before-deletion' ? dataKeptThrough : null,
        beforeSuspension: notice.kind === 'before-suspension' && graceThrough !== null,
        autoRenew,
        renewUrl: billingPage(this.settings.publicUrl, workspaceId),
      },
    };
    const dedupeKey = `notice:${endsOn}:${notice.kind}:${contact.id}`;
    if (contact.phone !== null && this.settings.sms) await this.messages.run(tx, { ...told, channel: 'sms', to: contact.phone, dedupeKey: `${dedupeKey}:sms` });
    const inApp = `${periodKey(endsOn)}${notice.kind}`;
    await this.members.over(tx, workspaceId, PLAN_NOTICE, inApp);
    await this.members.run(tx, workspaceId, {
      kind: PLAN_NOTICE, ...staffWords(notice.kind, { plan: plan.name, paidThrough, graceThrough, dataKeptThrough, autoRenew }), link: '/billing', dedupeKey: inApp, from: 'admin',
    });
    return this.messages.run(tx, { ...told, channel: 'email', to: contact.email, dedupeKey });
  }

  // Not when the ladder has come to its end: then somebody has to do something.
  private async renewsByItself(tx: Tx, s: Subscription): Promise<boolean> {
    const { decision } = await this.debits.run(tx, s);
    return decision.kind === 'debit' || decision.next !== null;
  }
}
