import { z } from 'zod';
import { Instant, listQuery, Locale } from './paging.js';

export const MessagePurpose = z.enum(['reminder', 'notice', 'receipt', 'sign-in', 'invitation']).meta({ id: 'MessagePurpose' });
export const MessageStatus = z
  .enum(['queued', 'held', 'sending', 'sent', 'unknown', 'failed', 'skipped'])
  .meta({ id: 'MessageStatus', description: '`unknown`: the connection broke while the message was handed over; it is looked up, or waits for a person' });

export const DeliveryState = z
  .enum(['delivered', 'soft-bounced', 'hard-bounced', 'complained', 'failed'])
  .meta({ id: 'DeliveryState', description: 'What the provider says became of it after it was sent' });

export const Message = z
  .object({
    id: z.uuid(),
    purpose: MessagePurpose,
    channel: z.enum(['email', 'sms', 'webhook']),
    customerId: z.uuid().nullable(),
    to: z.string(),
    locale: Locale,
    template: z.string(),
    templateVersion: z.number().int().nullable().meta({ description: 'The version of the words it left with' }),
    status: MessageStatus,
    heldBecause: z.string().nullable(),
    skippedBecause: z.string().nullable(),
    error: z.string().nullable(),
    attempts: z.number().int(),
    nextAttemptAt: Instant.nullable(),
    createdAt: Instant,
    sentAt: Instant.nullable(),
    delivery: DeliveryState.nullable(),
    deliveryAt: Instant.nullable(),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof Message>;

/** A message with what it says: the mail as the recipient reads it, its action links left out. */
export const MessageDetail = Message.extend({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
}).meta({ id: 'MessageDetail' });
export type MessageDetail = z.infer<typeof MessageDetail>;

export const MessageQuery = listQuery(['createdAt', 'sentAt'], {
  status: MessageStatus,
  delivery: DeliveryState,
  purpose: MessagePurpose,
  customerId: z.uuid(),
  to: z.string().max(320),
});

/** What a person found out about a message whose fate was unknown. */
export const ResolveMessage = z.object({ outcome: z.enum(['sent', 'send-again']) }).meta({ id: 'ResolveMessage' });
export type ResolveMessage = z.infer<typeof ResolveMessage>;
