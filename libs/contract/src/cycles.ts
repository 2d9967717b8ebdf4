import { z } from 'zod';
import { Day, listOf, listQuery } from './paging.js';

/** Where an estimate comes from, the most personal first. */
export const Basis = z
  .enum(['customer-date', 'staff-date', 'ran-out', 'every-n-weeks', 'personal', 'product', 'category', 'store', 'declared-interval', 'nothing-known'])
  .meta({ id: 'Basis' });
export type Basis = z.infer<typeof Basis>;

/** The stored facts of the sentence "because…". */
export const Because = z
  .object({
    basis: Basis,
    kind: z.literal('service').optional().meta({ description: 'Only of a service: it is come for, not used up' }),
    purchases: z.number().int().meta({ description: 'Days on which the customer bought the product' }),
    lastOrderedOn: Day,
    usualFromDays: z.number().int().nullable().meta({ description: "The customer's own usual interval, in days, when there is one" }),
    usualToDays: z.number().int().nullable(),
    typicalDays: z.number().int().meta({ description: 'The interval expected before anything personal is known' }),
    elapsedDays: z.number().int().meta({ description: 'Days since the last purchase when the estimate was made' }),
    stillHadSomeOn: Day.nullable(),
    ranOutOn: Day.optional().meta({ description: 'When the customer said so, about this cycle' }),
    everyWeeks: z.number().int().optional().meta({ description: 'The rhythm asked for, in this cycle or an earlier one' }),
  })
  .meta({ id: 'Because' });
export type Because = z.infer<typeof Because>;

/** One sentence in each language of the service. */
export const Sentence = z.object({ en: z.string(), 'zh-CN': z.string() }).meta({ id: 'Sentence' });
export type Sentence = z.infer<typeof Sentence>;

export const Rhythm = z.enum(['reliable', 'no-rhythm', 'lapsed']).meta({
  id: 'Rhythm',
  description: 'reliable: dates are worth a reminder; no-rhythm: the window is too wide to promise a date; lapsed: the customer has most likely stopped buying it',
});
export type Rhythm = z.infer<typeof Rhythm>;

export const Cycle = z
  .object({
    id: z.uuid(),
    customerId: z.uuid(),
    customerName: z.string(),
    productId: z.uuid(),
    productName: z.string(),
    cycleNo: z.number().int(),
    firstOrderedOn: Day,
    lastOrderedOn: Day,
    lastQuantity: z.number().int(),
    predictedOn: Day.meta({ description: 'What the engine says' }),
    expectedOn: Day.meta({ description: "What is in force: the customer's or staff's own date, else the engine's" }),
    windowFrom: Day,
    windowTo: Day,
    probability: z.number().meta({ description: 'Of a purchase within the next 14 days' }),
    rhythm: Rhythm,
    overrideBy: z.enum(['customer', 'staff']).nullable(),
    stopped: z.boolean(),
    discontinued: z.boolean().meta({ description: 'The product is sold no more: the cycle has ended' }),
    suggestion: z.object({ id: z.uuid(), name: z.string() }).nullable().meta({ description: 'What replaces a product that is discontinued or out of stock' }),
    because: Because,
    reason: Sentence,
    asOf: Day,
  })
  .meta({ id: 'Cycle' });
export type Cycle = z.infer<typeof Cycle>;

export const CycleList = listOf(Cycle).meta({ id: 'CycleList' });
export type CycleList = z.infer<typeof CycleList>;

/** due: expected within the next 14 days; overdue: the window has passed without a purchase. */
export const CycleQuery = listQuery(['expectedOn', 'lastOrderedOn', 'probability', 'customerName', 'productName'], {
  board: z.enum(['due', 'overdue', 'all']),
  customerId: z.uuid(),
  productId: z.uuid(),
  rhythm: Rhythm,
  q: z.string().max(200),
});
export type CycleQuery = z.infer<typeof CycleQuery>;

/** A day, or a range of days ("between the 3rd and the 10th"). */
export const SetExpectedDate = z
  .object({ day: Day, dayTo: Day.optional() })
  .refine(({ day, dayTo }) => dayTo === undefined || dayTo >= day, { message: 'must not be before the first day', path: ['dayTo'] })
  .meta({ id: 'SetExpectedDate' });
export type SetExpectedDate = z.infer<typeof SetExpectedDate>;

/** A rhythm to go by from now on. */
export const EveryNWeeks = z.object({ weeks: z.number().int().min(1).max(52) }).meta({ id: 'EveryNWeeks' });
export type EveryNWeeks = z.infer<typeof EveryNWeeks>;

/** What "less often" comes to: from about every so many weeks to every so many. */
export const LessOften = z.object({ fromWeeks: z.number().int(), toWeeks: z.number().int() }).meta({ id: 'LessOften' });
export type LessOften = z.infer<typeof LessOften>;
