import { z } from 'zod';

/** RFC 9457 problem details: every answer with a status of 400 or above has this shape. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().meta({ description: 'Stable name of the refusal, the same in every language' }),
    detail: z.string().optional(),
    requestId: z.string().nullable(),
    details: z.record(z.string(), z.unknown()).optional(),
    fields: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'What is wrong with which field, when the input is not valid' }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
