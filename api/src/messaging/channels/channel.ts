import type { Attachment } from '../attachments.js';

/**
 * The longest a hand-over may take; a message's lease outlives it. Whoever hangs up on a server that is merely slow leaves a
 * mail of which nobody knows whether it arrived (RFC 5321, 4.5.3.2.6).
 */
export const HAND_OVER_MS = 60_000;

export interface Mail {
  readonly channel: 'email';
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  /** To whom a mail server says that it could not deliver. */
  readonly envelopeFrom: string;
  /** With which key of the sender's domain it is signed (DKIM); null: it is not. */
  readonly signature: { readonly domainName: string; readonly keySelector: string; readonly privateKey: string } | null;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
}

export interface TextMessage {
  readonly channel: 'sms';
  /** E.164: `+447700900123`. */
  readonly to: string;
  readonly body: string;
  /** Where the provider says what became of it; null where nobody listens. */
  readonly statusCallback: string | null;
}

export interface WebhookCall {
  readonly channel: 'webhook';
  /** By it the receiver knows a repetition. */
  readonly id: string;
  readonly url: string;
  /** `whsec_…`: each signs, so that a receiver may know any of them. */
  readonly secrets: readonly string[];
  readonly body: string;
}

/** A message ready to leave, by the way it leaves. */
export type Outgoing = Mail | TextMessage | WebhookCall;

/** Between the door and the other side a message may have to wait; it can still be called back. */
export interface LastLook {
  /** Asked before the first byte of what is said leaves. */
  mayLeave(): Promise<boolean>;
  /** Aborted when it is called back: what has not left to its end is broken off. */
  readonly calledBack: AbortSignal;
  /** To be told when all of it has left, and only the answer is missing. */
  left(): void;
}

/**
 * What became of a hand-over. `unreachable`: the other side is in trouble, not this message. `unsure`: the connection broke
 * while the message was under way; the other side may have it.
 */
export type HandOver =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly permanent: boolean; readonly noSuchAddress: boolean; readonly error: string; readonly unreachable?: boolean }
  | { readonly kind: 'unsure'; readonly error: string };

/** One way out. It never throws: whatever happens is one of the three ends of a hand-over. */
export interface Channel<O extends Outgoing> {
  /** @param late once aborted, a message no longer leaves, and one under way is broken off */
  handOver(message: O, late?: AbortSignal, lastLook?: LastLook): Promise<HandOver>;
}
