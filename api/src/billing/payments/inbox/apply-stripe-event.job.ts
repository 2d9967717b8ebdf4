import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { Job, type JobHandler } from '../../../platform/jobs/index.js';
import { type StripeEvent, StripeEventStore } from './stripe-event.store.js';
import { type EventOutcome, StripeEventHandlers } from './stripe-event-handlers.js';

export const APPLY_STRIPE_EVENT = 'apply-stripe-event';

const MINUTE_MS = 60_000;
/** After the last of these it waits for the operator. Together they are the three days for which Stripe itself tries. */
const TRY_AGAIN_AFTER_MINUTES = [1, 5, 30, 120, 360, 720, 1440, 1440];

/** Looks at what an event is about. What cannot be placed is parked and tried again; what fails altogether is a job that is repeated. */
@Injectable()
@Job(APPLY_STRIPE_EVENT)
export class ApplyStripeEvent implements JobHandler<{ readonly eventId: string }> {
  constructor(
    private readonly database: Database,
    private readonly events: StripeEventStore,
    private readonly handlers: StripeEventHandlers,
    private readonly clock: Clock,
  ) {}

  async run({ eventId }: { readonly eventId: string }): Promise<void> {
    const event = await this.database.global((tx) => this.events.find(tx, eventId));
    if (!event || event.status === 'applied' || event.status === 'ignored') return;
    const outcome = await this.apply(event);
    await this.database.global(async (tx) => {
      if (outcome.kind === 'parked') await this.events.park(tx, eventId, outcome.because, this.nextTry(event));
      else await this.events.close(tx, eventId, outcome.kind, outcome.kind === 'applied' ? outcome.workspaceId : null, this.clock.now());
    });
  }

  private async apply(event: StripeEvent): Promise<EventOutcome> {
    const handler = this.handlers.of(event.type);
    if (!handler) return { kind: 'ignored' };
    try {
      return await handler.apply(event);
    } catch (error) {
      if (error instanceof Refusal) return { kind: 'parked', because: error.code };
      throw error;
    }
  }

  private nextTry({ tries }: StripeEvent): Date | null {
    const minutes = TRY_AGAIN_AFTER_MINUTES[tries];
    return minutes === undefined ? null : new Date(this.clock.now().getTime() + minutes * MINUTE_MS);
  }
}
