import { Injectable } from '@nestjs/common';
import { addDays, daysBetween, instantAt, type PlainDate } from '@perennial/calendar';
import type { CreateRule, RuleSimulationResult } from '@perennial/contract/admin';
import { armOf, decideHoldout, experimentKey, SENDING_HOUR } from '@perennial/replenishment';
import { SYSTEM } from '../../platform/audit/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { rebuildEstimates, refreshEstimates } from '../cycles/index.js';
import { decideMerged, PlanReminders, refused, type ReminderAtHand, ReminderFactsReader, RemindersAtHand, ReminderStore, type Verdict } from '../reminders/index.js';
import { ruleFrom, RuleStore } from '../rules/index.js';
import { CONSENT_AS_IT_STOOD, CONSENT_OF_EVERYBODY, COPY_PRODUCTS, DISCONTINUE, DUE, FORGET_STOCK, GATHER_STIRRED, ORDER_STIRRED, SHADOWS, STIRRED } from './shadow.sql.js';
import { GATES, TOTALS, WEEKS } from './tally.sql.js';

/** The shop's rhythms are learned anew so often; in between only those who bought or spoke are estimated again, as in the service by day. */
const LEARN_EVERY_DAYS = 7;

const AT_A_TIME = 1000;

export interface Simulation {
  readonly rule: CreateRule;
  readonly from: PlainDate;
  /** The day after the last. */
  readonly to: PlainDate;
  readonly assumeConsent: boolean;
}

/**
 * A draft rule on the past: each day with the ledger, the words and the consent as they stood when it began, by the very engine,
 * planner and gates that the service runs. Keeps nothing.
 */
@Injectable()
export class SimulateRule {
  constructor(
    private readonly database: Database,
    private readonly settings: WorkspaceSettings,
    private readonly rules: RuleStore,
    private readonly planReminders: PlanReminders,
    private readonly reminders: ReminderStore,
    private readonly facts: ReminderFactsReader,
    private readonly atHand: RemindersAtHand,
  ) {}

  async run(workspaceId: string, { rule, from, to, assumeConsent }: Simulation): Promise<RuleSimulationResult> {
    return this.database.rehearse(workspaceId, async (tx) => {
      const { timeZone } = await this.settings.get(tx, workspaceId);
      await tx.query([...SHADOWS, assumeConsent ? CONSENT_OF_EVERYBODY : CONSENT_AS_IT_STOOD].join(';\n'));
      await tx.query(COPY_PRODUCTS, [workspaceId]);
      await tx.query(FORGET_STOCK);
      await tx.query(GATHER_STIRRED, [workspaceId, addDays(from, -1), to]);
      await tx.query(ORDER_STIRRED);
      await this.rules.insert(tx, workspaceId, SYSTEM, ruleFrom(rule), instantAt(from, SENDING_HOUR, timeZone));
      for (let day = from; day < to; day = addDays(day, 1)) await this.day(tx, workspaceId, day, daysBetween(from, day) % LEARN_EVERY_DAYS === 0, instantAt(day, SENDING_HOUR, timeZone));
      const [totals] = await tx.query<[Omit<RuleSimulationResult, 'weeks' | 'gates'>]>(TOTALS, [workspaceId, timeZone, to]);
      return {
        ...totals,
        weeks: await tx.query<RuleSimulationResult['weeks']>(WEEKS, [workspaceId, timeZone, from]),
        gates: await tx.query<RuleSimulationResult['gates']>(GATES, [workspaceId]),
      };
    });
  }

  /** What is bought on the day itself is not known yet in its morning. */
  private async day(tx: Tx, workspaceId: string, day: PlainDate, learn: boolean, at: Date): Promise<void> {
    await tx.query('UPDATE simulated SET at = $1', [at]);
    await tx.query(DISCONTINUE, [workspaceId, at]);
    const known = addDays(day, -1);
    if (learn) await rebuildEstimates(tx, workspaceId, known);
    else {
      const stirred = await tx.query<{ id: string }[]>(STIRRED, [known]);
      if (stirred.length > 0) await refreshEstimates(tx, workspaceId, known, stirred.map(({ id }) => id));
    }
    await this.planReminders.planAt(tx, workspaceId, at, null);
    const due = await tx.query<{ id: string }[]>(DUE, [workspaceId, day]);
    for (let i = 0; i < due.length; i += AT_A_TIME) await this.decide(tx, workspaceId, at, due.slice(i, i + AT_A_TIME).map(({ id }) => id));
  }

  private async decide(tx: Tx, workspaceId: string, at: Date, ids: readonly string[]): Promise<void> {
    const atHand = await this.atHand.complete(tx, workspaceId, at, await this.facts.ofReminders(tx, workspaceId, at, ids));
    await this.reminders.decide(tx, workspaceId, at, atHand.map((reminder) => verdictOn(workspaceId, reminder)));
  }
}

/** The gates but for those of today's workspace, and of the hour: the simulated day has only one. */
function verdictOn(workspaceId: string, reminder: ReminderAtHand): Verdict {
  const decision = decideMerged({ ...reminder, suspended: false, allPaused: false, rulePaused: false, limitedUntil: null, quietUntil: null });
  if (decision.kind !== 'send') return refused(reminder, decision);
  const { ruleId, experimentNo, customerId, holdoutPercent } = reminder;
  const held = decideHoldout(holdoutPercent > 0 ? armOf(experimentKey(workspaceId, ruleId, experimentNo), customerId, holdoutPercent) : null);
  return held.kind === 'send' ? { id: reminder.id, status: 'sent' } : refused(reminder, held);
}
