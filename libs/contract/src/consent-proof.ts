import { z } from 'zod';
import { ConsentChannel, ConsentDecision, ConsentPurpose, Sha256 } from './consent.js';
import { ConsentWording } from './consent-wordings.js';
import { Instant } from './paging.js';

export const ConsentChainHead = z
  .object({ seq: z.number().int().meta({ description: '0: nothing was recorded yet' }), hash: Sha256 })
  .meta({ id: 'ConsentChainHead', description: 'Where the chain ends. Noted down elsewhere, it shows later that nothing before it was rewritten' });
export type ConsentChainHead = z.infer<typeof ConsentChainHead>;

/** A record in the very texts that are sealed. */
export const ConsentProofRecord = z
  .object({
    workspaceId: z.uuid(),
    seq: z.number().int(),
    id: z.uuid(),
    customerId: z.uuid(),
    purpose: ConsentPurpose,
    channel: ConsentChannel,
    decision: ConsentDecision,
    wordingVersion: z.string(),
    source: z.string(),
    actorKind: z.string(),
    actorId: z.string().nullable(),
    decidedAt: Instant,
    recordedAt: Instant,
    ipHash: Sha256.nullable(),
    evidence: z.string().nullable(),
    previousHash: Sha256,
    hash: Sha256,
  })
  .meta({ id: 'ConsentProofRecord' });
export type ConsentProofRecord = z.infer<typeof ConsentProofRecord>;

/** What was agreed to, in which words, and how anybody can check it. */
export const ConsentProof = z
  .object({
    workspaceId: z.uuid(),
    customerId: z.uuid().nullable().meta({ description: 'null: all customers' }),
    exportedAt: Instant,
    rule: z.string().meta({ description: 'How a hash comes about, for whoever wants to do the sum again' }),
    head: ConsentChainHead,
    wordings: z.array(ConsentWording).meta({ description: 'The texts behind the wording versions, as far as they were kept' }),
    records: z.array(ConsentProofRecord).meta({ description: 'In the order of the chain' }),
  })
  .meta({ id: 'ConsentProof' });
export type ConsentProof = z.infer<typeof ConsentProof>;

export const ConsentProofQuery = z.object({ customerId: z.uuid().optional().meta({ description: 'Left out: all customers' }) });
export type ConsentProofQuery = z.infer<typeof ConsentProofQuery>;

export const ConsentVerification = z
  .object({
    intact: z.boolean(),
    head: ConsentChainHead.meta({ description: 'Where the chain ended when it was checked' }),
    brokenAt: z.number().int().nullable().meta({ description: 'The first seq at which something is wrong' }),
    because: z
      .enum(['missing', 'changed', 'unlinked', 'surplus'])
      .nullable()
      .meta({
        description:
          'missing: no record stands there; changed: it does not fit its own hash; unlinked: it does not follow from the one before, ' +
          'which was written anew; surplus: nothing should stand there',
      }),
  })
  .meta({ id: 'ConsentVerification' });
export type ConsentVerification = z.infer<typeof ConsentVerification>;
