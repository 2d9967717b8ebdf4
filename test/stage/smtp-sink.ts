import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** What the mail server does with the next mails. */
export type SinkBehaviour =
  | 'accept'
  /** Takes the mail and never answers. */
  | 'stall'
  /** Takes the mail, keeps it, and hangs up before saying so: the sender cannot know. */
  | 'hang-up-after-data'
  /** Answers with this SMTP code (4xx: try later, 5xx: never). */
  | { readonly refuse: number };

export interface CaughtMail {
  readonly from: string;
  readonly to: readonly string[];
  /** When its last byte had come. */
  readonly at: number;
  readonly raw: string;
  readonly parsed: Email;
}

/** A real mail server on loopback that keeps what it gets and can be told to misbehave. */
export class SmtpSink {
  readonly mails: CaughtMail[] = [];
  behaviour: SinkBehaviour = 'accept';
  /** How long the server thinks before it does so. */
  delayMs = 0;
  private readonly caught = new EventEmitter();
  private readonly smtp: SMTPServer;
  private readonly log: Server;
  private port = 0;

  private constructor() {
    this.smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onData: (stream, session, callback) => void this.take(stream, session, callback),
    });
    // A client we hang up on, or that hangs up on us, is what some tests are about.
    this.smtp.on('error', () => undefined);
    this.log = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(this.mails.map(({ parsed }) => ({ headers: { 'message-id': parsed.messageId } }))));
    });
  }

  static async open(): Promise<SmtpSink> {
    const sink = new SmtpSink();
    sink.smtp.listen(0, '127.0.0.1');
    sink.log.listen(0, '127.0.0.1');
    await Promise.all([once(sink.smtp.server, 'listening'), once(sink.log, 'listening')]);
    sink.port = (sink.smtp.server.address() as AddressInfo).port;
    return sink;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Hangs up on everybody and takes no more connections. */
  async goDown(): Promise<void> {
    const closed = once(this.smtp.server, 'close');
    this.smtp.server.close();
    for (const connection of this.smtp.connections) hangUp(connection);
    await closed;
  }

  /** Is there again, at the same address. */
  async comeUp(): Promise<void> {
    this.smtp.server.listen(this.port, '127.0.0.1');
    await once(this.smtp.server, 'listening');
  }

  /** The list of kept mails as the mail catcher of `npm start` gives it. */
  get deliveryLogUrl(): string {
    return `http://127.0.0.1:${(this.log.address() as AddressInfo).port}/api/email`;
  }

  to(address: string): CaughtMail[] {
    return this.mails.filter((mail) => mail.to.includes(address));
  }

  /** Waits until `count` mails (to `address`, or at all) are there, and returns them. */
  async waitFor(count: number, address?: string): Promise<CaughtMail[]> {
    const signal = AbortSignal.timeout(300_000);
    for (;;) {
      const mails = address === undefined ? [...this.mails] : this.to(address);
      if (mails.length >= count) return mails;
      await once(this.caught, 'mail', { signal }).catch(() => {
        throw new Error(`${mails.length} of ${count} mails${address ? ` to ${address}` : ''} came. Mails went to: ${this.mails.map((mail) => mail.to.join()).join(' ')}`);
      });
    }
  }

  async close(): Promise<void> {
    this.log.close();
    this.log.closeAllConnections();
    await new Promise<void>((resolve) => this.smtp.close(resolve));
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession, answer: (error?: Error | null) => void): Promise<void> {
    const read = await buffer(stream).catch(() => undefined);
    // The client went away in the middle: as with any mail server, nothing has arrived.
    if (read === undefined) return;
    const at = Date.now();
    const { behaviour } = this;
    if (this.delayMs > 0) await wait(this.delayMs);
    if (behaviour === 'stall') return;
    if (typeof behaviour === 'object') {
      answer(Object.assign(new Error('refused on purpose'), { responseCode: behaviour.refuse }));
      return;
    }
    const raw = read.toString('utf8');
    const { mailFrom, rcptTo } = session.envelope;
    this.mails.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), at, raw, parsed: await PostalMime.parse(raw) });
    if (behaviour === 'hang-up-after-data') for (const connection of this.smtp.connections) hangUp(connection);
    else answer();
    this.caught.emit('mail');
  }
}

function hangUp(connection: unknown): void {
  (connection as { _socket: { destroy(): void } })._socket.destroy();
}
