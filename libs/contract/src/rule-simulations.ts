import { z } from 'zod';
import { Day, Instant } from './paging.js';
import { HeldBecause, SkippedBecause } from './reminders.js';
import { CreateRule } from './rules.js';

export const SimulateRule = z
  .object({
    rule: CreateRule,
    days: z.number().int().min(7).max(365).default(90).meta({ description: 'So many days until yesterday' }),
    assumeConsent: z.boolean().default(false).meta({ description: 'As if everybody had agreed to reminders; otherwise who had by then' }),
  })
  .meta({ id: 'SimulateRule' });
export type SimulateRule = z.infer<typeof SimulateRule>;

export const RuleSimulationResult = z
  .object({
    reminders: z.number().int().meta({ description: 'Would have been sent' }),
    messages: z.number().int(),
    customers: z.number().int(),
    boughtWithin14Days: z.number().int().meta({ description: 'Of the reminders: the product was bought within 14 days after' }),
    tooSoonToTell: z.number().int().meta({ description: 'Of the reminders: not bought yet, and the 14 days are not over' }),
    weeks: z.array(z.object({ from: Day, reminders: z.number().int(), boughtWithin14Days: z.number().int() })),
    gates: z
      .array(z.object({ verdict: z.enum(['held', 'skipped', 'superseded']), because: z.union([HeldBecause, SkippedBecause, z.literal('bought-before')]), reminders: z.number().int() }))
      .meta({ description: 'What stood in the way, each reminder once a gate; `bought-before`: bought before its day came' }),
  })
  .meta({ id: 'RuleSimulationResult' });
export type RuleSimulationResult = z.infer<typeof RuleSimulationResult>;

/** What a draft rule would have done on the ledger as it stood each day. */
export const RuleSimulation = z
  .object({
    id: z.uuid(),
    rule: CreateRule,
    from: Day,
    to: Day.meta({ description: 'The day after the last' }),
    assumeConsent: z.boolean(),
    status: z.enum(['queued', 'done']),
    result: RuleSimulationResult.nullable(),
    createdAt: Instant,
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'RuleSimulation' });
export type RuleSimulation = z.infer<typeof RuleSimulation>;
