import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';
import type { EndedMessage, MessageAtTheDoor, Purpose } from './message.js';

/** What to do with a message at the last moment before it leaves. */
export type DoorVerdict =
  /** Send it; with `variables` when what it says has changed since it was queued (a product bought meanwhile drops out). */
  | { readonly kind: 'send'; readonly variables?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'skip'; readonly because: string }
  /** Ask again at `until`. */
  | { readonly kind: 'hold'; readonly because: string; readonly until: Date };

/**
 * What the owner of a kind of message knows and messaging doesn't, for the messages of a workspace that are at the door together.
 * Both run inside their transaction: `decide` before they leave, `settled` when their ends are known.
 */
export interface GateAtTheDoor {
  /** @returns a verdict on each of the messages, by id */
  decide(tx: Tx, workspaceId: string, messages: readonly MessageAtTheDoor[]): Promise<ReadonlyMap<string, DoorVerdict>>;
  settled(tx: Tx, workspaceId: string, ended: readonly EndedMessage[]): Promise<void>;
}

/** Where other areas place their gates. One per purpose; a purpose without a gate is service mail and always leaves. */
@Injectable()
export class Door {
  private readonly gates = new Map<Purpose, GateAtTheDoor>();

  register(purpose: Purpose, gate: GateAtTheDoor): void {
    if (this.gates.has(purpose)) throw new Error(`Two gates for ${purpose}`);
    this.gates.set(purpose, gate);
  }

  /** The messages in their order, each with what its gate says. */
  async decide<M extends MessageAtTheDoor>(tx: Tx, workspaceId: string, messages: readonly M[]): Promise<{ readonly message: M; readonly verdict: DoorVerdict }[]> {
    const verdicts = new Map<string, DoorVerdict>();
    for (const [purpose, own] of Map.groupBy(messages, (message) => message.purpose)) {
      const gate = this.gates.get(purpose);
      const decided = await gate?.decide(tx, workspaceId, own);
      for (const { id } of own) {
        const verdict = decided ? decided.get(id) : ({ kind: 'send' } as const);
        if (!verdict) throw new Error(`The gate for ${purpose} said nothing about ${id}`);
        verdicts.set(id, verdict);
      }
    }
    return messages.map((message) => ({ message, verdict: verdicts.get(message.id) as DoorVerdict }));
  }

  async settled(tx: Tx, workspaceId: string, ended: readonly EndedMessage[]): Promise<void> {
    for (const [purpose, own] of Map.groupBy(ended, ({ message }) => message.purpose)) await this.gates.get(purpose)?.settled(tx, workspaceId, own);
  }
}
