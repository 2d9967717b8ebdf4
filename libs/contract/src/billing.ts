import { z } from 'zod';
import { Amount, Currency, Day, Instant } from './paging.js';

export const BillingInterval = z.enum(['month', 'year']).meta({ id: 'BillingInterval' });
export type BillingInterval = z.infer<typeof BillingInterval>;

export const BothLanguages = z.object({ en: z.string().min(1).max(200), 'zh-CN': z.string().min(1).max(200) }).meta({ id: 'BothLanguages' });

const Limit = z.number().int().min(1).max(1_000_000_000).nullable();

export const PlanLimits = z
  .object({ contacts: Limit, remindersAMonth: Limit, seats: Limit })
  .meta({ id: 'PlanLimits', description: 'null is without limit' });

export const PlanLimit = z.enum(['contacts', 'remindersAMonth', 'seats']).meta({ id: 'PlanLimit' });
export type PlanLimit = z.infer<typeof PlanLimit>;

/** What can be listed: far above any price, and far below where whole numbers stop being exact. */
const ListedAmount = Amount.min(0).max(1e11);

export const EarlyRenewal = z
  .object({
    daysBefore: z.number().int().min(1).max(365),
    discountBasisPoints: z.number().int().min(0).max(10_000),
    bonusDays: z.number().int().min(0).max(366),
  })
  .meta({ id: 'EarlyRenewal', description: 'What a renewal earns that is paid at least so many days before the end' });

export const Price = z.object({ id: z.uuid(), interval: BillingInterval, currency: Currency, amount: ListedAmount }).meta({ id: 'Price' });
export type Price = z.infer<typeof Price>;

/** What is on sale. A published version never changes; a change of price or limits is a new version. */
export const Plan = z
  .object({
    code: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    version: z.number().int().positive(),
    rank: z.number().int().min(0).max(1_000_000).meta({ description: 'Smaller is smaller: decides between upgrade and downgrade' }),
    name: BothLanguages,
    limits: PlanLimits,
    graceDays: z.number().int().min(0).max(90),
    retentionDays: z.number().int().min(0).max(3650),
    trialDays: z.number().int().min(0).max(90).default(0),
    earlyRenewal: EarlyRenewal.nullable().default(null),
    prices: z.array(Price),
  })
  .meta({ id: 'Plan' });
export type Plan = z.infer<typeof Plan>;

export const PublishPlan = Plan.omit({ version: true, prices: true })
  .extend({ prices: z.array(Price.omit({ id: true })).max(40) })
  .meta({ id: 'PublishPlan' });
export type PublishPlan = z.infer<typeof PublishPlan>;

/** What is sold beside a plan: each piece lifts a limit, until the plan's paid time ends. */
export const AddOn = z
  .object({
    code: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    version: z.number().int().positive(),
    name: BothLanguages,
    raises: PlanLimit,
    raisesBy: z.number().int().min(1).max(1_000_000_000),
    prices: z.array(Price.omit({ id: true })),
  })
  .meta({ id: 'AddOn' });
export type AddOn = z.infer<typeof AddOn>;

export const PublishAddOn = AddOn.omit({ version: true, prices: true })
  .extend({ prices: z.array(Price.omit({ id: true }).extend({ amount: ListedAmount.min(1) })).min(1).max(40) })
  .meta({ id: 'PublishAddOn' });
export type PublishAddOn = z.infer<typeof PublishAddOn>;

export const AddOnQuantity = z
  .object({ code: z.string().max(31), quantity: z.number().int().min(0).max(100_000) })
  .meta({ id: 'AddOnQuantity' });
export type AddOnQuantity = z.infer<typeof AddOnQuantity>;

/** Add-ons somebody asks for: each named once, since two numbers for one thing are no order. */
export const WantedAddOns = z
  .array(AddOnQuantity)
  .max(20)
  .refine((wanted) => new Set(wanted.map(({ code }) => code)).size === wanted.length, 'each add-on once');

export const ServiceState = z
  .enum(['trialing', 'active', 'past_due', 'non_renewing', 'grace', 'suspended', 'expired', 'canceled'])
  .meta({ id: 'ServiceState' });

export const ServiceAccess = z.enum(['full', 'read-only', 'none']).meta({ id: 'ServiceAccess' });

/** Until when the service is paid for, and what happens when nothing is done. Days are in `timeZone`. */
export const BillingStatus = z
  .object({
    plan: z.object({ code: z.string(), name: BothLanguages, limits: PlanLimits }),
    interval: BillingInterval,
    currency: Currency,
    price: Amount.nullable().meta({ description: 'What one interval costs today; null when the plan is not sold this way any more' }),
    state: ServiceState,
    access: ServiceAccess,
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
    addOns: z.array(AddOnQuantity).meta({ description: 'In force today' }),
    grantedDays: z.number().int().meta({ description: 'Days given on top of the paid ones, at the end of them' }),
    pendingChange: z
      .object({ planCode: z.string(), interval: BillingInterval, addOns: z.array(AddOnQuantity) })
      .nullable()
      .meta({ description: 'What is to be different from the next renewal on' }),
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
    access: ServiceAccess,
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

export const ChangeAtEnd = z
  .object({ planCode: z.string().max(31).optional(), interval: BillingInterval.optional(), addOns: WantedAddOns.optional() })
  .refine((change) => Object.values(change).some((value) => value !== undefined), { message: 'nothing to change' })
  .meta({ id: 'ChangeAtEnd', description: 'What is to be different from the next renewal on; what is left out stays' });
export type ChangeAtEnd = z.infer<typeof ChangeAtEnd>;

export const StartTrial = z.object({ planCode: z.string().max(31) }).meta({ id: 'StartTrial' });

const Reason = z.string().trim().min(1).max(1000);
export const EndAtOnce = z.object({ reason: Reason }).meta({ id: 'EndAtOnce' });
export const GrantDays = z.object({ kind: z.enum(['bonus', 'extension']), days: z.number().int().min(1).max(366), reason: Reason }).meta({ id: 'GrantDays' });
export type GrantDays = z.infer<typeof GrantDays>;
export const HoldBack = z
  .object({ kind: z.enum(['extension', 'transfer_in_review']), days: z.number().int().min(1).max(90), reason: Reason })
  .meta({ id: 'HoldBack', description: 'Holds back grace and suspension from today for so many days' });
export type HoldBack = z.infer<typeof HoldBack>;

/** Days given on top of the paid ones. */
export const Grant = z
  .object({ id: z.uuid(), kind: z.enum(['bonus', 'extension']), days: z.number().int(), reason: z.string(), grantedAt: Instant })
  .meta({ id: 'Grant' });
export type Grant = z.infer<typeof Grant>;

export const Usage = z
  .object({
    limit: PlanLimit,
    used: z.number().int(),
    allowed: z.number().int().nullable().meta({ description: 'null is without limit' }),
    liftedBy: BothLanguages.nullable().meta({ description: 'The smallest plan with more room; null when there is none, or no need' }),
  })
  .meta({ id: 'Usage' });
export type Usage = z.infer<typeof Usage>;
