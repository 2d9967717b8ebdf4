import type Stripe from 'stripe';
import { newId } from './ids.js';
import { type Knobs, NO_KNOBS } from './knobs/knobs.js';
import { type State } from './state/state.js';

/** Finds what belongs to an object without being in it (`checkout.session.line_items`), for `expand`. */
export type Includes = Readonly<Record<string, (world: World, id: string) => object>>;

/** What every call has at hand: the objects, the time, the knobs, and the way to tell the outside that something happened. */
export class World {
  /** Where the hosted pages are; known once the server listens. */
  publicUrl = '';
  /** The API request being handled, which its events name; null when a hosted page or the clock caused them. */
  request: { id: string; idempotency_key: string | null } | null = null;

  constructor(
    readonly state: State,
    private readonly clock: () => Date,
    private readonly includes: Includes,
  ) {}

  /** Unix seconds by the sandbox's clock. */
  now(): number {
    const setting = this.state.get('setting', 'clock');
    const aheadMs = setting?.id === 'clock' ? setting.aheadMs : 0;
    return Math.floor((this.clock().getTime() + aheadMs) / 1000);
  }

  get knobs(): Knobs {
    const setting = this.state.get('setting', 'knobs');
    return setting?.id === 'knobs' ? setting.knobs : NO_KNOBS;
  }

  get webhookUrl(): string | null {
    const setting = this.state.get('setting', 'webhook-url');
    return setting?.id === 'webhook-url' ? setting.url : null;
  }

  included(kind: string, key: string, id: string): object | undefined {
    return this.includes[`${kind}.${key}`]?.(this, id);
  }

  /** Records an event about an object as it now is, and its deliveries, in the transaction of the change itself. */
  emit(type: Stripe.Event.Type, object: object, previous?: object): void {
    const { webhooks } = this.knobs;
    const dropped = Math.random() < webhooks.dropShare;
    const copies = this.webhookUrl === null || dropped ? 0 : 1 + webhooks.duplicates;
    const id = newId('evt');
    const event = {
      id,
      object: 'event',
      api_version: API_VERSION,
      created: this.now(),
      data: { object, ...(previous === undefined ? {} : { previous_attributes: previous }) },
      livemode: false,
      pending_webhooks: copies,
      request: this.request ?? { id: null, idempotency_key: null },
      type,
    };
    this.state.put('event', event as Stripe.Event);
    for (let copy = 0; copy < copies; copy += 1) {
      const notBefore = Date.now() + webhooks.delayMs + Math.floor(Math.random() * webhooks.shuffleWithinMs);
      this.state.put('delivery', { id: newId('dlv'), event: id, attempts: 0, notBefore });
    }
  }
}

/** The version the SDK in use speaks; shapes of objects follow its types. */
const API_VERSION = '2026-10-28.endive';
