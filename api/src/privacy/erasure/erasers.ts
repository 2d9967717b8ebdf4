import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

/** Everything somebody was known by, also under the names they had before they were merged. */
export interface ErasedPerson {
  readonly workspaceId: string;
  readonly customerId: string;
  readonly names: readonly string[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly externalIds: readonly string[];
}

/** What the owner of some tables does about an erased person. It may be asked again, and then finds nothing left. */
export interface Eraser {
  /** Empties the rows of the person, and rows of others that name them. */
  erase(tx: Tx, person: ErasedPerson): Promise<void>;
  /** What is outside the database or too large for the erasing transaction. Throws while something is still under way: it is asked again. */
  eraseTraces?(person: ErasedPerson): Promise<void>;
}

/** Where the areas say how they forget a person. */
@Injectable()
export class Erasers {
  private readonly erasers: Eraser[] = [];

  register(eraser: Eraser): void {
    this.erasers.push(eraser);
  }

  async erase(tx: Tx, person: ErasedPerson): Promise<void> {
    for (const eraser of this.erasers) await eraser.erase(tx, person);
  }

  async eraseTraces(person: ErasedPerson): Promise<void> {
    for (const eraser of this.erasers) await eraser.eraseTraces?.(person);
  }
}

/** Texts by which a row that names no customer still names this person: a whole address or number, never a first name alone. */
export function unmistakable({ emails, phones }: ErasedPerson): string[] {
  return [...emails, ...phones].map((text) => text.toLowerCase());
}
