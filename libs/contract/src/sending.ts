import { z } from 'zod';
import { Instant } from './paging.js';

const Because = z.string().trim().min(3).max(500);
const Rate = z.number().int().min(1).max(100_000).nullable();

/** How many reminders may leave in a minute; null is as many as the mail server takes. */
export const SendingPace = z.object({ perMinute: Rate, perDomainMinute: Rate.meta({ description: 'To addresses of one domain' }) }).meta({ id: 'SendingPace' });
export type SendingPace = z.infer<typeof SendingPace>;

export const PauseSending = z.object({ because: Because }).meta({ id: 'PauseSending' });
export type PauseSending = z.infer<typeof PauseSending>;

const Pause = z.object({ at: Instant, because: z.string().nullable() });

/** What leaves, and what keeps it. */
export const SendingState = z
  .object({
    paused: Pause.extend({ by: z.enum(['workspace', 'operator']) })
      .nullable()
      .meta({ description: 'Reminders of this workspace wait' }),
    servicePaused: Pause.nullable().meta({ description: 'The operator has stopped everything that leaves' }),
    mailServer: z.object({ downSince: Instant.nullable(), error: z.string().nullable() }),
    pace: SendingPace,
    waiting: z.object({
      due: z.number().int().meta({ description: 'Would leave now' }),
      later: z.number().int().meta({ description: 'Held, or tried again later' }),
      inDoubt: z.number().int().meta({ description: 'May or may not have left' }),
    }),
  })
  .meta({ id: 'SendingState' });
export type SendingState = z.infer<typeof SendingState>;

/** The same for the whole service, as the operator sees it. */
export const ServiceSending = z.object({ paused: Pause.nullable(), mailServer: SendingState.shape.mailServer }).meta({ id: 'ServiceSending' });
export type ServiceSending = z.infer<typeof ServiceSending>;
