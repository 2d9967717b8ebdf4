import { Inject, Injectable, Logger } from '@nestjs/common';
import type { AgreedWording } from '@perennial/contract/admin';
import { AuditTrail } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../../platform/settings/index.js';
import { WorkspaceSettings } from '../../../workspaces/index.js';
import { billingPage } from '../../billing-links.js';
import { SubscriptionStore } from '../../subscriptions/subscription.store.js';
import { StripeClient } from '../provider/stripe.js';
import { StripeCustomers } from '../provider/stripe-customers.js';
import { type CardSetup, CardSetupStore } from './card-setup.store.js';
import { type ConsentingPerson, PaymentConsents } from './payment-consents.js';

/** Opens the provider's page on which a card is saved. What was agreed to is on record before the page opens. */
@Injectable()
export class StartCardSetup {
  private readonly log = new Logger('billing');

  constructor(
    private readonly database: Database,
    private readonly setups: CardSetupStore,
    private readonly consents: PaymentConsents,
    private readonly subscriptions: SubscriptionStore,
    private readonly workspaces: WorkspaceSettings,
    private readonly customers: StripeCustomers,
    private readonly stripe: StripeClient,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async run(person: ConsentingPerson, workspaceId: string, agreed: AgreedWording): Promise<CardSetup> {
    const { setup, currency, locale } = await this.database.inWorkspace(workspaceId, async (tx) => {
      const s = await this.subscriptions.get(tx, workspaceId);
      const consentId = await this.consents.give(tx, workspaceId, 'save-card', person, agreed);
      const added = await this.setups.add(tx, workspaceId, consentId, this.clock.now());
      await this.audit.record(tx, workspaceId, { actor: person.actor, command: 'start-card-setup', subject: { kind: 'card-setup', id: added.id }, details: { consentId } });
      return { setup: added, currency: s.currency, locale: (await this.workspaces.get(tx, workspaceId)).locale };
    });
    const session = await this.open(setup, currency, locale);
    return this.database.inWorkspace(workspaceId, (tx) => this.setups.change(tx, setup, { status: 'open', stripeSessionId: session.id, url: session.url }));
  }

  private async open({ workspaceId, id }: CardSetup, currency: string, locale: 'en' | 'zh-CN') {
    const metadata = { workspace_id: workspaceId, card_setup_id: id };
    const back = `${billingPage(this.settings.publicUrl, workspaceId)}?cardSetup=${id}`;
    try {
      return await this.stripe.api.checkout.sessions.create(
        {
          mode: 'setup',
          customer: await this.customers.ensure(workspaceId),
          currency: currency.toLowerCase(),
          allowed_payment_method_types: ['card'],
          metadata,
          setup_intent_data: { metadata },
          locale: locale === 'zh-CN' ? 'zh' : 'en',
          success_url: back,
          cancel_url: back,
        },
        { idempotencyKey: `card-setup-${id}` },
      );
    } catch (error) {
      this.log.warn({ err: error, cardSetupId: id }, 'no page to save a card');
      throw new Refusal('payment-provider-down');
    }
  }
}
