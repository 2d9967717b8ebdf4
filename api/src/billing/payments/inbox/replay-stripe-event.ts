import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../../platform/audit/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { JobQueue } from '../../../platform/jobs/index.js';
import { APPLY_STRIPE_EVENT } from './apply-stripe-event.job.js';
import { type StripeEvent, StripeEventStore } from './stripe-event.store.js';

/** Takes an event up again from the beginning. It is harmless: an event only says where to look. */
@Injectable()
export class ReplayStripeEvent {
  constructor(
    private readonly database: Database,
    private readonly events: StripeEventStore,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  async run(actor: Actor, eventId: string): Promise<StripeEvent> {
    return this.database.global(async (tx) => {
      const event = await this.events.find(tx, eventId);
      if (!event) throw new Refusal('not-found');
      await this.events.reopen(tx, eventId);
      await this.jobs.enqueue(tx, APPLY_STRIPE_EVENT, { eventId }, { key: `${APPLY_STRIPE_EVENT}:${eventId}` });
      await this.audit.recordGlobal(tx, { actor, command: 'replay-stripe-event', subject: { kind: 'stripe-event', id: eventId }, details: { type: event.type } });
      return (await this.events.find(tx, eventId)) ?? event;
    });
  }
}
