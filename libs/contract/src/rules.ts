import { z } from 'zod';
import { Instant, listOf, listQuery } from './paging.js';

export const RuleScope = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('everything') }),
    z.object({ kind: z.literal('category'), category: z.string().min(1).max(200) }),
    z.object({ kind: z.literal('product'), productId: z.uuid() }),
  ])
  .meta({ id: 'RuleScope' });
export type RuleScope = z.infer<typeof RuleScope>;

export const Channel = z.enum(['email', 'sms', 'webhook']).meta({ id: 'Channel' });
export type Channel = z.infer<typeof Channel>;

/** When to remind whom about what. */
export const Rule = z
  .object({
    id: z.uuid(),
    name: z.string().min(1).max(200),
    scope: RuleScope,
    leadDays: z.number().int().min(0).max(365).meta({ description: 'Days before the expected date' }),
    channel: Channel,
    holdoutPercent: z
      .number()
      .int()
      .min(0)
      .max(50)
      .meta({ description: 'Of 100 customers who would get a reminder, so many get none: they are held back for comparison. 0: nobody' }),
    experimentNo: z.number().int().min(1).meta({ description: 'Which drawing of those held back is in force; another share is another experiment' }),
    paused: z.boolean(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Rule' });
export type Rule = z.infer<typeof Rule>;

export const RuleList = listOf(Rule).meta({ id: 'RuleList' });
export const RuleQuery = listQuery(['name', 'createdAt', 'leadDays'], { paused: z.boolean() });
export type RuleQuery = z.infer<typeof RuleQuery>;

export const CreateRule = Rule.pick({ name: true, scope: true, leadDays: true, channel: true, holdoutPercent: true })
  .partial({ holdoutPercent: true })
  .meta({ id: 'CreateRule' });
export type CreateRule = z.infer<typeof CreateRule>;

export const UpdateRule = CreateRule.partial().meta({ id: 'UpdateRule' });
export type UpdateRule = z.infer<typeof UpdateRule>;
