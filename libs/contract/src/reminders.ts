import { z } from 'zod';
import { Amount, Currency, Day, Instant, listOf, listQuery } from './paging.js';
import { Sentence } from './cycles.js';
import { Channel } from './rules.js';

export const ReminderStatus = z.enum(['planned', 'held', 'queued', 'sent', 'skipped', 'superseded', 'failed']).meta({ id: 'ReminderStatus' });
export type ReminderStatus = z.infer<typeof ReminderStatus>;

/** Why a reminder waits. It is looked at again at `releaseAt`. */
export const HeldBecause = z
  .enum(['workspace-suspended', 'all-paused', 'rule-paused', 'still-has-some', 'snoozed', 'open-order', 'out-of-stock', 'plan-limit', 'frequency-cap', 'quiet-hours'])
  .meta({ id: 'HeldBecause' });
export type HeldBecause = z.infer<typeof HeldBecause>;

/** Why a reminder is not sent in this cycle. */
export const SkippedBecause = z
  .enum([
    'no-consent',
    'bought-since',
    'stopped-product',
    'stopped-all',
    'channel-not-offered',
    'no-address',
    'suppressed',
    'not-remindable',
    'discontinued',
    'lapsed',
    'cycle-gone',
    'owned-by-rep',
    'subscribed',
    'rule-ended',
    'plan-limit',
    'frequency-cap',
    'holdout',
  ])
  .meta({ id: 'SkippedBecause' });
export type SkippedBecause = z.infer<typeof SkippedBecause>;

export const Reminder = z
  .object({
    id: z.uuid(),
    customerId: z.uuid(),
    customerName: z.string(),
    productId: z.uuid(),
    productName: z.string(),
    ruleId: z.uuid(),
    ruleName: z.string(),
    channel: Channel,
    cycleOpenedOn: Day.meta({ description: 'The purchase the cycle runs from' }),
    step: z.number().int(),
    sendOn: Day.meta({ description: "The customer's local day" }),
    sendAt: Instant,
    expectedOn: Day,
    status: ReminderStatus,
    heldBecause: HeldBecause.nullable(),
    skippedBecause: SkippedBecause.nullable(),
    releaseAt: Instant.nullable(),
    messageId: z.uuid().nullable(),
    plannedAt: Instant,
    decidedAt: Instant.nullable(),
    wouldHaveSentAt: Instant.nullable().meta({ description: 'Skipped because of `holdout`: when it would have been sent' }),
    purchase: z
      .object({ id: z.uuid(), orderedAt: Instant, amountMinor: Amount.nullable(), currency: Currency.nullable() })
      .nullable()
      .meta({ description: 'The first order of the product that followed it within seven days; of one that was held back, the order that came without it' }),
  })
  .meta({ id: 'Reminder' });
export type Reminder = z.infer<typeof Reminder>;

export const ReminderList = listOf(Reminder).meta({ id: 'ReminderList' });
export type ReminderList = z.infer<typeof ReminderList>;

export const ReminderQuery = listQuery(['sendAt', 'expectedOn', 'decidedAt', 'customerName', 'productName', 'next'], {
  status: ReminderStatus,
  customerId: z.uuid(),
  productId: z.uuid(),
  ruleId: z.uuid(),
  heldBecause: HeldBecause,
  skippedBecause: SkippedBecause,
});
export type ReminderQuery = z.infer<typeof ReminderQuery>;

/** What one run of the planner changed. A second run right after changes nothing. */
export const PlanResult = z
  .object({ planned: z.number().int(), moved: z.number().int(), superseded: z.number().int(), withdrawn: z.number().int() })
  .meta({ id: 'PlanResult' });
export type PlanResult = z.infer<typeof PlanResult>;

/** Reminders to be sent on each of the next days, and why others are not. */
export const Projection = z
  .object({
    from: Day,
    to: Day,
    days: z.array(z.object({ day: Day, reminders: z.number().int(), customers: z.number().int() })).meta({ description: 'Every day from `from` through `to`' }),
    notPlanned: z.array(z.object({ because: z.enum(['no-rhythm', 'lapsed', 'stopped', 'not-remindable', 'discontinued', 'subscribed', 'no-rule', 'past-window', 'decided']), cycles: z.number().int() })),
  })
  .meta({ id: 'Projection' });
export type Projection = z.infer<typeof Projection>;

const refusedBecause = (because: typeof HeldBecause | typeof SkippedBecause) => z.array(z.object({ because, reminders: z.number().int() }));

/** What was decided on one day of the workspace: the last decision of that day about each reminder. */
export const ReminderDay = z
  .object({
    day: Day,
    sent: z.number().int().meta({ description: 'Reminders handed over for sending' }),
    held: refusedBecause(HeldBecause),
    skipped: refusedBecause(SkippedBecause),
    waiting: z.number().int().meta({ description: 'Of today: planned, their hour not yet come' }),
  })
  .meta({ id: 'ReminderDay' });
export type ReminderDay = z.infer<typeof ReminderDay>;

/** Why nobody was sent today, or on any day before: every refusal by its gate, and why other cycles have no reminder at all. */
export const ReminderDays = z
  .object({ days: z.array(ReminderDay).meta({ description: 'The newest first' }), notPlanned: Projection.shape.notPlanned })
  .meta({ id: 'ReminderDays' });
export type ReminderDays = z.infer<typeof ReminderDays>;

export const ReminderDaysQuery = z.object({
  days: z.coerce.number().int().min(1).max(92).default(7).meta({ description: 'Today and so many days in all' }),
});
export type ReminderDaysQuery = z.infer<typeof ReminderDaysQuery>;

/** A reminder of the next 30 days: who would get what, when and why, or by which gate not, as things stand. */
export const ProjectedReminder = Reminder.pick({
  id: true,
  customerId: true,
  customerName: true,
  productId: true,
  productName: true,
  ruleId: true,
  channel: true,
  step: true,
  sendOn: true,
  expectedOn: true,
})
  .extend({ verdict: z.enum(['send', 'hold', 'skip']), because: z.union([HeldBecause, SkippedBecause]).nullable(), reason: Sentence })
  .meta({ id: 'ProjectedReminder' });
export type ProjectedReminder = z.infer<typeof ProjectedReminder>;
export const ProjectedReminders = listOf(ProjectedReminder).meta({ id: 'ProjectedReminders' });
export type ProjectedReminders = z.infer<typeof ProjectedReminders>;
export const ProjectedReminderQuery = listQuery(['sendOn'], { day: Day, customerId: z.uuid(), ruleId: z.uuid() });
export type ProjectedReminderQuery = z.infer<typeof ProjectedReminderQuery>;
