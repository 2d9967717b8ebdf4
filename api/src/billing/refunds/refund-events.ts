import { Injectable, type OnModuleInit } from '@nestjs/common';
import type Stripe from 'stripe';
import { z } from 'zod';
import { Database } from '../../platform/database/index.js';
import type { StripeEvent } from '../payments/inbox/stripe-event.store.js';
import { type EventOutcome, type StripeEventHandler, StripeEventHandlers } from '../payments/inbox/stripe-event-handlers.js';
import { idOf, isMissing, StripeClient } from '../payments/provider/stripe.js';
import { ProviderBookingStore } from '../payments/reconcile/provider-booking.store.js';
import { RefundPayoutStore } from './refund-payout.store.js';
import { SendRefund } from './send-refund.job.js';

const OfRefund = z.object({ workspace_id: z.uuid(), refund_id: z.uuid() });

/** Events of money on its way back: a bank may take it, or return it days after it was accepted. The refund is looked at again. */
@Injectable()
export class RefundEvents implements StripeEventHandler, OnModuleInit {
  constructor(
    private readonly handlers: StripeEventHandlers,
    private readonly stripe: StripeClient,
    private readonly database: Database,
    private readonly bookings: ProviderBookingStore,
    private readonly payouts: RefundPayoutStore,
    private readonly send: SendRefund,
  ) {}

  onModuleInit(): void {
    this.handlers.register('refund.', this);
  }

  async apply({ objectId }: Pick<StripeEvent, 'type' | 'objectId'>): Promise<EventOutcome> {
    const refund = await this.fetch(objectId);
    if (!refund) return { kind: 'parked', because: 'no-such-object' };
    const ours = OfRefund.safeParse(refund.metadata);
    if (!ours.success) return this.madeElsewhere(refund);
    const { workspace_id: workspaceId, refund_id: refundId } = ours.data;
    const known = await this.database.inWorkspace(workspaceId, (tx) => this.payouts.of(tx, workspaceId, refundId));
    if (known.length === 0) return { kind: 'parked', because: 'no-such-refund' };
    await this.send.run({ workspaceId, refundId });
    return { kind: 'applied', workspaceId };
  }

  /** Of one of our payments, but not by us: nothing of it is booked, and a person has to. */
  private async madeElsewhere(refund: Stripe.Refund): Promise<EventOutcome> {
    const paymentIntentId = idOf(refund.payment_intent);
    const booking = paymentIntentId === null ? null : await this.database.global((tx) => this.bookings.find(tx, paymentIntentId));
    return booking ? { kind: 'parked', because: 'refund-made-elsewhere' } : { kind: 'ignored' };
  }

  private async fetch(id: string): Promise<Stripe.Refund | null> {
    try {
      return await this.stripe.api.refunds.retrieve(id);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }
}
