import { Injectable } from '@nestjs/common';
import type { StripeEvent } from './stripe-event.store.js';

/** What became of an event. */
export type EventOutcome =
  | { readonly kind: 'applied'; readonly workspaceId: string }
  /** It is about nothing of ours. */
  | { readonly kind: 'ignored' }
  /** It is about something of ours that is not there, or not there yet. */
  | { readonly kind: 'parked'; readonly because: string };

/** Who acts on events of some types. The event is a hint: what counts is the object as the provider shows it now. */
export interface StripeEventHandler {
  apply(event: Pick<StripeEvent, 'eventId' | 'type' | 'objectId'>): Promise<EventOutcome>;
}

/** Where each part of billing says which events it acts on. */
@Injectable()
export class StripeEventHandlers {
  private readonly handlers = new Map<string, StripeEventHandler>();

  /** @param prefix what the types begin with: `payment_intent.`; of several that fit the longest counts */
  register(prefix: string, handler: StripeEventHandler): void {
    if (this.handlers.has(prefix)) throw new Error(`Two handlers of ${prefix}`);
    this.handlers.set(prefix, handler);
  }

  of(type: string): StripeEventHandler | null {
    const fitting = [...this.handlers.keys()].filter((prefix) => type.startsWith(prefix)).sort((a, b) => b.length - a.length);
    return this.handlers.get(fitting[0] ?? '') ?? null;
  }
}
