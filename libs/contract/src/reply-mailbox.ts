import { z } from 'zod';

const Login = z.object({
  host: z.union([z.hostname(), z.ipv4(), z.ipv6()]).meta({ description: 'Of an IMAP server' }),
  port: z.int().min(1).max(65_535).default(993),
  security: z.enum(['tls', 'starttls', 'none']).default('tls').meta({ description: 'none: only to a server in the service’s own network' }),
  username: z.string().min(1).max(320),
});

/** The mailbox in which a workspace's customers answer, as its settings show it; the password is never shown. */
export const ReplyMailbox = z
  .object({
    mailbox: Login.extend({
      lookedAt: z.iso.datetime().nullable(),
      error: z.string().nullable().meta({ description: 'Why the last look failed; null: it did not' }),
    }).nullable(),
  })
  .meta({ id: 'ReplyMailbox' });
export type ReplyMailbox = z.infer<typeof ReplyMailbox>;

export const SetReplyMailbox = Login.extend({ password: z.string().min(1).max(1000) }).meta({ id: 'SetReplyMailbox' });
export type SetReplyMailbox = z.output<typeof SetReplyMailbox>;
