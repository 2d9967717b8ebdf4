/** Draws that look like chance and are the same for the same seed: the demo shows the same shops everywhere. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A number in [0, 1). mulberry32 (T. Ettinger, public domain): 32 bits of state are plenty for a demo. */
  unit(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  happens(probability: number): boolean {
    return this.unit() < probability;
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1));
  }

  pick<T>(things: readonly [T, ...T[]]): T {
    return things[Math.floor(this.unit() * things.length)] ?? things[0];
  }

  /** A factor around 1 whose logarithm is normal with this standard deviation (Box and Muller). */
  factor(deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.unit()));
    return Math.exp(deviation * radius * Math.cos(2 * Math.PI * this.unit()));
  }
}
