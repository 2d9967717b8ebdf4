import { Injectable } from '@nestjs/common';
import type { Arm } from '@perennial/replenishment';
import type { Tx } from '../../platform/database/index.js';
import { ASSIGN, ASSIGNED } from './holdout.sql.js';
import type { StoredReminder } from './reminder-facts.js';

/** Looks up the arm of a reminder's customer; null where the rule holds nobody back. */
export type ArmOf = (reminder: Eligible) => Arm | null;

type Eligible = Pick<StoredReminder, 'ruleId' | 'experimentNo' | 'customerId' | 'holdoutPercent'>;

/** Who is held back for comparison. Drawn once for each customer and experiment; the key says so. */
@Injectable()
export class HoldoutStore {
  /** @param eligible reminders that have passed every other gate: nobody else may be drawn */
  async draw(tx: Tx, workspaceId: string, now: Date, eligible: readonly Eligible[]): Promise<ArmOf> {
    const drawn = eligible.filter(({ holdoutPercent }) => holdoutPercent > 0);
    if (drawn.length === 0) return () => null;
    const reminders = JSON.stringify(drawn.map(({ ruleId, experimentNo, customerId, holdoutPercent }) => ({ ruleId, experimentNo, customerId, holdoutPercent })));
    await tx.query(ASSIGN, [workspaceId, reminders, now]);
    // A statement of its own: it sees also what another run drew at the same moment.
    const assigned = await tx.query<{ ruleId: string; customerId: string; arm: Arm }[]>(ASSIGNED, [workspaceId, reminders]);
    const arms = new Map(assigned.map(({ ruleId, customerId, arm }) => [`${ruleId} ${customerId}`, arm]));
    return ({ ruleId, customerId, holdoutPercent }) => (holdoutPercent > 0 ? (arms.get(`${ruleId} ${customerId}`) ?? null) : null);
  }
}
