import { Inject, Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { z } from 'zod';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { JobQueue } from '../../../platform/jobs/index.js';
import { SETTINGS, type Settings } from '../../../platform/settings/index.js';
import { StripeClient } from '../provider/stripe.js';
import { APPLY_STRIPE_EVENT } from './apply-stripe-event.job.js';
import { StripeEventStore } from './stripe-event.store.js';

const Named = z.object({ id: z.string() });

/** Puts an event that Stripe signed into the inbox. Answering comes first, working on it is a job. */
@Injectable()
export class ReceiveStripeEvent {
  constructor(
    private readonly database: Database,
    private readonly stripe: StripeClient,
    private readonly events: StripeEventStore,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @param body the bytes as they came: a parsed and reprinted body no longer fits its signature */
  async run(body: Buffer, signature: string): Promise<void> {
    const event = this.verified(body, signature);
    const named = Named.safeParse(event.data.object);
    // Stripe's balance has no id, and is nothing we act on.
    if (!named.success) return;
    await this.database.global(async (tx) => {
      const added = await this.events.add(tx, { eventId: event.id, type: event.type, objectId: named.data.id, payload: event }, this.clock.now());
      if (added) await this.jobs.enqueue(tx, APPLY_STRIPE_EVENT, { eventId: event.id }, { key: `${APPLY_STRIPE_EVENT}:${event.id}` });
    });
  }

  // While a secret is exchanged for a new one, events come signed with the old, the new, or both.
  private verified(body: Buffer, signature: string): Stripe.Event {
    for (const secret of this.settings.stripeWebhookSecrets) {
      try {
        return this.stripe.api.webhooks.constructEvent(body, signature, secret);
      } catch {
        continue;
      }
    }
    throw new Refusal('signature-not-valid');
  }
}
