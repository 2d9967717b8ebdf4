import { type Change, type Journal } from './journal.js';
import { type Kind, type Kinds } from './kinds.js';

/**
 * The objects in memory, changed only through `transact`: what a request changes becomes visible and durable together,
 * or not at all. Requests are handled one after another (handlers do not await), so there is one transaction at a time.
 * Objects are replaced, never edited in place, so that dropping the pending ones undoes everything.
 */
export class State {
  private readonly kept = new Map<Kind, Map<string, unknown>>();
  private pending = new Map<Kind, Map<string, unknown>>();
  private open = false;

  constructor(private readonly journal: Journal) {
    journal.read(([kind, id, value]) => this.keep(kind as Kind, id, value));
    if (journal.length > this.size()) this.compact();
  }

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    const changed = this.pending.get(kind);
    return (changed?.has(id) ? changed.get(id) : this.kept.get(kind)?.get(id)) as Kinds[K] | undefined;
  }

  /** All objects of a kind, oldest first. */
  all<K extends Kind>(kind: K): Kinds[K][] {
    const kept = this.kept.get(kind) ?? new Map<string, unknown>();
    const changed = this.pending.get(kind) ?? new Map<string, unknown>();
    const objects = [...kept].map(([id, value]) => (changed.has(id) ? changed.get(id) : value));
    for (const [id, value] of changed) if (!kept.has(id)) objects.push(value);
    return objects.filter((value) => value !== undefined) as Kinds[K][];
  }

  put<K extends Kind>(kind: K, value: Kinds[K]): Kinds[K] {
    this.change(kind, value.id, value);
    return value;
  }

  remove(kind: Kind, id: string): void {
    this.change(kind, id, undefined);
  }

  /** Runs `work` and keeps what it changed. When it throws, its changes are dropped. */
  transact<T>(work: () => T): T {
    if (this.open) throw new Error('a transaction is open already');
    this.open = true;
    try {
      const result = work();
      this.commit();
      return result;
    } finally {
      this.pending = new Map();
      this.open = false;
    }
  }

  /** Forgets the history that no longer matters, so that the file does not grow for ever. */
  compact(): void {
    this.journal.compact(this.changesSinceNothing());
  }

  close(): void {
    this.journal.close();
  }

  private commit(): void {
    const changes: Change[] = [];
    for (const [kind, objects] of this.pending) for (const [id, value] of objects) changes.push([kind, id, value ?? null]);
    if (changes.length === 0) return;
    this.journal.append(changes);
    for (const [kind, id, value] of changes) this.keep(kind as Kind, id, value);
    if (this.journal.length > COMPACT_AFTER_LINES && this.journal.length > 4 * this.size()) this.compact();
  }

  private change(kind: Kind, id: string, value: unknown): void {
    if (!this.open) throw new Error(`${kind} ${id} may only change in a transaction`);
    const objects = this.pending.get(kind) ?? new Map<string, unknown>();
    this.pending.set(kind, objects.set(id, value));
  }

  private keep(kind: Kind, id: string, value: unknown): void {
    const objects = this.kept.get(kind) ?? new Map<string, unknown>();
    this.kept.set(kind, objects);
    if (value === null || value === undefined) objects.delete(id);
    else objects.set(id, value);
  }

  private size(): number {
    return [...this.kept.values()].reduce((sum, objects) => sum + objects.size, 0);
  }

  private *changesSinceNothing(): Generator<Change> {
    for (const [kind, objects] of this.kept) for (const [id, value] of objects) yield [kind, id, value];
  }
}

const COMPACT_AFTER_LINES = 20_000;
