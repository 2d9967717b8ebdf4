import { z } from 'zod';
import { Amount, Currency, Instant, listOf, listQuery } from './paging.js';

export const StripeEventStatus = z
  .enum(['received', 'parked', 'applied', 'ignored'])
  .meta({ id: 'StripeEventStatus', description: 'parked: about something of ours that is not there (yet). ignored: about nothing of ours' });

/** Something Stripe told us. */
export const StripeEventRow = z
  .object({
    id: z.string(),
    type: z.string(),
    objectId: z.string(),
    status: StripeEventStatus,
    tries: z.number().int(),
    parkedBecause: z.string().nullable(),
    workspaceId: z.uuid().nullable(),
    receivedAt: Instant,
    appliedAt: Instant.nullable(),
    nextTryAt: Instant.nullable().meta({ description: 'null while parked: it waits for a replay' }),
  })
  .meta({ id: 'StripeEventRow' });
export type StripeEventRow = z.infer<typeof StripeEventRow>;
export const StripeEventRows = listOf(StripeEventRow).meta({ id: 'StripeEventRows' });
export const StripeEventQuery = listQuery(['-receivedAt', 'receivedAt'], { status: StripeEventStatus, type: z.string().max(100) });

export const StripeEventDetail = StripeEventRow.extend({ payload: z.record(z.string(), z.unknown()) }).meta({ id: 'StripeEventDetail' });
export type StripeEventDetail = z.infer<typeof StripeEventDetail>;

export const ReconcileKind = z
  .enum(['booked-late', 'not-booked', 'unknown-payment', 'amount-differs', 'not-at-provider', 'page-closed'])
  .meta({
    id: 'ReconcileKind',
    description:
      'booked-late: paid and only now booked. not-booked: paid and could not be booked. unknown-payment: names a payment we do not have. not-at-provider: booked here, not paid there. page-closed: a page was open for something already decided',
  });

/** One difference between our books and the provider's. */
export const ReconcileFinding = z
  .object({
    id: z.uuid(),
    runId: z.uuid(),
    kind: ReconcileKind,
    objectId: z.string(),
    workspaceId: z.uuid().nullable(),
    paymentId: z.uuid().nullable(),
    details: z.record(z.string(), z.unknown()),
    foundAt: Instant,
  })
  .meta({ id: 'ReconcileFinding' });
export type ReconcileFinding = z.infer<typeof ReconcileFinding>;
export const ReconcileQuery = listQuery(['-foundAt', 'foundAt'], { kind: ReconcileKind, runId: z.uuid() });

export const ReconcileRun = z
  .object({ id: z.uuid(), complete: z.boolean(), startedAt: Instant, finishedAt: Instant.nullable(), seen: z.number().int() })
  .meta({ id: 'ReconcileRun' });
export type ReconcileRun = z.infer<typeof ReconcileRun>;

/** The newest comparison, and the differences of all. */
export const ReconcileReport = listOf(ReconcileFinding).extend({ lastRun: ReconcileRun.nullable() }).meta({ id: 'ReconcileReport' });
export type ReconcileReport = z.infer<typeof ReconcileReport>;

export const StartReconcile = z
  .object({ complete: z.boolean().default(false).meta({ description: 'Compare everything Stripe still lists, not only what is new' }) })
  .meta({ id: 'StartReconcile' });

/** A payment its payer has asked their bank to take back. */
export const PaymentDispute = z
  .object({
    id: z.string(),
    workspaceId: z.uuid().nullable(),
    paymentId: z.uuid().nullable(),
    currency: Currency,
    amount: Amount,
    reason: z.string(),
    status: z.string().meta({ description: 'As Stripe calls it: needs_response, under_review, won, lost, …' }),
    evidenceDueAt: Instant.nullable(),
    openedAt: Instant,
    closedAt: Instant.nullable(),
  })
  .meta({ id: 'PaymentDispute' });
export type PaymentDispute = z.infer<typeof PaymentDispute>;
export const PaymentDisputes = listOf(PaymentDispute).meta({ id: 'PaymentDisputes' });
export const PaymentDisputeQuery = listQuery(['-openedAt', 'openedAt'], {});
