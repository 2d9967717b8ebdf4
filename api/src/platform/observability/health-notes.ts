import { Injectable } from '@nestjs/common';

type Note = () => Promise<Readonly<Record<string, unknown>>>;

/** What areas have to say on the health page about what they depend on. It informs; only the database decides about readiness. */
@Injectable()
export class HealthNotes {
  private readonly notes = new Map<string, Note>();

  register(name: string, note: Note): void {
    if (this.notes.has(name)) throw new Error(`Two health notes ${name}`);
    this.notes.set(name, note);
  }

  async all(): Promise<Record<string, Readonly<Record<string, unknown>>>> {
    return Object.fromEntries(await Promise.all([...this.notes].map(async ([name, note]) => [name, await note()] as const)));
  }
}
