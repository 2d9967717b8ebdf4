import { z } from 'zod';
import { Instant, listQuery } from './paging.js';

const Channel = z.enum(['email', 'sms']);
const Reason = z.enum(['hard-bounce', 'soft-bounces', 'complaint', 'import', 'staff', 'erasure']);

/** An address that gets no reminders. */
export const Suppression = z
  .object({
    id: z.uuid(),
    channel: Channel,
    address: z.string().meta({ description: 'Of an erased person only a hash: sha256:… It is found by the address' }),
    reason: Reason,
    source: z.string().meta({ description: 'The message it came of, or who entered it' }),
    createdAt: Instant,
    releasedAt: Instant.nullable(),
    releasedBecause: z.string().nullable(),
  })
  .meta({ id: 'Suppression' });
export type Suppression = z.infer<typeof Suppression>;

export const NewSuppression = z.object({ channel: Channel, address: z.string().trim().toLowerCase().min(3).max(320) }).meta({ id: 'NewSuppression' });
export type NewSuppression = z.infer<typeof NewSuppression>;

export const ReleaseSuppression = z.object({ because: z.string().trim().min(3).max(500) }).meta({ id: 'ReleaseSuppression' });
export type ReleaseSuppression = z.infer<typeof ReleaseSuppression>;

/** What became of an uploaded list. A row that is no address is named and left out; the others are taken in. */
export const ImportedSuppressions = z
  .object({
    added: z.number().int(),
    known: z.number().int().meta({ description: 'On the list already, or twice in the file' }),
    refused: z.number().int(),
    refusedRows: z
      .array(z.object({ row: z.number().int().meta({ description: 'Counted from 1, the row of column names not counted' }), value: z.string() }))
      .meta({ description: 'The first 100 of them' }),
  })
  .meta({ id: 'ImportedSuppressions' });
export type ImportedSuppressions = z.infer<typeof ImportedSuppressions>;

export const SuppressionQuery = listQuery(['createdAt', 'address'], { address: z.string().max(320), reason: Reason, inForce: z.boolean() });
