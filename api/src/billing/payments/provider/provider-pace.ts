import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../../platform/settings/index.js';

/**
 * Keeps all processes together below the rate the provider accepts per endpoint. Each call takes the next free turn in the
 * database, in one statement that locks nothing beyond itself, and waits for it outside. This is the network's time, which
 * goes on by itself, not the business clock, which the demo moves.
 */
@Injectable()
export class ProviderPace {
  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async wait(lane: string): Promise<void> {
    const ms = await this.take(lane);
    if (ms > 0) await pause(ms);
  }

  /** @returns how many milliseconds from now the turn is */
  async take(lane: string): Promise<number> {
    const [turn] = await this.database.dataSource.query<{ ms: number }[]>(
      `INSERT INTO provider_pace AS pace (lane, free_at) VALUES ($1, clock_timestamp() + $2 * interval '1 second')
       ON CONFLICT (lane) DO UPDATE SET free_at = greatest(pace.free_at, clock_timestamp()) + $2 * interval '1 second'
       RETURNING (extract(epoch FROM free_at - clock_timestamp()) - $2)::float8 * 1000 AS ms`,
      [lane, 1 / this.settings.stripeCallsPerSecond],
    );
    return Math.max(0, turn?.ms ?? 0);
  }
}

/** The endpoint a path belongs to, as the provider counts: `/v1/checkout/sessions/cs_1/expire` is `checkout/sessions`. */
export function laneOf(path: string): string {
  const [, , first = '', second = ''] = path.split(/[/?]/);
  return NESTED.has(first) ? `${first}/${second}` : first;
}

const NESTED: ReadonlySet<string> = new Set(['checkout', 'tax', 'test_helpers', 'billing']);
