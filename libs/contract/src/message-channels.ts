import { z } from 'zod';

/** By which channels a workspace's messages can leave. Mail always can. */
export const MessageChannels = z
  .object({
    sms: z.boolean().meta({ description: 'Whether the service has an account for text messages' }),
    webhookUrl: z.string().nullable(),
    webhookSecret: z.string().meta({ description: 'Signs webhooks (Standard Webhooks); keep it where your receiver keeps its secrets' }),
    oldWebhookSecretUntil: z.iso.datetime().nullable().meta({ description: 'Until when webhooks are also signed with the secret before; null: they are not' }),
    repliesUrl: z.string().meta({ description: 'Where your mail server hands in answers to your messages, each as its MIME source; keep it secret' }),
    oldRepliesUrlUntil: z.iso.datetime().nullable().meta({ description: 'Until when answers are also taken at the address before; null: they are not' }),
  })
  .meta({ id: 'MessageChannels' });
export type MessageChannels = z.infer<typeof MessageChannels>;

export const ChangeMessageChannels = z
  .object({
    webhookUrl: z.url({ protocol: /^https?$/ }).max(1000).nullable().optional(),
    newSecret: z.boolean().default(false).meta({ description: 'The old secret signs too for one more day' }),
    endOldSecret: z.boolean().default(false).meta({ description: 'The old secret signs nothing any more from now on; with newSecret, the one that is replaced' }),
    newRepliesUrl: z.boolean().default(false).meta({ description: 'The old address takes answers for one more day' }),
    endOldRepliesUrl: z.boolean().default(false).meta({ description: 'The old address takes nothing any more from now on' }),
  })
  .meta({ id: 'ChangeMessageChannels' });
export type ChangeMessageChannels = z.output<typeof ChangeMessageChannels>;
