import { z } from 'zod';
import { Instant, listQuery } from './paging.js';

export const ConsentPurpose = z.enum(['replenishment-reminder']).meta({ id: 'ConsentPurpose' });
export const ConsentChannel = z.enum(['email', 'sms', 'webhook']).meta({ id: 'ConsentChannel' });
export const ConsentDecision = z.enum(['granted', 'withdrawn']).meta({ id: 'ConsentDecision' });
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;
export type ConsentChannel = z.infer<typeof ConsentChannel>;
export type ConsentDecision = z.infer<typeof ConsentDecision>;

/** 64 hexadecimal digits. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One line of proof: who agreed to what, in which words, when, and through which door. Never changed afterwards. */
export const ConsentRecord = z
  .object({
    id: z.uuid(),
    seq: z.number().int().meta({ description: 'Its place in the chain of this workspace, from 1 on and without a gap' }),
    hash: Sha256.meta({ description: 'Seals this record together with the one before it' }),
    customerId: z.uuid(),
    purpose: ConsentPurpose,
    channel: ConsentChannel,
    decision: ConsentDecision,
    wordingVersion: z.string(),
    source: z.string(),
    actorKind: z.string(),
    actorId: z.string().nullable(),
    decidedAt: Instant,
    recordedAt: Instant.meta({ description: 'When it reached us' }),
    evidence: z.string().nullable().meta({ description: 'Where the shop finds it again, such as an order number' }),
  })
  .meta({ id: 'ConsentRecord' });
export type ConsentRecord = z.infer<typeof ConsentRecord>;

/** What a member of staff enters for a customer: a form signed at the counter, a withdrawal by phone. */
export const NewConsentRecord = z
  .object({
    purpose: ConsentPurpose,
    channel: ConsentChannel,
    decision: ConsentDecision,
    wordingVersion: z.string().trim().min(1).max(100).meta({ description: 'Which text the customer saw or heard, e.g. "counter-card-2026-03"' }),
  })
  .meta({ id: 'NewConsentRecord' });
export type NewConsentRecord = z.infer<typeof NewConsentRecord>;

export const ConsentRecordQuery = listQuery(['decidedAt'], {});

export const AuditEntry = z
  .object({
    id: z.uuid(),
    at: Instant,
    actorKind: z.enum(['member', 'operator', 'api-key', 'customer', 'system']),
    actorId: z.string().nullable(),
    actorName: z.string().nullable().meta({ description: 'What the member or API key is called today' }),
    command: z.string(),
    subjectKind: z.string(),
    subjectId: z.string(),
    details: z.record(z.string(), z.unknown()),
    requestId: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditEntryQuery = listQuery(['at'], {
  command: z.string().max(100),
  actorKind: z.string().max(40),
  actorId: z.string().max(100),
  subjectKind: z.string().max(100),
  subjectId: z.string().max(100),
});
