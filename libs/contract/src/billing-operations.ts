import { z } from 'zod';
import { ServiceState } from './billing.js';
import { Amount, Currency, Day, Instant, listOf, listQuery } from './paging.js';

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

/** A workspace whose paid time is over and whose data is still there. */
export const DunningEntry = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    planCode: z.string(),
    currency: Currency,
    state: ServiceState,
    paidThrough: Day.nullable(),
    graceThrough: Day.nullable(),
    dataKeptThrough: Day.nullable(),
    daysOverdue: z.number().int(),
    lastTriedAt: Instant.nullable(),
    lastFailure: z.string().nullable().meta({ description: 'Why the last payment did not come' }),
    openPaymentId: z.uuid().nullable(),
    lastNotice: z.string().nullable().meta({ description: 'What was last said about it' }),
  })
  .meta({ id: 'DunningEntry' });
export type DunningEntry = z.infer<typeof DunningEntry>;
export const DunningQueue = listOf(DunningEntry).meta({ id: 'DunningQueue' });
export const DunningQuery = listQuery(['paidThrough', '-paidThrough'], {});

/** Whether a series of numbers is whole. */
export const InvoiceSeries = z
  .object({
    series: z.string(),
    year: z.number().int(),
    last: z.number().int().meta({ description: 'The last number that was given' }),
    given: z.number().int().meta({ description: 'How many are on record' }),
    missing: z.array(z.number().int()).meta({ description: 'At most 100' }),
  })
  .meta({ id: 'InvoiceSeries' });
export const InvoiceGapReport = z.object({ whole: z.boolean(), series: z.array(InvoiceSeries) }).meta({ id: 'InvoiceGapReport' });
export type InvoiceGapReport = z.infer<typeof InvoiceGapReport>;
