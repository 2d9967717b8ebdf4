import { z } from 'zod';
import { Amount, Currency, Day, Instant, listOf, listQuery } from './paging.js';

export const RefundClause = z
  .object({
    code: z.string().regex(/^[a-z][a-z0-9-]{2,40}$/),
    en: z.string().min(3).max(500),
    'zh-CN': z.string().min(1).max(500),
    refunds: z.enum(['everything', 'unused-days']).meta({ description: 'unused-days: what was paid less the days used at the day price' }),
    withinDays: z.number().int().min(1).max(3650).nullable().meta({ description: 'How long after the invoice it can be asked for' }),
  })
  .meta({ id: 'RefundClause' });
export type RefundClause = z.infer<typeof RefundClause>;

export const PublishRefundPolicy = z
  .object({
    text: z.object({ en: z.string().min(3).max(5000), 'zh-CN': z.string().min(1).max(5000) }),
    clauses: z.array(RefundClause).min(1).max(20),
  })
  .meta({ id: 'PublishRefundPolicy' });
export type PublishRefundPolicy = z.infer<typeof PublishRefundPolicy>;

/** The terms of refunds. An invoice keeps the version it was sold under. */
export const RefundPolicy = PublishRefundPolicy.extend({ version: z.number().int(), publishedAt: Instant }).meta({ id: 'RefundPolicy' });
export type RefundPolicy = z.infer<typeof RefundPolicy>;

export const RequestRefund = z
  .object({
    invoiceId: z.uuid(),
    clause: z.string().max(41),
    reason: z.string().trim().min(3).max(1000),
    net: Amount.min(1).optional().meta({ description: 'Less than the clause gives; left out: everything it gives' }),
  })
  .meta({ id: 'RequestRefund' });
export type RequestRefund = z.infer<typeof RequestRefund>;

export const RefundStatus = z
  .enum(['requested', 'declined', 'sending', 'failed', 'done'])
  .meta({ id: 'RefundStatus', description: 'failed: a payment did not take the money back; it waits for an operator' });

export const RefundPayout = z
  .object({
    to: z.enum(['original-payment', 'balance']),
    amount: Amount,
    status: z.enum(['sending', 'pending', 'sent', 'failed', 'on-balance']),
    failure: z.string().nullable(),
  })
  .meta({ id: 'RefundPayout' });

export const Refund = z
  .object({
    id: z.uuid(),
    invoiceId: z.uuid(),
    invoiceNumber: z.string(),
    clause: z.string(),
    policyVersion: z.number().int(),
    reason: z.string(),
    status: RefundStatus,
    currency: Currency,
    askedNet: Amount,
    net: Amount.nullable(),
    tax: Amount.nullable(),
    paidBack: Amount.nullable().meta({ description: 'Net and tax without what granted credit had paid' }),
    daysTakenBack: z.number().int().nullable(),
    decision: z.string().nullable(),
    payouts: z.array(RefundPayout),
    creditNoteId: z.uuid().nullable(),
    requestedAt: Instant,
    decidedAt: Instant.nullable(),
    settledAt: Instant.nullable(),
  })
  .meta({ id: 'Refund' });
export type Refund = z.infer<typeof Refund>;
export const Refunds = listOf(Refund).meta({ id: 'Refunds' });
export const RefundQuery = listQuery(['-requestedAt', 'requestedAt'], {});

export const ApproveRefund = z
  .object({
    net: Amount.min(1).optional().meta({ description: 'Left out: what was asked for' }),
    endsService: z.boolean().default(false).meta({ description: 'Take back all the time still to come: what is paid back is not served' }),
    comment: z.string().trim().min(3).max(1000),
  })
  .meta({ id: 'ApproveRefund' });
export type ApproveRefund = z.infer<typeof ApproveRefund>;
export const DeclineRefund = z.object({ comment: z.string().trim().min(3).max(1000) }).meta({ id: 'DeclineRefund' });

export const RefundToDecide = z
  .object({ id: z.uuid(), workspaceId: z.uuid(), slug: z.string(), status: RefundStatus, clause: z.string(), currency: Currency, amount: Amount, since: Instant })
  .meta({ id: 'RefundToDecide' });
export const RefundsToDecide = listOf(RefundToDecide).meta({ id: 'RefundsToDecide' });
export const RefundToDecideQuery = listQuery(['since', '-since'], {});

export const CreditNote = z
  .object({
    id: z.uuid(),
    number: z.string(),
    issuedAt: Instant,
    invoiceId: z.uuid(),
    refundId: z.uuid(),
    currency: Currency,
    net: Amount,
    tax: Amount,
    total: Amount,
    granted: Amount,
    lines: z.array(z.object({ from: Day, until: Day, net: Amount, tax: Amount })),
  })
  .meta({ id: 'CreditNote' });
export type CreditNote = z.infer<typeof CreditNote>;
export const CreditNotes = listOf(CreditNote).meta({ id: 'CreditNotes' });
export const CreditNoteQuery = listQuery(['-issuedAt', 'issuedAt'], {});
