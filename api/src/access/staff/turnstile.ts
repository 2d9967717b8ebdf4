import { Refusal } from '../../platform/http/index.js';

/** Lets `width` pieces of work through at once and `queue` more wait in order; beyond that it refuses instead of piling up. */
export class Turnstile {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly width: number,
    private readonly queue: number,
  ) {}

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.width) {
      if (this.waiting.length >= this.queue) throw new Refusal('not-available');
      // Whoever leaves hands the place over, so `inside` stays as it is.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.inside += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.inside -= 1;
    }
  }
}
