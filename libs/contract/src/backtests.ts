import { z } from 'zod';
import { Sentence } from './cycles.js';
import { Day, Instant, listOf, listQuery } from './paging.js';

const share = z.number().min(0).max(1);

/** The ways to guess the next order that are compared: ours, and the rules of thumb in use. */
export const BacktestMethod = z
  .enum(['ours', 'fixed-30', 'default-interval', 'global-median', 'product-median', 'personal-mean', 'personal-median', 'last-gap'])
  .meta({ id: 'BacktestMethod' });
export type BacktestMethod = z.infer<typeof BacktestMethod>;

export const BacktestCases = z.enum(['all', 'last-gap', 'horizon-fair', 'horizon-fair-known', 'promised']).meta({
  id: 'BacktestCases',
  description:
    'Which past gaps are judged. all: every one; last-gap: the newest of each pair with two or more; horizon-fair: those that opened early enough to be seen to their end and closed within the horizon, so that long ones are not missing by chance; horizon-fair-known: of these, the ones before which two own gaps were known; promised: those for which a date worth a reminder would have been given',
});
export type BacktestCases = z.infer<typeof BacktestCases>;

export const BacktestScore = z
  .object({
    set: BacktestCases,
    method: BacktestMethod,
    cases: z.number().int(),
    malr: z.number().meta({ description: 'Mean |ln(guessed gap / actual gap)|' }),
    meanErrorDays: z.number(),
    medianErrorDays: z.number(),
    within20Percent: share,
    within3Days: share,
    within7Days: share,
  })
  .meta({ id: 'BacktestScore' });
export type BacktestScore = z.infer<typeof BacktestScore>;

export const BacktestWindow = z
  .object({
    set: BacktestCases,
    cases: z.number().int(),
    coverage: share.meta({ description: 'Share of the gaps that closed inside the window, which promises 0.8' }),
    widthRatio: z.number().meta({ description: 'How many times longer its end is than its beginning, for the middle case' }),
  })
  .meta({ id: 'BacktestWindow' });
export type BacktestWindow = z.infer<typeof BacktestWindow>;

export const BacktestNight = z
  .object({
    asOf: Day,
    pairs: z.number().int(),
    reliable: z.number().int(),
    precisionAt: z
      .array(z.object({ n: z.number().int(), share: share.nullable() }))
      .meta({ description: 'Of the n pairs most likely to buy within 14 days, the share that did; null when there are fewer pairs' }),
    reminders: z
      .object({ sent: z.number().int(), useful: z.number().int(), early: z.number().int(), late: z.number().int() })
      .meta({ description: 'Reminders five days before the expected date: an order within 14 days (useful), a later one or none (early), one before it left (late)' }),
  })
  .meta({ id: 'BacktestNight' });
export type BacktestNight = z.infer<typeof BacktestNight>;

export const BacktestProduct = z
  .object({
    id: z.uuid(),
    externalId: z.string().nullable(),
    name: z.string(),
    cases: z.number().int(),
    malr: z.number(),
    bestRule: BacktestMethod.meta({ description: 'The rule of thumb that would have been nearest' }),
    bestRuleMalr: z.number(),
    coverage: share,
    promised: z.number().int().meta({ description: 'For how many of the cases a date worth a reminder would have been given' }),
    within7Days: share.nullable().meta({ description: 'Of the promised dates; null without any' }),
    verdict: z
      .enum(['good', 'not-good-enough', 'no-dates', 'too-few'])
      .meta({ description: 'not-good-enough: fewer than half of the promised dates were right within seven days; no-dates: no rhythm to promise one; too-few: under ten to judge by' }),
  })
  .meta({ id: 'BacktestProduct' });
export type BacktestProduct = z.infer<typeof BacktestProduct>;

/** How good the predictions would have been, as of the night it was made. */
export const Backtest = z
  .object({
    ranAt: Instant,
    from: Day,
    to: Day,
    horizonDays: z.number().int(),
    sentence: Sentence,
    scores: z.array(BacktestScore),
    windows: z.array(BacktestWindow),
    nights: z.array(BacktestNight),
    notGoodEnough: z.array(z.object({ id: z.uuid(), name: z.string(), within7Days: share, promised: z.number().int() })).meta({ description: 'The most bought products whose dates are not good enough' }),
  })
  .meta({ id: 'Backtest' });
export type Backtest = z.infer<typeof Backtest>;

export const BacktestProductList = listOf(BacktestProduct).meta({ id: 'BacktestProductList' });
export type BacktestProductList = z.infer<typeof BacktestProductList>;
export const BacktestProductQuery = listQuery(['name', 'cases', 'malr', 'within7Days'], { verdict: BacktestProduct.shape.verdict });
export type BacktestProductQuery = z.infer<typeof BacktestProductQuery>;
