import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { Refusal } from '../../platform/http/index.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Who an attempt is counted against. `account` is whatever is being guessed at: an address, a customer. */
export interface Attempt {
  readonly account?: string;
  readonly ip: string;
}

type Subject = 'account' | 'ip' | 'account-at-ip';
type Limit = readonly [subject: Subject, attempts: number, seconds: number];

// The account alone may be tried more often than from one place: otherwise anybody could lock anybody out.
const LIMITS = {
  'sign-in': [['account-at-ip', 20, 15 * MINUTE], ['account', 100, HOUR], ['ip', 300, 15 * MINUTE]],
  'second-factor': [['ip', 100, 15 * MINUTE]],
  'password-reset': [['account', 5, HOUR], ['ip', 50, HOUR]],
  'portal-link': [['account', 5, 15 * MINUTE], ['ip', 100, HOUR]],
  'portal-session': [['ip', 200, 15 * MINUTE]],
  'invitation': [['ip', 100, 15 * MINUTE]],
} as const satisfies Record<string, readonly Limit[]>;

export type Guarded = keyof typeof LIMITS;

/** Counts attempts in the database, so that the limits hold across all replicas. An attempt counts before it is looked at. */
@Injectable()
export class AttemptLimits {
  private readonly counters: Readonly<Record<Guarded, readonly { subject: Subject; counter: RateLimiterPostgres }[]>>;

  constructor(private readonly dataSource: DataSource) {
    const counters = Object.entries(LIMITS).map(([guarded, limits]) => [
      guarded,
      limits.map(([subject, points, duration]) => ({
        subject,
        counter: new RateLimiterPostgres({
          storeClient: dataSource,
          storeType: 'typeorm',
          tableName: 'attempts',
          tableCreated: true,
          // A timer of the library's own would go on asking after the service has stopped: a sweep removes what is over.
          clearExpiredByTimeout: false,
          keyPrefix: `${guarded}/${subject}`,
          points,
          duration,
        }),
      })),
    ]);
    this.counters = Object.fromEntries(counters) as typeof this.counters;
  }

  /** Counts an attempt; refuses `too-many-attempts` when one of its limits is used up. */
  async count(guarded: Guarded, attempt: Attempt): Promise<void> {
    for (const { subject, counter } of this.counters[guarded]) {
      try {
        await counter.consume(keyOf(subject, attempt));
      } catch (error) {
        if (error instanceof RateLimiterRes) throw new Refusal('too-many-attempts', { retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000) });
        throw error;
      }
    }
  }

  /** Takes an attempt back that turned out to be rightful. */
  async forgive(guarded: Guarded, attempt: Attempt): Promise<void> {
    await Promise.all(this.counters[guarded].map(({ subject, counter }) => counter.reward(keyOf(subject, attempt))));
  }

  /** Removes counters that do not count any more. By real time, as they count: a moved business clock ends no limit. */
  async forgetOver(): Promise<void> {
    await this.dataSource.query('DELETE FROM attempts WHERE expire < extract(epoch FROM clock_timestamp()) * 1000');
  }
}

// Addresses are personal data: the table holds hashes.
function keyOf(subject: Subject, { account = '', ip }: Attempt): string {
  const text = { 'account': account, 'ip': ip, 'account-at-ip': `${account}\n${ip}` }[subject];
  return createHash('sha256').update(text).digest('base64url');
}

/** The caller's address, as far as the proxies named in the settings can be trusted to tell it. */
export function ipOf(req: Pick<Request, 'ip'>): string {
  return req.ip ?? '';
}
