import { z } from 'zod';

/** Who a workspace's mails to its customers come from. Their name and the address for answers stand in its settings. */
export const MailSender = z
  .object({
    address: z.string().meta({ description: 'Where mails come from now' }),
    own: z
      .object({
        address: z.string(),
        inUse: z.boolean().meta({ description: 'False until the domain holds the record below; until then mails come from the service’s address, with the name of the shop' }),
        record: z.object({ type: z.literal('TXT'), name: z.string(), value: z.string() }).meta({ description: 'To be put into the DNS of the domain: it shows that the domain is yours, and mails are signed with its key (DKIM)' }),
        provenAt: z.iso.datetime().nullable(),
        lookedAt: z.iso.datetime().nullable(),
        found: z.enum(['our-key', 'no-record', 'another-key', 'no-answer']).nullable().meta({ description: 'What the last look into the DNS found' }),
      })
      .nullable()
      .meta({ description: 'The workspace’s own address; null: none is wished' }),
  })
  .meta({ id: 'MailSender' });
export type MailSender = z.infer<typeof MailSender>;

export const ChangeMailSender = z
  .object({
    address: z
      .email()
      .max(254)
      .nullable()
      .meta({ description: 'An address in a domain of yours; null: the service’s. Another address in the same domain needs no other record, another domain does.' }),
  })
  .meta({ id: 'ChangeMailSender' });
export type ChangeMailSender = z.infer<typeof ChangeMailSender>;
