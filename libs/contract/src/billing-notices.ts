import { z } from 'zod';
import { Day, Instant, listOf, listQuery, Locale } from './paging.js';
import { TimeZone } from './workspaces.js';

const NEAR_THE_END = 3;

/** When a workspace wants to hear that its paid time ends. */
export const NoticeSettings = z
  .object({
    daysBefore: z
      .array(z.number().int().min(0).max(90))
      .min(1)
      .max(10)
      .refine((days) => new Set(days).size === days.length, 'each day once')
      .refine((days) => days.some((day) => day <= NEAR_THE_END), 'at least one within three days of the end')
      .meta({ description: 'Days before the last paid day; 0 is that day' }),
    sendAt: z
      .string()
      .regex(/^(0[89]|1\d|20):[0-5]\d$/)
      .meta({ description: 'HH:MM of the recipient’s clock, from 08:00 to 20:59' }),
  })
  .meta({ id: 'NoticeSettings', description: 'Notices at grace start, before suspension and before deletion always come' });
export type NoticeSettings = z.infer<typeof NoticeSettings>;

/** Who hears about the plan, the first to hear first. */
export const BillingContact = z
  .object({
    name: z.string().trim().min(1).max(200),
    email: z.email().max(320),
    locale: Locale,
    timeZone: TimeZone.nullable().default(null).meta({ description: 'Left out: the zone of the plan' }),
    phone: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'a number such as +447700900123')
      .nullable()
      .default(null)
      .meta({ description: 'Notices go there as text messages, too, where the service sends such' }),
  })
  .meta({ id: 'BillingContact' });

export const BillingContacts = z
  .object({
    contacts: z
      .array(BillingContact)
      .min(1)
      .max(5)
      .refine((all) => new Set(all.map(({ email }) => email.toLowerCase())).size === all.length, 'each address once'),
  })
  .meta({ id: 'BillingContacts' });
export type BillingContacts = z.infer<typeof BillingContacts>;

export const Notice = z
  .object({
    kind: z.string().meta({ description: 'expiry-N, grace-started, before-suspension, before-deletion' }),
    periodEnd: Day,
    contact: z.string(),
    givenAt: Instant,
    readAt: Instant.nullable(),
  })
  .meta({ id: 'Notice' });
export const Notices = listOf(Notice).meta({ id: 'Notices' });
export const NoticeQuery = listQuery(['-givenAt'], {});
export const ReadNotices = z.object({ read: z.number().int() }).meta({ id: 'ReadNotices', description: 'How many were unread' });

export const CreateCalendarFeed = z.object({ locale: Locale }).meta({ id: 'CreateCalendarFeed' });
export const CalendarFeed = z
  .object({ id: z.uuid(), shownPrefix: z.string(), locale: Locale, createdAt: Instant, revokedAt: Instant.nullable() })
  .meta({ id: 'CalendarFeed' });
export type CalendarFeed = z.infer<typeof CalendarFeed>;
export const CalendarFeeds = listOf(CalendarFeed).meta({ id: 'CalendarFeeds' });
export const CreatedCalendarFeed = CalendarFeed.extend({ url: z.url().meta({ description: 'Shown this once. Whoever has it reads the dates of the plan, and nothing else' }) }).meta({
  id: 'CreatedCalendarFeed',
});
