import { newId } from './ids.js';
import { type KnobChange, type Knobs, NO_KNOBS, turned } from './knobs/knobs.js';
import { type World } from './world.js';

/** What can be set from outside, by the same process or over HTTP: how badly the sandbox behaves, its clock, its webhook address. */
export class Controls {
  constructor(
    private readonly world: World,
    private readonly catchUp: () => void,
  ) {}

  knobs(): Knobs {
    return this.world.knobs;
  }

  /** Replaces the knobs that are named and leaves the others. */
  turn(change: KnobChange): Knobs {
    const knobs = turned(this.world.knobs, change);
    this.world.state.transact(() => this.world.state.put('setting', { id: 'knobs', knobs }));
    return knobs;
  }

  /** Behaves well again. */
  turnAllBack(): void {
    this.turn(NO_KNOBS);
  }

  now(): Date {
    return new Date(this.world.now() * 1000);
  }

  /** Sets the sandbox's clock; what is due by then happens before this returns. It goes on from there. */
  moveClock(to: Date): void {
    const before = this.world.state.get('setting', 'clock');
    const aheadMs = (before?.id === 'clock' ? before.aheadMs : 0) + to.getTime() - this.world.now() * 1000;
    this.world.state.transact(() => this.world.state.put('setting', { id: 'clock', aheadMs }));
    this.catchUp();
  }

  /** Where events go from now on; those that wait go there too. */
  setWebhookUrl(url: string | null): void {
    this.world.state.transact(() => {
      this.world.state.put('setting', { id: 'webhook-url', url });
      for (const delivery of this.world.state.all('delivery')) {
        this.world.state.put('delivery', { ...delivery, notBefore: Math.min(delivery.notBefore, Date.now()) });
      }
    });
    this.catchUp();
  }

  waitingDeliveries(): number {
    return this.world.state.all('delivery').length;
  }

  /** Delivers an event once more, as the button in Stripe's dashboard does. */
  resend(eventId: string): boolean {
    if (this.world.state.get('event', eventId) === undefined) return false;
    this.world.state.transact(() =>
      this.world.state.put('delivery', { id: newId('dlv'), event: eventId, attempts: 0, notBefore: Date.now() }),
    );
    this.catchUp();
    return true;
  }
}
