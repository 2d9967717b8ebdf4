import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { isDefiniteNo } from './stripe.js';

/** Something the provider is to make once. */
export interface OnceAtProvider<T> {
  /** @returns what was made of it before; null when the provider shows none */
  look(): Promise<T | null>;
  make(idempotencyKey: string): Promise<T>;
}

/** For this long a try is sent again under its own key: the provider sees one request, however often it comes. */
const SAME_KEY_MS = 2 * 60_000;

/** After this long no sending of a try can be under way any more: what the provider does not show was not made. */
const DECIDED_MS = 5 * 60_000;

interface Try {
  readonly number: number;
  /** Nobody has asked before. */
  readonly first: boolean;
  readonly ageMs: number;
}

/**
 * Asks the provider to make something, once, through crashes, lost answers and answers of 500. The provider repeats what it
 * answered first under a key for a day, a 500 too, whether or not something was made. So whoever comes later looks first, and a
 * new key is taken only when nothing is there and nothing can be on its way: sending ends minutes before that.
 * This is the network's time, which goes on by itself, not the business clock, which the demo moves.
 */
@Injectable()
export class ProviderRequests {
  constructor(private readonly database: Database) {}

  /** @param name of what is made, unlike any other's; never called inside a transaction */
  async once<T>(workspaceId: string, name: string, { look, make }: OnceAtProvider<T>): Promise<T> {
    const latest = await this.latest(workspaceId, name);
    const there = latest.first ? null : await look();
    if (there !== null) return there;
    const number = latest.ageMs < SAME_KEY_MS ? latest.number : await this.next(workspaceId, name, latest.number);
    if (number === null) throw new Refusal('payment-provider-down');
    try {
      return await make(number === 1 ? name : `${name}-try-${number}`);
    } catch (error) {
      if (isDefiniteNo(error)) throw error;
      const made = await look();
      if (made === null) throw error;
      return made;
    }
  }

  private async latest(workspaceId: string, name: string): Promise<Try> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const [first] = await tx.query<Try[]>(
        'INSERT INTO provider_requests (workspace_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING try AS number, true AS first, 0 AS "ageMs"',
        [workspaceId, name],
      );
      if (first) return first;
      const [known] = await tx.query<Try[]>(
        `SELECT try AS number, false AS first, (extract(epoch FROM clock_timestamp() - asked_at) * 1000)::float8 AS "ageMs"
         FROM provider_requests WHERE workspace_id = $1 AND name = $2`,
        [workspaceId, name],
      );
      if (!known) throw new Error(`The request ${name} that was there is gone`);
      return known;
    });
  }

  /** @returns null while the latest try may still be under way, or when another process has just begun the next */
  private async next(workspaceId: string, name: string, latest: number): Promise<number | null> {
    const rows = await this.database.inWorkspace(workspaceId, (tx) =>
      tx.query<{ number: number }[]>(
        `WITH begun AS (
           UPDATE provider_requests SET try = try + 1, asked_at = clock_timestamp()
           WHERE workspace_id = $1 AND name = $2 AND try = $3 AND asked_at <= clock_timestamp() - $4 * interval '1 millisecond'
           RETURNING try
         ) SELECT try AS number FROM begun`,
        [workspaceId, name, latest, DECIDED_MS],
      ),
    );
    return rows[0]?.number ?? null;
  }
}
