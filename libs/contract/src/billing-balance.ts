import { z } from 'zod';
import { Amount, Currency, Instant, listOf, listQuery } from './paging.js';

/** What a payment page takes at once: the provider's own limits. */
const ToPay = z.number().int().min(100).max(99_999_999);

export const BalanceLot = z
  .object({
    id: z.uuid(),
    kind: z.enum(['paid', 'granted']),
    amount: Amount,
    remaining: Amount.meta({ description: 'What of it can still be spent' }),
    reserved: Amount.meta({ description: 'What of it is set aside' }),
    expiresAt: Instant.nullable(),
    reason: z.string(),
    createdAt: Instant,
  })
  .meta({ id: 'BalanceLot', description: 'A piece of money that came in, and what is left of it' });

/** The prepaid balance. Paid money can be paid back, granted credit cannot. */
export const Balance = z
  .object({
    currency: Currency,
    available: Amount,
    paid: Amount,
    granted: Amount,
    reserved: Amount,
    pending: Amount.meta({ description: 'Top-ups that are being paid' }),
    nextRenewal: Amount.nullable().meta({ description: 'What one more period costs today, with tax; null when there is nothing to pay' }),
    suggestedTopUp: Amount.meta({ description: 'Next renewal minus what is there and on its way' }),
    lots: z.array(BalanceLot).meta({ description: 'In the order in which they came in' }),
  })
  .meta({ id: 'Balance' });
export type Balance = z.infer<typeof Balance>;

export const BalanceMovement = z
  .object({ id: z.uuid(), kind: z.string(), at: Instant, reason: z.string().nullable(), paid: Amount, granted: Amount })
  .meta({ id: 'BalanceMovement', description: 'What one ledger transaction did to the balance' });
export const BalanceMovements = listOf(BalanceMovement).meta({ id: 'BalanceMovements' });
export type BalanceMovements = z.infer<typeof BalanceMovements>;
export const BalanceMovementQuery = listQuery(['at'], {});

export const TopUp = z.object({ amount: ToPay }).meta({ id: 'TopUp' });

export const SetAutoTopUp = z
  .object({
    enabled: z.boolean(),
    threshold: ToPay.meta({ description: 'Below this the balance is filled up' }),
    refillTo: ToPay,
    monthlyCap: Amount.min(100).max(1e11).meta({ description: 'Never more than this in a calendar month' }),
  })
  .refine(({ threshold, refillTo }) => refillTo > threshold, { message: 'must be more than the threshold', path: ['refillTo'] })
  .refine(({ monthlyCap, refillTo, threshold }) => monthlyCap >= refillTo - threshold, { message: 'must allow at least one top-up', path: ['monthlyCap'] })
  .meta({ id: 'SetAutoTopUp' });
export type SetAutoTopUp = z.infer<typeof SetAutoTopUp>;

export const AutoTopUp = z
  .object({
    enabled: z.boolean(),
    threshold: Amount.nullable(),
    refillTo: Amount.nullable(),
    monthlyCap: Amount.nullable(),
    waitsBecause: z
      .enum(['off', 'enough', 'no-card', 'not-announced', 'announced-just-now', 'declined-just-now', 'declined-too-often', 'declined-for-good', 'cap-reached'])
      .nullable()
      .meta({ description: 'Why nothing is charged at this moment; null: a charge is due' }),
    waitsUntil: Instant.nullable(),
  })
  .meta({ id: 'AutoTopUp' });
export type AutoTopUp = z.infer<typeof AutoTopUp>;

export const GrantCredit = z
  .object({
    amount: Amount.min(1).max(1e11),
    currency: Currency,
    reason: z.string().trim().min(3).max(500).meta({ description: 'Shown to the workspace' }),
    expiresAt: Instant,
  })
  .meta({ id: 'GrantCredit' });
export type GrantCredit = z.infer<typeof GrantCredit>;
export const GrantedCredit = z.object({ lotId: z.uuid() }).meta({ id: 'GrantedCredit' });

export const ReverseMovement = z.object({ reason: z.string().trim().min(3).max(500) }).meta({ id: 'ReverseMovement' });
export const ReversedMovement = z.object({ id: z.uuid() }).meta({ id: 'ReversedMovement' });

const Total = z.object({ account: z.string(), currency: Currency, balance: Amount });

export const LedgerAudit = z
  .object({
    sound: z.boolean(),
    workspaces: z.number().int(),
    transactions: z.number().int(),
    faults: z
      .array(
        z.object({
          workspaceId: z.uuid(),
          fault: z.enum(['not-balanced', 'balance-not-its-entries', 'lot-not-its-entries', 'below-zero', 'lots-not-the-balance']),
          subject: z.string().meta({ description: 'The transaction, account or lot' }),
          off: z.number(),
        }),
      )
      .meta({ description: 'At most 100' }),
    house: z.array(Total).meta({ description: 'The operator’s own accounts. Credits are positive: cash we hold is negative' }),
    customers: z.array(Total).meta({ description: 'All workspaces’ accounts summed up; with the house they come to zero' }),
  })
  .meta({ id: 'LedgerAudit' });
export type LedgerAudit = z.infer<typeof LedgerAudit>;
