import { z } from 'zod';
import { Instant } from './paging.js';

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'must be an hour such as 20:00' });

/** At most so many messages in any stretch of so many days. 0 messages are refused by name: that would hold everything for ever. */
export const FrequencyCap = z
  .object({ messages: z.number().int().min(0).max(1000), days: z.number().int().min(1).max(365) })
  .meta({ id: 'FrequencyCap' });
export type FrequencyCap = z.infer<typeof FrequencyCap>;

/** null: no cap. Only reminders count, never receipts or notices. */
export const FrequencyCaps = z
  .object({ all: FrequencyCap.nullable(), email: FrequencyCap.nullable(), sms: FrequencyCap.nullable(), webhook: FrequencyCap.nullable() })
  .meta({ id: 'FrequencyCaps' });
export type FrequencyCaps = z.infer<typeof FrequencyCaps>;

/** When and how often the customers of a workspace may be reminded. */
export const ReminderSettings = z
  .object({
    quiet: z
      .object({ from: Clock, until: Clock })
      .nullable()
      .meta({ description: "Quiet hours in the customer's own zone; `from` later than `until` goes over midnight. null: none. SMS never leaves before 08:00 or after 21:00" }),
    mergeDays: z.number().int().min(0).max(14).meta({ description: 'What is due within so many days goes in one message' }),
    caps: FrequencyCaps,
    pausedAt: Instant.nullable().meta({ description: 'Since when everything is held; null: it is not' }),
  })
  .meta({ id: 'ReminderSettings' });
export type ReminderSettings = z.infer<typeof ReminderSettings>;

export const ChangeReminderSettings = ReminderSettings.omit({ pausedAt: true })
  .partial()
  .extend({ caps: FrequencyCaps.partial().optional() })
  .meta({ id: 'ChangeReminderSettings' });
export type ChangeReminderSettings = z.infer<typeof ChangeReminderSettings>;
