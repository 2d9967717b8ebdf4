import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';
import type { MessageAtTheDoor, MessageOutcome, Purpose } from './message.js';

/** What to do with a message at the last moment before it leaves. */
export type DoorVerdict =
  /** Send it; with `variables` when what it says has changed since it was queued (a product bought meanwhile drops out). */
  | { readonly kind: 'send'; readonly variables?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'skip'; readonly because: string }
  /** Ask again at `until`. */
  | { readonly kind: 'hold'; readonly because: string; readonly until: Date };

/**
 * What the owner of a kind of message knows and messaging doesn't. Both run inside the message's own transaction:
 * `decide` before it leaves, `settled` when its end is known.
 */
export interface GateAtTheDoor {
  decide(tx: Tx, message: MessageAtTheDoor): Promise<DoorVerdict>;
  settled(tx: Tx, message: MessageAtTheDoor, outcome: MessageOutcome): Promise<void>;
}

/** Where other areas place their gates. One per purpose; a purpose without a gate is service mail and always leaves. */
@Injectable()
export class Door {
  private readonly gates = new Map<Purpose, GateAtTheDoor>();

  register(purpose: Purpose, gate: GateAtTheDoor): void {
    if (this.gates.has(purpose)) throw new Error(`Two gates for ${purpose}`);
    this.gates.set(purpose, gate);
  }

  async decide(tx: Tx, message: MessageAtTheDoor): Promise<DoorVerdict> {
    return (await this.gates.get(message.purpose)?.decide(tx, message)) ?? { kind: 'send' };
  }

  /** Whether anybody wants to know how messages of this purpose end. */
  knows(purpose: Purpose): boolean {
    return this.gates.has(purpose);
  }

  async settled(tx: Tx, message: MessageAtTheDoor, outcome: MessageOutcome): Promise<void> {
    await this.gates.get(message.purpose)?.settled(tx, message, outcome);
  }
}
