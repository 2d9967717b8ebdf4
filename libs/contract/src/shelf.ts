import { z } from 'zod';
import { Because, Rhythm, Sentence } from './cycles.js';
import { Day } from './paging.js';

/** A product on the customer's shelf and when it is expected to run out. */
export const ShelfItem = z
  .object({
    cycleId: z.uuid(),
    product: z.object({
      id: z.uuid(),
      name: z.string(),
      kind: z.enum(['consumable', 'durable', 'service']),
      imageUrl: z.string().nullable(),
      linkUrl: z.string().nullable(),
    }),
    lastOrderedOn: Day,
    lastQuantity: z.number().int(),
    expectedOn: Day,
    windowFrom: Day,
    windowTo: Day,
    rhythm: Rhythm,
    overrideBy: z.enum(['customer', 'staff']).nullable().meta({ description: 'Whose own date is in force; null: the prediction' }),
    stopped: z.boolean().meta({ description: 'No reminders for this product (or for any, see reminder choices)' }),
    nextReminderOn: Day.nullable(),
    because: Because,
    reason: Sentence,
  })
  .meta({ id: 'ShelfItem' });
export type ShelfItem = z.infer<typeof ShelfItem>;

/** Soonest first; `today` is the customer's own day. */
export const Shelf = z.object({ today: Day, items: z.array(ShelfItem) }).meta({ id: 'Shelf' });
export type Shelf = z.infer<typeof Shelf>;

export { EveryNWeeks, LessOften, SetExpectedDate } from './cycles.js';

/** What the customer chose about reminders in all. */
export const ReminderChoices = z
  .object({
    stoppedAll: z.boolean(),
    stoppedProducts: z.array(z.object({ cycleId: z.uuid(), productName: z.string() })),
  })
  .meta({ id: 'ReminderChoices' });
export type ReminderChoices = z.infer<typeof ReminderChoices>;
