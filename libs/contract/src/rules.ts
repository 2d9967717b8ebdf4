import { z } from 'zod';
import { Amount, Day, Instant, listOf, listQuery, Locale } from './paging.js';

/** A customer's mark, as the shop chose it: `vip`, `wholesale`. */
export const Tag = z.string().trim().min(1).max(50).meta({ id: 'Tag' });

export const RuleScope = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('everything') }),
    z.object({ kind: z.literal('segment'), tag: Tag }),
    z.object({ kind: z.literal('category'), category: z.string().min(1).max(200) }),
    z.object({ kind: z.literal('product'), productId: z.uuid() }),
  ])
  .meta({ id: 'RuleScope' });
export type RuleScope = z.infer<typeof RuleScope>;

export const Channel = z.enum(['email', 'sms', 'webhook']).meta({ id: 'Channel' });
export type Channel = z.infer<typeof Channel>;

export const RuleTiming = z
  .enum(['before-expected', 'after-purchase', 'best-day'])
  .meta({ id: 'RuleTiming', description: 'A fixed lead before the expected date; days after the purchase; or the day after which a purchase is likeliest' });
export type RuleTiming = z.infer<typeof RuleTiming>;

/** The templates of reminders; each workspace writes its own versions of them. */
export const ReminderTemplate = z.enum(['reminder', 'reminder-follow-up']).meta({ id: 'ReminderTemplate' });
export type ReminderTemplate = z.infer<typeof ReminderTemplate>;

export const Offer = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('discount-code'), code: z.string().trim().min(1).max(100), text: z.string().trim().min(1).max(500) }),
    z.object({ kind: z.literal('free-shipping'), text: z.string().trim().min(1).max(500) }),
    z.object({ kind: z.literal('points'), text: z.string().trim().min(1).max(500) }),
  ])
  .meta({ id: 'Offer' });
export type Offer = z.infer<typeof Offer>;

/** Whom a rule speaks to; what is left out excludes nobody. */
export const RuleAudience = z
  .object({
    locales: z.array(Locale).min(1).max(2).optional(),
    tags: z.array(Tag).min(1).max(50).optional().meta({ description: 'Customers with any of them' }),
    minPurchases: z.number().int().min(1).max(1000).optional().meta({ description: 'Times the product was bought' }),
    minSpentMinor: Amount.min(1).optional().meta({ description: "Spent in the past year, minor units of the workspace's currency" }),
  })
  .strict()
  .meta({ id: 'RuleAudience' });
export type RuleAudience = z.infer<typeof RuleAudience>;

/** Where a rule is tried first; what is left out excludes nothing. */
export const RulePilot = z
  .object({
    productIds: z.array(z.uuid()).min(1).max(200).optional(),
    category: z.string().min(1).max(200).optional(),
    percent: z.number().int().min(1).max(100).optional().meta({ description: 'Of 100 customers so many, always the same ones' }),
  })
  .strict()
  .meta({ id: 'RulePilot' });
export type RulePilot = z.infer<typeof RulePilot>;

/** When to remind whom about what. */
export const Rule = z
  .object({
    id: z.uuid(),
    name: z.string().min(1).max(200),
    scope: RuleScope,
    timing: RuleTiming,
    leadDays: z.number().int().min(0).max(365).meta({ description: 'Days before the expected date: time for the delivery, at least' }),
    afterDays: z.number().int().min(1).max(3650).nullable().meta({ description: 'With `after-purchase`: so many days after it' }),
    followUp: z.boolean().meta({ description: 'One more when three quarters of those who had not bought by the first have; then no more' }),
    channel: Channel,
    template: ReminderTemplate.nullable().meta({ description: 'null: the usual one of the step' }),
    offer: Offer.nullable(),
    audience: RuleAudience,
    pilot: RulePilot.nullable(),
    activeFrom: Day.nullable(),
    activeTo: Day.nullable().meta({ description: 'The last day on which it sends' }),
    holdoutPercent: z
      .number()
      .int()
      .min(0)
      .max(50)
      .meta({ description: 'Of 100 customers who would get a reminder, so many get none: they are held back for comparison. 0: nobody' }),
    experimentNo: z.number().int().min(1).meta({ description: 'Which drawing of those held back is in force; another share is another experiment' }),
    paused: z.boolean(),
    version: z.number().int().min(1).meta({ description: 'Each change makes the next one' }),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Rule' });
export type Rule = z.infer<typeof Rule>;

export const RuleList = listOf(Rule).meta({ id: 'RuleList' });
export const RuleQuery = listQuery(['name', 'createdAt', 'leadDays'], { paused: z.boolean() });
export type RuleQuery = z.infer<typeof RuleQuery>;

export const CreateRule = Rule.omit({ id: true, experimentNo: true, paused: true, version: true, createdAt: true, updatedAt: true })
  .partial({
    timing: true,
    afterDays: true,
    followUp: true,
    template: true,
    offer: true,
    audience: true,
    pilot: true,
    activeFrom: true,
    activeTo: true,
    holdoutPercent: true,
  })
  .meta({ id: 'CreateRule' });
export type CreateRule = z.infer<typeof CreateRule>;

export const UpdateRule = CreateRule.partial().meta({ id: 'UpdateRule' });
export type UpdateRule = z.infer<typeof UpdateRule>;

/** A rule as it once was. */
export const RuleVersion = z
  .object({
    version: z.number().int(),
    body: Rule.omit({ id: true, version: true, createdAt: true, updatedAt: true }),
    actorKind: z.string(),
    actorId: z.string().nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'RuleVersion' });
export type RuleVersion = z.infer<typeof RuleVersion>;
export const RuleVersions = z.object({ data: z.array(RuleVersion).meta({ description: 'The newest first' }) }).meta({ id: 'RuleVersions' });
export type RuleVersions = z.infer<typeof RuleVersions>;
