import { Inject, Injectable } from '@nestjs/common';
import type { AutoTopUp, SetAutoTopUp as SetAutoTopUpInput } from '@perennial/contract/admin';
import { QueueMessage } from '../../messaging/index.js';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { billingPage } from '../billing-links.js';
import { ScheduleBilling } from '../notices/schedule-billing.js';
import { BillingPartyStore } from '../subscriptions/billing-party.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SubscriptionStore } from '../subscriptions/subscription.store.js';
import { AutoTopUpStore } from './auto-top-up.store.js';
import { PlanTopUp } from './plan-top-up.js';

/** Lets a balance fill itself up, or stops it. Whoever pays is told a day before the first charge can come. */
@Injectable()
export class SetAutoTopUp {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly store: AutoTopUpStore,
    private readonly plan: PlanTopUp,
    private readonly parties: BillingPartyStore,
    private readonly workspaces: WorkspaceSettings,
    private readonly messages: QueueMessage,
    private readonly schedule: ScheduleBilling,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async run(actor: Actor, workspaceId: string, wanted: SetAutoTopUpInput): Promise<AutoTopUp> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, workspaceId);
      const now = this.clock.now();
      const before = await this.store.find(tx, workspaceId);
      const announcedAt = !wanted.enabled ? null : before?.enabled ? before.announcedAt : now;
      await this.store.put(tx, workspaceId, { ...wanted, announcedAt, changedAt: now });
      if (announcedAt === now) await this.announce(tx, s, wanted, now);
      await this.schedule.run(tx, s);
      await this.audit.record(tx, workspaceId, { actor, command: 'set-auto-top-up', subject: { kind: 'subscription', id: workspaceId }, details: wanted });
      return this.read(tx, s);
    });
  }

  async read(tx: Tx, s: Subscription): Promise<AutoTopUp> {
    const set = await this.store.find(tx, s.workspaceId);
    const { decision } = await this.plan.run(tx, s);
    return {
      ...(set ? { enabled: set.enabled, threshold: set.threshold, refillTo: set.refillTo, monthlyCap: set.monthlyCap } : { enabled: false, threshold: null, refillTo: null, monthlyCap: null }),
      waitsBecause: decision.kind === 'wait' ? decision.because : null,
      waitsUntil: decision.kind === 'wait' ? (decision.until?.toISOString() ?? null) : null,
    };
  }

  private async announce(tx: Tx, { workspaceId, currency }: Subscription, wanted: SetAutoTopUpInput, now: Date): Promise<void> {
    const [contact] = await this.parties.contacts(tx, workspaceId);
    if (!contact) return;
    const money = (amount: number) => ({ amount, currency });
    await this.messages.run(tx, {
      workspaceId, purpose: 'notice', channel: 'email', customerId: null, to: contact.email, locale: contact.locale,
      template: 'top-up-announced',
      variables: {
        workspaceName: (await this.workspaces.get(tx, workspaceId)).name,
        threshold: money(wanted.threshold), refillTo: money(wanted.refillTo), monthlyCap: money(wanted.monthlyCap),
        billingUrl: billingPage(this.settings.publicUrl, workspaceId),
      },
      dedupeKey: `top-up-announced:${now.toISOString()}`,
    });
  }
}
