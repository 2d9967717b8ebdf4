import { z } from 'zod';
import { Day } from './paging.js';

const Count = z.number().int();
const ByGate = z.array(z.object({ because: z.string(), reminders: Count })).meta({ description: 'The most frequent first' });

/** How the reminders of one day are getting on. Every one of them is in exactly one of these. */
export const ReminderRun = z
  .object({
    day: Day,
    planned: Count.meta({ description: 'All of the day' }),
    waiting: Count.meta({ description: 'Their hour has not come, or nobody has looked at them yet' }),
    leaving: Count.meta({ description: 'In a message that is queued or on its way' }),
    sent: Count,
    held: ByGate,
    skipped: ByGate,
    failed: Count,
    inDoubt: Count.meta({ description: 'In a message that may or may not have left' }),
    done: z.boolean().meta({ description: 'Nothing of it will move by itself today' }),
  })
  .meta({ id: 'ReminderRun' });
export type ReminderRun = z.infer<typeof ReminderRun>;

export const ReminderRunQuery = z.object({ day: Day.optional().meta({ description: 'Today, by the workspace’s calendar, when left out' }) });
export type ReminderRunQuery = z.infer<typeof ReminderRunQuery>;
