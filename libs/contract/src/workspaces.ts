import { z } from 'zod';
import { Currency, Locale } from './paging.js';

const timeZones = new Set(Intl.supportedValuesOf('timeZone'));

/** An IANA time zone: `Europe/London`. */
export const TimeZone = z
  .string()
  .refine((zone) => zone === 'UTC' || timeZones.has(zone), { message: 'must be a time zone such as Asia/Shanghai' })
  .meta({ id: 'TimeZone' });

/** What a workspace is called, speaks and counts in. */
export const WorkspaceProfile = z
  .object({
    name: z.string().trim().min(1).max(200),
    senderName: z.string().trim().min(1).max(200).meta({ description: 'Who the mails to customers come from' }),
    replyTo: z.email().max(320).nullable(),
    timeZone: TimeZone,
    locale: Locale,
    currency: Currency,
  })
  .meta({ id: 'WorkspaceProfile' });
export type WorkspaceProfile = z.infer<typeof WorkspaceProfile>;

export const ChangeWorkspaceProfile = WorkspaceProfile.partial().meta({ id: 'ChangeWorkspaceProfile' });
export type ChangeWorkspaceProfile = z.infer<typeof ChangeWorkspaceProfile>;
