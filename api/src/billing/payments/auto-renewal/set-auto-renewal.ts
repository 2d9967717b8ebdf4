import { Injectable } from '@nestjs/common';
import type { AgreedWording } from '@perennial/contract/admin';
import { AuditTrail } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { ScheduleBilling } from '../../notices/schedule-billing.js';
import { payableOf } from '../../quotes/quote.js';
import { SubscriptionStore } from '../../subscriptions/subscription.store.js';
import { CancelPayment } from '../cancel-payment.js';
import { type ConsentingPerson, PaymentConsents } from '../cards/payment-consents.js';
import { SavedCardStore } from '../cards/saved-card.store.js';
import { PaymentAttemptStore } from '../payment-attempt.store.js';
import { AutoRenewalStore } from './auto-renewal.store.js';

/** Switches the automatic renewal on, with recorded consent, or off, which nobody needs to explain. */
@Injectable()
export class SetAutoRenewal {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionStore,
    private readonly renewals: AutoRenewalStore,
    private readonly consents: PaymentConsents,
    private readonly cards: SavedCardStore,
    private readonly attempts: PaymentAttemptStore,
    private readonly cancel: CancelPayment,
    private readonly schedule: ScheduleBilling,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async on(person: ConsentingPerson, workspaceId: string, agreed: AgreedWording): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, workspaceId);
      if (s.endsOn === null) throw new Refusal('nothing-to-pay');
      if (!(await this.cards.findDefault(tx, workspaceId))) throw new Refusal('no-saved-card');
      const consentId = await this.consents.give(tx, workspaceId, 'auto-renew', person, agreed);
      if ((await this.renewals.find(tx, workspaceId))?.enabled) return;
      await this.renewals.put(tx, workspaceId, true, this.clock.now(), consentId);
      await this.audit.record(tx, workspaceId, { actor: person.actor, command: 'switch-auto-renewal-on', subject: { kind: 'subscription', id: workspaceId }, details: { consentId } });
      await this.schedule.run(tx, s);
    });
  }

  /** A debit that waits for the customer is withdrawn too. */
  async off(person: ConsentingPerson, workspaceId: string): Promise<void> {
    const waiting = await this.database.inWorkspace(workspaceId, async (tx) => {
      const s = await this.subscriptions.lock(tx, workspaceId);
      if (!(await this.renewals.find(tx, workspaceId))?.enabled) return null;
      const consentId = await this.consents.withdraw(tx, workspaceId, 'auto-renew', person);
      await this.renewals.put(tx, workspaceId, false, this.clock.now(), consentId);
      await this.audit.record(tx, workspaceId, { actor: person.actor, command: 'switch-auto-renewal-off', subject: { kind: 'subscription', id: workspaceId }, details: { consentId } });
      await this.schedule.run(tx, s);
      const live = await this.attempts.findOpen(tx, workspaceId, payableOf(s));
      return live?.status === 'needs-action' && live.debitStep !== null ? live : null;
    });
    if (waiting) await this.cancel.run(person.actor, workspaceId, waiting.id);
  }
}
