import { z } from 'zod';
import { Instant, listQuery } from './paging.js';

/** Something a person should see to. */
export const FollowUpTask = z
  .object({
    id: z.uuid(),
    kind: z.enum(['reply']),
    customerId: z.uuid().nullable(),
    customerName: z.string().nullable(),
    title: z.string(),
    words: z.string(),
    createdAt: Instant,
    closedAt: Instant.nullable(),
    closedBy: z.string().nullable(),
  })
  .meta({ id: 'FollowUpTask' });
export type FollowUpTask = z.infer<typeof FollowUpTask>;

export const FollowUpTaskList = z.object({ data: z.array(FollowUpTask), total: z.number().int(), open: z.number().int() }).meta({ id: 'FollowUpTaskList' });
export const FollowUpTaskQuery = listQuery(['createdAt'], { open: z.boolean(), customerId: z.uuid() });
