import { Injectable } from '@nestjs/common';
import { addDays, daysBetween, type PlainDate } from '@perennial/calendar';
import { DEFAULT_GRID, GAP_BUCKETS } from '@perennial/replenishment';
import { Database, type Tx } from '../../platform/database/index.js';
import { rebuildEstimates } from '../cycles/index.js';
import type { BacktestReport, NightScore, Score, WindowScore } from './backtest-report.js';
import { LEARNED, NIGHT_SCORE, PRECISION_AT } from './nights.sql.js';
import { GUESSES, SCORES, WINDOW_SCORES } from './scores.sql.js';

const NIGHTS = 6;
/** Days of the log before the first night: with less there is nothing to learn from. */
const WARM_UP_SHARE = 0.25;

interface Learned {
  readonly bucket: number;
  readonly candidate: number;
  readonly grid: readonly number[];
}

interface NightRow {
  readonly pairs: number;
  readonly reliable: number;
  readonly precision: readonly (number | null)[];
  readonly sent: number;
  readonly useful: number;
  readonly early: number;
  readonly late: number;
}

const NOTHING_LEARNED: readonly Learned[] = Array.from({ length: GAP_BUCKETS * 3 }, (_, bucket) => ({ bucket, candidate: 1, grid: DEFAULT_GRID }));

/**
 * The engine against a merchant's own history: it is run as of several past nights, knowing nothing later, and judged by what
 * followed, beside the rules of thumb. Keeps nothing.
 */
@Injectable()
export class RunBacktest {
  constructor(private readonly database: Database) {}

  /** @returns null when the ledger holds no purchases @param horizonDays how long a gap of the horizon-fair sets may be */
  async run(workspaceId: string, horizonDays: number): Promise<BacktestReport | null> {
    const span = await this.database.inWorkspace(workspaceId, (tx) =>
      tx.query<{ from: PlainDate | null; to: PlainDate }[]>('SELECT min(ordered_on) AS "from", max(ordered_on) AS "to" FROM purchase_lines WHERE workspace_id = $1', [workspaceId]),
    );
    const [{ from, to }] = span as [{ from: PlainDate | null; to: PlainDate }];
    if (from === null) return null;
    const nights: NightScore[] = [];
    const learned: (Learned & { night: number })[] = NOTHING_LEARNED.map((row) => ({ ...row, night: 0 }));
    const days = nightsOf(from, to);
    for (const [i, asOf] of days.entries()) {
      const night = await this.inThePast(workspaceId, asOf, async (tx) => ({
        learned: await tx.query<Learned[]>(LEARNED),
        score: await tx.query<NightRow[]>(NIGHT_SCORE, [workspaceId, asOf]),
      }));
      learned.push(...night.learned.map((row) => ({ ...row, night: i + 1 })));
      nights.push(...night.score.map((row) => nightScore(asOf, row)));
    }
    const { scores, windows } = await this.inThePast(workspaceId, to, async (tx) => {
      await tx.query(GUESSES, [workspaceId, days, JSON.stringify(learned)]);
      return { scores: await tx.query<Score[]>(SCORES, [to, horizonDays]), windows: await tx.query<WindowScore[]>(WINDOW_SCORES, [to, horizonDays]) };
    });
    return { from, to, horizonDays, scores, windows, nights };
  }

  /** Runs the engine as of that day and lets `look` see its working tables. */
  private inThePast<T>(workspaceId: string, asOf: PlainDate, look: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.rehearse(workspaceId, async (tx) => {
      await rebuildEstimates(tx, workspaceId, asOf);
      return look(tx);
    });
  }
}

/** Evenly spaced, after the warm-up, each with two weeks behind it in which to be proven right or wrong. */
function nightsOf(from: PlainDate, to: PlainDate): PlainDate[] {
  const length = daysBetween(from, to);
  const first = Math.floor(length * WARM_UP_SHARE);
  const days = Array.from({ length: NIGHTS }, (_, i) => addDays(from, first + Math.floor(((length - first) * i) / NIGHTS)));
  return [...new Set(days)];
}

function nightScore(asOf: PlainDate, { pairs, reliable, precision, sent, useful, early, late }: NightRow): NightScore {
  const precisionAt = PRECISION_AT.map((n, i) => ({ n, share: precision[i] ?? null }));
  return { asOf, pairs, reliable, precisionAt, reminders: { sent, useful, early, late } };
}
