import type { ReminderChannel } from './sending-hours.js';

const DAY_MS = 86_400_000;

/** At most so many messages in any stretch of so many days, of 24 hours. */
export interface Cap {
  readonly messages: number;
  readonly days: number;
}

/** null: no cap. A cap of 0 does not exist: it would hold everything for ever. */
export type Caps = { readonly [scope in 'all' | ReminderChannel]: Cap | null };

/** A message that counts: sent or on its way, of the marketing class. Receipts and sign-in mails are no such messages. */
export interface CountedMessage {
  readonly channel: ReminderChannel;
  readonly at: Date;
}

/**
 * When the caps let the next message of a channel leave; null: now.
 * @param counted the customer's own, in any order
 * @example one message in 7 days, the last on 1 March at nine: 8 March at nine
 */
export function capFreeAt(caps: Caps, channel: ReminderChannel, counted: readonly CountedMessage[], now: Date): Date | null {
  const free = [freeAt(caps.all, counted, now), freeAt(caps[channel], counted.filter((message) => message.channel === channel), now)].filter((at) => at !== null);
  return free.length === 0 ? null : new Date(Math.max(...free));
}

/** How far back messages matter to these caps, in days. */
export function capReach(caps: Caps): number {
  return Math.max(0, ...Object.values(caps).map((cap) => cap?.days ?? 0));
}

function freeAt(cap: Cap | null, counted: readonly CountedMessage[], now: Date): number | null {
  if (cap === null) return null;
  const within = counted.map(({ at }) => at.getTime() + cap.days * DAY_MS).filter((leavesAt) => leavesAt > now.getTime()).sort((a, b) => a - b);
  return within.length < cap.messages ? null : (within[within.length - cap.messages] as number);
}
