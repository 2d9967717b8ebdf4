import { Amount, Currency, Day } from '@perennial/contract/public';
import { z } from 'zod';

const Name = z.string().max(500);
const Link = z.url({ protocol: /^https?$/ });

/** Everything of one customer that is due together. `reason` is the sentence "because…" in the reader's language. */
const Due = z.object({
  customerName: Name,
  products: z
    .array(
      z.object({
        cycleId: z.uuid(),
        name: Name,
        imageUrl: Link.nullable(),
        lastOrderedOn: Day,
        expectedOn: Day,
        windowFrom: Day.nullable(),
        windowTo: Day.nullable(),
        reason: z.string().max(1000),
        sensitive: z.boolean(),
        /** What is offered instead while the product itself is out of stock. */
        substitute: z.object({ name: Name, linkUrl: Link.nullable() }).nullish(),
      }),
    )
    .min(1)
    .max(50),
  /** What makes ordering sweeter, in the reader's language; none in most mails. */
  offer: z.object({ code: z.string().max(100), text: z.string().max(500), validThrough: Day.nullable() }).nullish(),
});

/** A debit of the saved card, and what hangs on it. */
const Debit = z.object({
  workspaceName: Name,
  planName: Name,
  total: z.object({ amount: Amount, currency: Currency }),
  cardLast4: z.string().max(4),
  paidThrough: Day,
  graceThrough: Day.nullable(),
});

/** What each template may use. Checked when a message is queued, so that no mail finds a gap on its way out. */
export const TEMPLATE_VARIABLES = {
  reminder: Due,
  /** The second and last word about the same cycle. */
  'reminder-follow-up': Due,
  /** The workspace's own plan runs out. */
  'notice-expiry': z.object({
    workspaceName: Name,
    planName: Name,
    paidThrough: Day,
    daysLeft: z.number().int(),
    graceThrough: Day.nullable(),
    /** The last day on which the data is still there; only in the notice before it goes. */
    dataKeptThrough: Day.nullable(),
    /** The last notice while everything still works. */
    beforeSuspension: z.boolean().nullish(),
    autoRenew: z.boolean(),
    renewUrl: Link,
  }),
  /** A renewal was paid; the invoice travels with it. */
  receipt: z.object({
    workspaceName: Name,
    planName: Name,
    invoiceId: z.uuid(),
    invoiceNumber: z.string().max(60),
    total: z.object({ amount: Amount, currency: Currency }),
    periodFrom: Day,
    paidThrough: Day,
    billingUrl: Link,
  }),
  /** A debit of the saved card failed. */
  'payment-failed': Debit.extend({
    nextTryOn: Day.nullable(),
    forGood: z.boolean(),
    billingUrl: Link,
  }),
  /** The bank wants its customer to confirm a debit. */
  'payment-confirm': Debit.extend({
    confirmUrl: Link,
  }),
  /** The balance is about to be filled up from the saved card. */
  'top-up-announced': z.object({
    workspaceName: Name,
    threshold: z.object({ amount: Amount, currency: Currency }),
    refillTo: z.object({ amount: Amount, currency: Currency }),
    monthlyCap: z.object({ amount: Amount, currency: Currency }),
    billingUrl: Link,
  }),
  /** The balance could not be filled up from the saved card. */
  'top-up-failed': z.object({ workspaceName: Name, total: z.object({ amount: Amount, currency: Currency }), cardLast4: z.string().max(4), billingUrl: Link }),
  /** Money has come onto the balance; `cardLast4` is empty where it was no saved card. */
  'top-up-receipt': z.object({
    workspaceName: Name,
    total: z.object({ amount: Amount, currency: Currency }),
    available: z.object({ amount: Amount, currency: Currency }),
    cardLast4: z.string().max(4),
    billingUrl: Link,
  }),
  /** A payment that the payer had made was declined hours or days later. */
  'payment-declined-later': z.object({ workspaceName: Name, total: z.object({ amount: Amount, currency: Currency }), billingUrl: Link }),
  /** The same thing was paid twice. */
  'payment-surplus': z.object({ workspaceName: Name, total: z.object({ amount: Amount, currency: Currency }), billingUrl: Link }),
  // The mails of access. Who sends them is the workspace's sender name, or the service's.
  'portal-sign-in': z.object({ url: Link }),
  invitation: z.object({ url: Link }),
  'password-reset': z.object({ name: Name, url: Link }),
  'email-verification': z.object({ name: Name, url: Link }),
} as const;
