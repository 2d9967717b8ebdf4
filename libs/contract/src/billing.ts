import { z } from 'zod';
import { Amount, Currency, Day, Instant } from './paging.js';

export const BillingInterval = z.enum(['month', 'year']).meta({ id: 'BillingInterval' });
export type BillingInterval = z.infer<typeof BillingInterval>;

export const BothLanguages = z.object({ en: z.string().min(1).max(200), 'zh-CN': z.string().min(1).max(200) }).meta({ id: 'BothLanguages' });

export const PlanLimits = z
  .object({
    contacts: z.number().int().positive().nullable(),
    remindersAMonth: z.number().int().positive().nullable(),
    seats: z.number().int().positive().nullable(),
  })
  .meta({ id: 'PlanLimits', description: 'null is without limit' });

export const Price = z.object({ id: z.uuid(), interval: BillingInterval, currency: Currency, amount: Amount }).meta({ id: 'Price' });
export type Price = z.infer<typeof Price>;

/** What is on sale. A published version never changes; a change of price or limits is a new version. */
export const Plan = z
  .object({
    code: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    version: z.number().int().positive(),
    rank: z.number().int(),
    name: BothLanguages,
    limits: PlanLimits,
    graceDays: z.number().int().min(0).max(90),
    retentionDays: z.number().int().min(0).max(3650),
    prices: z.array(Price),
  })
  .meta({ id: 'Plan' });
export type Plan = z.infer<typeof Plan>;

export const PublishPlan = Plan.omit({ version: true, prices: true })
  .extend({ prices: z.array(Price.omit({ id: true })).max(40) })
  .meta({ id: 'PublishPlan' });
export type PublishPlan = z.infer<typeof PublishPlan>;

export const ServiceState = z
  .enum(['trialing', 'active', 'non_renewing', 'grace', 'suspended', 'expired', 'canceled'])
  .meta({ id: 'ServiceState' });

/** Until when the service is paid for, and what happens when nothing is done. Days are in `timeZone`. */
export const BillingStatus = z
  .object({
    plan: z.object({ code: z.string(), name: BothLanguages, limits: PlanLimits }),
    interval: BillingInterval,
    currency: Currency,
    price: Amount.nullable().meta({ description: 'What one interval costs today; null when the plan is not sold this way any more' }),
    state: ServiceState,
    access: z.enum(['full', 'read-only', 'none']),
    timeZone: z.string(),
    periodFrom: Day.nullable(),
    paidThrough: Day.nullable().meta({ description: 'The last paid day; null for a plan without end' }),
    endsAt: Instant.nullable().meta({ description: 'The instant at which the paid time is over' }),
    graceThrough: Day.nullable(),
    dataKeptThrough: Day.nullable(),
    daysLeft: z.number().int().nullable(),
    daysCovered: z.number().int().nullable().meta({ description: 'Days of the paid time as a whole, from periodFrom' }),
    next: z.array(
      z.object({
        on: Day,
        at: Instant,
        event: z.enum(['notice', 'paid-period-ends', 'grace-ends', 'data-deleted']),
      }),
    ),
    autoRenew: z.boolean(),
    openPaymentId: z.uuid().nullable(),
  })
  .meta({ id: 'BillingStatus' });
export type BillingStatus = z.infer<typeof BillingStatus>;

export const Subscriber = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    planCode: z.string(),
    interval: BillingInterval,
    currency: Currency,
    state: ServiceState,
    paidThrough: Day.nullable(),
    daysLeft: z.number().int().nullable(),
  })
  .meta({ id: 'Subscriber', description: 'A workspace as the operator sees it' });
export type Subscriber = z.infer<typeof Subscriber>;

/** Who sells the service, as printed on every invoice. */
export const Seller = z
  .object({
    legalName: z.string().trim().min(1).max(200),
    address: z.string().trim().min(1).max(1000),
    taxId: z.string().trim().max(60).nullable(),
    series: z.string().regex(/^[A-Z]{2,8}$/).meta({ description: 'What invoice numbers begin with' }),
  })
  .meta({ id: 'Seller' });
export type Seller = z.infer<typeof Seller>;
