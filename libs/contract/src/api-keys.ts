import { z } from 'zod';
import { Instant, listOf, listQuery } from './paging.js';

/** What an API key may be allowed to do. A route without a scope cannot be called with a key at all. */
export const API_KEY_SCOPES = [
  'customers:read',
  'customers:write',
  'products:read',
  'products:write',
  'purchases:read',
  'purchases:write',
  'cycles:read',
  'cycles:write',
  'rules:read',
  'rules:write',
  'reminders:read',
  'reminders:write',
  'consent:read',
  'consent:write',
  'messages:read',
  'billing:read',
] as const;
export const ApiKeyScope = z.enum(API_KEY_SCOPES).meta({ id: 'ApiKeyScope' });
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

export const ApiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    shownPrefix: z.string().meta({ description: 'How the key begins, to tell keys apart; the rest is known only to its holder' }),
    scopes: z.array(ApiKeyScope),
    createdAt: Instant,
    lastUsedAt: Instant.nullable().meta({ description: 'To the minute' }),
    revokedAt: Instant.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

export const ApiKeyList = listOf(ApiKey).meta({ id: 'ApiKeyList' });
export type ApiKeyList = z.infer<typeof ApiKeyList>;
export const ApiKeyQuery = listQuery(['createdAt', 'name'], {});
export type ApiKeyQuery = z.infer<typeof ApiKeyQuery>;

export const CreateApiKey = z
  .object({
    name: z.string().trim().min(1).max(100),
    scopes: z
      .array(ApiKeyScope)
      .min(1)
      .transform((scopes) => [...new Set(scopes)]),
  })
  .meta({ id: 'CreateApiKey' });
export type CreateApiKey = z.infer<typeof CreateApiKey>;

/** The only answer that ever holds the key itself. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() }).meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
