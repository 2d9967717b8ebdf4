import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail, SYSTEM } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { PaymentEvents } from '../inbox/payment-events.js';
import type { StripeEvent } from '../inbox/stripe-event.store.js';
import { type EventOutcome, type StripeEventHandler, StripeEventHandlers } from '../inbox/stripe-event-handlers.js';
import { idOf, StripeClient } from '../provider/stripe.js';
import { ProviderBookingStore } from '../reconcile/provider-booking.store.js';
import { DisputeStore } from './dispute.store.js';

const DECIDED: ReadonlySet<string> = new Set(['won', 'lost', 'warning_closed', 'prevented']);

/** A payer has asked their bank to take a payment back: the operator must know before the bank's deadline. */
@Injectable()
export class DisputeEvents implements StripeEventHandler, OnModuleInit {
  constructor(
    private readonly handlers: StripeEventHandlers,
    private readonly payments: PaymentEvents,
    private readonly stripe: StripeClient,
    private readonly database: Database,
    private readonly bookings: ProviderBookingStore,
    private readonly disputes: DisputeStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.handlers.register('charge.dispute.', this);
  }

  async apply({ type, objectId }: Pick<StripeEvent, 'type' | 'objectId'>): Promise<EventOutcome> {
    const dispute = await this.stripe.api.disputes.retrieve(objectId);
    const paymentIntentId = idOf(dispute.payment_intent);
    if (paymentIntentId === null) return { kind: 'ignored' };
    // The word of the dispute may overtake the word of the payment.
    await this.payments.apply({ type: 'payment_intent.succeeded', objectId: paymentIntentId });
    const booking = await this.database.global((tx) => this.bookings.find(tx, paymentIntentId));
    if (!booking) return { kind: 'parked', because: 'no-such-payment' };
    const { workspaceHint, attemptHint } = booking;
    const now = this.clock.now();
    const dueBy = dispute.evidence_details.due_by;
    await this.database.inWorkspace(workspaceHint, async (tx) => {
      await this.disputes.put(tx, {
        disputeId: dispute.id, paymentIntentId, workspaceHint, attemptHint, currency: dispute.currency.toUpperCase(), amountMinor: dispute.amount, reason: dispute.reason,
        status: dispute.status, evidenceDueAt: dueBy === null ? null : new Date(dueBy * 1000), openedAt: now, closedAt: DECIDED.has(dispute.status) ? now : null,
      });
      await this.audit.record(tx, workspaceHint, {
        actor: SYSTEM, command: 'note-dispute', subject: { kind: 'payment', id: attemptHint }, details: { disputeId: dispute.id, status: dispute.status, amount: dispute.amount, type },
      });
    });
    return { kind: 'applied', workspaceId: workspaceHint };
  }
}
