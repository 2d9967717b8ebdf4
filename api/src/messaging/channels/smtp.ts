import { once } from 'node:events';
import { Readable } from 'node:stream';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import nodemailer, { type NodemailerError, type Transporter } from 'nodemailer';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { oneLine } from '../one-line.js';
import { type Channel, HAND_OVER_MS, type HandOver, type LastLook, type Mail } from './channel.js';
import { mailBytes } from './mail-bytes.js';

export const SMTP_CONNECTIONS = 5;
// Some servers greet late on purpose, because those who send spam do not wait.
const CONNECT_MS = 30_000;
// RFC 3463: 5.1.1 bad mailbox, 5.1.2 bad domain, 5.1.3 bad syntax, 5.1.6 moved, 5.1.10 null MX, 5.2.1 mailbox disabled.
const NO_SUCH_ADDRESS = /^5\d\d[ -]5\.(1\.(1|2|3|6|10)|2\.1)\b/;
/** Why a connection could not be had, as nodemailer names it. */
const UNREACHABLE = new Set(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS', 'EAUTH', 'ECONNREFUSED', 'ECONNRESET']);
// RFC 8058, 4: one-click unsubscribing counts only when both of its fields are signed.
const SIGNED_FIELDS = 'From:Reply-To:Subject:Date:Message-ID:To:MIME-Version:Content-Type:Content-Transfer-Encoding:Content-Language:Auto-Submitted:List-Unsubscribe:List-Unsubscribe-Post';
/** So much of a mail is written at once. */
const PIECE_BYTES = 65_536;
const ABOUT_THE_MAIL = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** The mail server, over a pool of connections. */
@Injectable()
export class Smtp implements Channel<Mail>, OnApplicationShutdown {
  private readonly transport: Transporter;
  /** The bodies of the mails under way, by Message-ID. */
  private readonly bodies = new Map<string, Body>();

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'smtpUrl'>) {
    this.transport = nodemailer.createTransport({
      url: settings.smtpUrl,
      pool: true,
      maxConnections: SMTP_CONNECTIONS,
      // The pool repeats only what it has not begun to send: its idle connection was closed by the server. Any other
      // repetition is the outbox's decision.
      maxRequeues: 1,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: HAND_OVER_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.transport.use('stream', ({ message, data }, done) => {
      const open = message.createReadStream.bind(message);
      message.createReadStream = (options) => {
        const body = this.bodies.get(message.messageId());
        if (!body) return open(options);
        // The library signs what comes out of its streams.
        const bytes = data.dkim ? whole(open(options)) : new Promise<Buffer>((resolve) => resolve(mailBytes(message)));
        // Nobody may come to read it: the server refuses the recipient first.
        bytes.catch(() => undefined);
        return Readable.from(afterLastLook(body, bytes), { objectMode: false });
      };
      done();
    });
  }

  async handOver(mail: Mail, late = AbortSignal.timeout(HAND_OVER_MS), lastLook?: LastLook): Promise<HandOver> {
    if (late.aborted) return { kind: 'refused', permanent: false, noSuchAddress: false, error: 'prepared too late' };
    const body = { lastLook: lastLook ?? null, ended: false };
    this.bodies.set(mail.messageId, body);
    const brokenOff = new AbortController();
    lastLook?.calledBack.addEventListener('abort', () => body.ended || brokenOff.abort(), { once: true });
    try {
      await this.transport.sendMail({
        from: { name: oneLine(mail.from.name), address: mail.from.address },
        to: { name: '', address: mail.to },
        envelope: { from: mail.envelopeFrom, to: [mail.to] },
        ...(mail.signature ? { dkim: { ...mail.signature, headerFieldNames: SIGNED_FIELDS } } : {}),
        ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
        subject: oneLine(mail.subject),
        // Named, or nodemailer counts all the letters of a page, twice, to come to the same: mark-up is mostly Latin.
        html: { content: mail.html, contentTransferEncoding: 'quoted-printable' },
        text: mail.text,
        messageId: mail.messageId,
        // As they are: nodemailer would take the quotation marks of a provider's JSON for something to encode. All of them are ours, in ASCII.
        headers: Object.fromEntries(Object.entries(mail.headers).map(([name, value]) => [name, { prepared: true, foldLines: true, value }])),
        attachments: [...mail.attachments],
        signal: AbortSignal.any([late, brokenOff.signal]),
      });
      return { kind: 'accepted' };
    } catch (error) {
      return this.outcomeOf(error as NodemailerError, mail);
    } finally {
      this.bodies.delete(mail.messageId);
    }
  }

  /** Whether the server takes connections and lets us sign in. */
  async answers(): Promise<boolean> {
    return this.transport.verify().then(
      () => true,
      () => false,
    );
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }

  private outcomeOf(error: NodemailerError, mail: Mail): HandOver {
    const text = error.response ?? error.code ?? error.message;
    if (error.responseCode === undefined) {
      // Only after the last byte of the body comes the line by which a server takes a mail.
      if (this.bodies.get(mail.messageId)?.ended) return { kind: 'unsure', error: text };
      return { kind: 'refused', permanent: false, noSuchAddress: false, error: text, unreachable: UNREACHABLE.has(error.code ?? '') };
    }
    // A 5xx to the greeting or to our sign-in is about us, not about this mail: it may leave once that is mended.
    const aboutTheMail = error.command !== undefined && ABOUT_THE_MAIL.has(error.command);
    const permanent = aboutTheMail && error.responseCode >= 500;
    return { kind: 'refused', permanent, noSuchAddress: permanent && error.command === 'RCPT TO' && NO_SUCH_ADDRESS.test(text), error: text, unreachable: !aboutTheMail };
  }
}

interface Body {
  readonly lastLook: LastLook | null;
  ended: boolean;
}

/** The bytes of a mail, unless it may no longer leave when the first is asked for. */
async function* afterLastLook(body: Body, bytes: Promise<Buffer>): AsyncGenerator<Buffer> {
  const all = await bytes;
  if (body.lastLook && !(await body.lastLook.mayLeave())) throw new Error('called back');
  for (let at = 0; at < all.length; at += PIECE_BYTES) {
    // Said before the last of it goes: once it is handed on, nobody knows how far it got.
    body.ended = at + PIECE_BYTES >= all.length;
    yield all.subarray(at, at + PIECE_BYTES);
  }
  body.lastLook?.left();
}

/** In one piece, for those that are signed: nodemailer writes a line at a time, each a call to the system. */
async function whole(stream: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  await once(stream, 'end');
  return Buffer.concat(pieces);
}
