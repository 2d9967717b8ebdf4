import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { ImapFlow } from 'imapflow';
import { isPrivate, PublicAddresses } from '../../channels/public-addresses.js';
import type { StoredMailbox } from './reply-mailbox.store.js';

const CONNECT_MS = 20_000;
const SILENCE_MS = 60_000;
/** What a server may make us keep at once: more than the part of a mail that is read. */
const LARGEST_ANSWER = 8_000_000;

export type MailboxLogin = Pick<StoredMailbox, 'host' | 'port' | 'security' | 'username'> & { readonly password: string };

/** The mailbox cannot be opened, in words of its server. */
export class MailboxTrouble extends Error {}

export interface OpenedMailbox {
  readonly client: ImapFlow;
  readonly uidValidity: number;
  /** The number the next mail to arrive will have. */
  readonly uidNext: number;
}

/** Signs in to a workspace's IMAP server and opens its INBOX. */
@Injectable()
export class OpenMailbox {
  constructor(private readonly addresses: PublicAddresses) {}

  /** @throws MailboxTrouble */
  async run({ host, port, security, username, password }: MailboxLogin): Promise<OpenedMailbox> {
    const address = await this.addresses.addressOf(host).catch((error: unknown) => {
      throw troubleOf(error);
    });
    // A password goes over foreign wires encrypted, or not at all.
    if (security === 'none' && !isPrivate(address)) throw new MailboxTrouble('unencrypted only within the own network');
    const client = new ImapFlow({
      host: address,
      port,
      secure: security === 'tls',
      ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
      ...(isIP(host) ? {} : { servername: host }),
      auth: { user: username, pass: password },
      logger: false,
      disableAutoIdle: true,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      maxLineLength: LARGEST_ANSWER,
      maxLiteralSize: LARGEST_ANSWER,
      maxResponseSize: 2 * LARGEST_ANSWER,
    });
    // What breaks also ends the command that waits for it; without a listener it would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { uidValidity, uidNext } = await client.mailboxOpen('INBOX');
      return { client, uidValidity: Number(uidValidity), uidNext };
    } catch (error) {
      client.close();
      throw troubleOf(error);
    }
  }
}

export function troubleOf(error: unknown): MailboxTrouble {
  const { responseText, code, message } = error as { responseText?: string; code?: string; message?: string };
  return new MailboxTrouble((responseText ?? code ?? message ?? 'unknown').slice(0, 300), { cause: error });
}
