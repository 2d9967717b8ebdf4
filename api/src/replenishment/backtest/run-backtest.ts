import { Injectable } from '@nestjs/common';
import type { BacktestNight, BacktestProduct, BacktestScore, BacktestWindow } from '@perennial/contract/admin';
import { addDays, daysBetween, type PlainDate } from '@perennial/calendar';
import { DEFAULT_GRID, GAP_BUCKETS, judgeDates, tellBacktest } from '@perennial/replenishment';
import { Database, type Tx } from '../../platform/database/index.js';
import { bind, LEARNED_ERRORS, rebuildEstimates } from '../cycles/index.js';
import type { BacktestReport } from './backtest-report.js';
import { NIGHT_SCORE, PRECISION_AT } from './nights.sql.js';
import { GUESSES, PRODUCT_SCORES, SCORES, WINDOW_SCORES } from './scores.sql.js';

const NIGHTS = 6;
/** More products than this nobody reads in a sentence; the list has them all. */
const NAMED = 20;
/** Days of the log before the first night: with less there is nothing to learn from. */
const WARM_UP_SHARE = 0.25;

/** What was known of errors by a snapshot. */
interface Learned {
  readonly snapshot: number;
  readonly bucket: number;
  readonly candidate: number;
  readonly correction: number;
  readonly slope: number;
  readonly grid: readonly number[];
}

/** What was known by a snapshot of a product's own slope. */
interface OwnSlope {
  readonly snapshot: number;
  readonly product_id: string;
  readonly own_slope: number;
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

const NOTHING_LEARNED: readonly Learned[] = Array.from({ length: GAP_BUCKETS * 3 }, (_, bucket) => ({ snapshot: 0, bucket, candidate: 1, correction: 0, slope: 0, grid: DEFAULT_GRID }));

/**
 * The engine against a merchant's own history: every past gap is guessed from what was known when it opened, and the engine is run
 * as of several past nights, knowing nothing later; both are judged by what followed, beside the rules of thumb. Keeps nothing.
 */
@Injectable()
export class RunBacktest {
  constructor(private readonly database: Database) {}

  /**
   * @returns null when the ledger holds no purchases
   * @param horizonDays how long a gap of the horizon-fair sets may be
   * @param knownNights of an earlier run, when the past nights need not be lived through again
   */
  async run(workspaceId: string, horizonDays: number, knownNights: readonly BacktestNight[] | null = null): Promise<BacktestReport | null> {
    const span = await this.database.inWorkspace(workspaceId, (tx) =>
      tx.query<{ from: PlainDate | null; to: PlainDate }[]>('SELECT min(ordered_on) AS "from", max(ordered_on) AS "to" FROM purchase_lines WHERE workspace_id = $1', [workspaceId]),
    );
    const [{ from, to }] = span as [{ from: PlainDate | null; to: PlainDate }];
    if (from === null) return null;
    const nights = knownNights ?? (await this.nights(workspaceId, nightsOf(from, to)));
    return this.inThePast(workspaceId, to, true, async (tx) => {
      const { learned, ownSlopes } = await learnedBySnapshot(tx, workspaceId);
      await tx.query(...bind(GUESSES, [workspaceId, JSON.stringify([...NOTHING_LEARNED, ...learned]), JSON.stringify(ownSlopes)]));
      const scores = await tx.query<BacktestScore[]>(SCORES, [to, horizonDays]);
      const windows = await tx.query<BacktestWindow[]>(WINDOW_SCORES, [to, horizonDays]);
      const products = (await tx.query<Omit<BacktestProduct, 'verdict'>[]>(PRODUCT_SCORES, [workspaceId])).map((product) => ({ ...product, verdict: judgeDates(product) }));
      return { from, to, horizonDays, sentence: sentenceOf(scores), scores, windows, nights: [...nights], notGoodEnough: notGoodEnough(products), products };
    });
  }

  private async nights(workspaceId: string, days: readonly PlainDate[]): Promise<BacktestNight[]> {
    const nights: BacktestNight[] = [];
    for (const asOf of days) {
      const score = await this.inThePast(workspaceId, asOf, false, (tx) => tx.query<NightRow[]>(NIGHT_SCORE, [workspaceId, asOf]));
      nights.push(...score.map((row) => nightScore(asOf, row)));
    }
    return nights;
  }

  /** Runs the engine as of that day and lets `look` see its working tables. */
  private inThePast<T>(workspaceId: string, asOf: PlainDate, everyGap: boolean, look: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.rehearse(workspaceId, async (tx) => {
      await rebuildEstimates(tx, workspaceId, asOf, { everyGap });
      return look(tx);
    });
  }
}

/** A past opening kept what was known of it, so what its errors had taught by each snapshot is learned again without running the past. */
async function learnedBySnapshot(tx: Tx, workspaceId: string): Promise<{ learned: Learned[]; ownSlopes: OwnSlope[] }> {
  const [shop] = await tx.query<{ snapshots: PlainDate[] }[]>('SELECT snapshots::text[] AS snapshots FROM shop_rhythms WHERE workspace_id = $1', [workspaceId]);
  const learned: Learned[] = [];
  const ownSlopes: OwnSlope[] = [];
  for (const [i, day] of (shop?.snapshots ?? []).entries()) {
    const snapshot = i + 1;
    const errors = await tx.query<(Omit<Learned, 'snapshot'> & { ownSlopes: Record<string, number> | null })[]>(...bind(LEARNED_ERRORS, [workspaceId, day, shop?.snapshots.slice(0, i + 1), DEFAULT_GRID]));
    for (const { ownSlopes: own, ...row } of errors) {
      learned.push({ ...row, snapshot });
      ownSlopes.push(...Object.entries(own ?? {}).map(([product_id, own_slope]) => ({ snapshot, product_id, own_slope })));
    }
  }
  return { learned, ownSlopes };
}

/** Evenly spaced, after the warm-up, each with two weeks behind it in which to be proven right or wrong. */
function nightsOf(from: PlainDate, to: PlainDate): PlainDate[] {
  const length = daysBetween(from, to);
  const first = Math.floor(length * WARM_UP_SHARE);
  const days = Array.from({ length: NIGHTS }, (_, i) => addDays(from, first + Math.floor(((length - first) * i) / NIGHTS)));
  return [...new Set(days)];
}

function nightScore(asOf: PlainDate, { pairs, reliable, precision, sent, useful, early, late }: NightRow): BacktestNight {
  const precisionAt = PRECISION_AT.map((n, i) => ({ n, share: precision[i] ?? null }));
  return { asOf, pairs, reliable, precisionAt, reminders: { sent, useful, early, late } };
}

function sentenceOf(scores: readonly BacktestScore[]): BacktestReport['sentence'] {
  const dates = scores.find(({ set, method }) => set === 'promised' && method === 'ours');
  const promised = { promised: dates?.cases ?? 0, within7Days: dates?.within7Days ?? null };
  return { en: tellBacktest(promised, 'en'), 'zh-CN': tellBacktest(promised, 'zh-CN') };
}

/** The most bought ones first, as they come. */
function notGoodEnough(products: readonly BacktestProduct[]): BacktestReport['notGoodEnough'] {
  return products
    .flatMap(({ id, name, within7Days, promised, verdict }) => (verdict === 'not-good-enough' && within7Days !== null ? [{ id, name, within7Days, promised }] : []))
    .slice(0, NAMED);
}
