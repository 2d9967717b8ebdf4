import { Injectable } from '@nestjs/common';
import type { ReminderSettings } from '@perennial/contract/admin';
import { type ReminderChannel, sendingHour, sendingHours } from '@perennial/replenishment';
import type { Tx } from '../../platform/database/index.js';
import { ReminderSettingsStore } from '../rules/index.js';

const CHANNELS: readonly ReminderChannel[] = ['email', 'sms', 'webhook'];

/** The longest lead of the rules, and the fewest and most days after a purchase: what the planner need not look beyond. */
interface RuleReach {
  readonly lead: number;
  readonly fewest: number | null;
  readonly most: number | null;
}

/** What the planner is told besides workspace, instant and customers: the parameters from $4 on of the planning statements. */
@Injectable()
export class PlanningTerms {
  constructor(private readonly settings: ReminderSettingsStore) {}

  async of(tx: Tx, workspaceId: string): Promise<readonly unknown[]> {
    const { mergeDays, quiet } = await this.settings.get(tx, workspaceId);
    const [reach] = await tx.query<[RuleReach]>(
      'SELECT coalesce(max(lead_days), 0) AS lead, min(after_days) AS fewest, max(after_days) AS most FROM rules WHERE workspace_id = $1',
      [workspaceId],
    );
    return [mergeDays, JSON.stringify(hoursOf(quiet)), reach.lead, reach.fewest, reach.most];
  }
}

/** By channel the hour of a day's reminders, and the end of the last open hour of a day. */
function hoursOf(quiet: ReminderSettings['quiet']): object {
  return Object.fromEntries(
    CHANNELS.map((channel) => {
      const open = sendingHours(quiet, channel);
      return [channel, { at: sendingHour(open), last: open.at(-1)?.until }];
    }),
  );
}
