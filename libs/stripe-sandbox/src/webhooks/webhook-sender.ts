import { type Delivery } from '../state/own-records.js';
import { type World } from '../world.js';
import { signature } from './sign.js';

const AT_ONCE = 8;
const ANSWER_WITHIN_MS = 10_000;
const FIRST_RETRY_MS = 500;
/** Stripe backs off for hours; here somebody is watching, so a minute is the longest wait. */
const LONGEST_RETRY_MS = 60_000;

/**
 * Brings the waiting events to the webhook address until each was answered in the 200s. What waits is in the state, so a
 * killed sandbox goes on where it stopped; an event it was just delivering arrives a second time, as Stripe's do.
 */
export class WebhookSender {
  private readonly inFlight = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly world: World,
    private readonly secret: string,
  ) {}

  /** Sends what is due and sets the timer for what isn't yet. */
  kick(): void {
    clearTimeout(this.timer);
    const url = this.world.webhookUrl;
    if (this.stopped || url === null) return;
    const waiting = this.world.state.all('delivery').filter((delivery) => !this.inFlight.has(delivery.id));
    waiting.sort((a, b) => a.notBefore - b.notBefore);
    for (const delivery of waiting) {
      if (this.inFlight.size >= AT_ONCE) return;
      const wait = delivery.notBefore - Date.now();
      if (wait > 0) {
        this.timer = setTimeout(() => this.kick(), wait);
        return;
      }
      void this.send(delivery, url);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    while (this.inFlight.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  private async send(delivery: Delivery, url: string): Promise<void> {
    this.inFlight.add(delivery.id);
    const event = this.world.state.get('event', delivery.event);
    const arrived = event === undefined || (await this.post(url, JSON.stringify(event, null, 2)));
    this.world.state.transact(() => {
      if (arrived) this.arrived(delivery);
      else this.again(delivery);
    });
    this.inFlight.delete(delivery.id);
    this.kick();
  }

  private async post(url: string, body: string): Promise<boolean> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signature(body, this.secret, new Date()),
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      // Nobody listens there yet, or the answer took too long: the delivery stays and is tried again.
      return false;
    }
  }

  private arrived(delivery: Delivery): void {
    this.world.state.remove('delivery', delivery.id);
    const event = this.world.state.get('event', delivery.event);
    if (event !== undefined) {
      this.world.state.put('event', { ...event, pending_webhooks: Math.max(0, event.pending_webhooks - 1) });
    }
  }

  private again(delivery: Delivery): void {
    const wait = Math.min(FIRST_RETRY_MS * 2 ** delivery.attempts, LONGEST_RETRY_MS);
    this.world.state.put('delivery', { ...delivery, attempts: delivery.attempts + 1, notBefore: Date.now() + wait });
  }
}
