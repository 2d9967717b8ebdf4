import { z } from 'zod';
import { Instant, listQuery } from './paging.js';

const BothLanguages = z.object({ en: z.string(), 'zh-CN': z.string() });

/** Something a member should see when they are next in the back office. */
export const StaffNotice = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    title: BothLanguages,
    text: BothLanguages,
    link: z.string().nullable().meta({ description: 'Where in the back office one does something about it, from the workspace on' }),
    createdAt: Instant,
    readAt: Instant.nullable(),
  })
  .meta({ id: 'StaffNotice' });
export type StaffNotice = z.infer<typeof StaffNotice>;

export const StaffNoticeList = z.object({ data: z.array(StaffNotice), total: z.number().int(), unread: z.number().int() }).meta({ id: 'StaffNoticeList' });
export type StaffNoticeList = z.infer<typeof StaffNoticeList>;
export const StaffNoticeQuery = listQuery(['createdAt'], { unread: z.boolean() });

export const ReadStaffNotices = z.object({ until: Instant.meta({ description: 'The newest that was seen' }) }).meta({ id: 'ReadStaffNotices' });
export type ReadStaffNotices = z.infer<typeof ReadStaffNotices>;
