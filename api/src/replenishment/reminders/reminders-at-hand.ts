import { Inject, Injectable } from '@nestjs/common';
import { addMonths, dayIn, nextOpen, type PlainDate } from '@perennial/calendar';
import type { ReminderSettings } from '@perennial/contract/admin';
import { capFreeAt, capReach, type CountedMessage, type ReminderChannel, type ReminderFacts, sendingHour, sendingHours } from '@perennial/replenishment';
import { Entitlements } from '../../access/index.js';
import { ChannelSettingsStore } from '../../messaging/index.js';
import type { Tx } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { ReminderSettingsStore } from '../rules/index.js';
import type { StoredReminder } from './reminder-facts.js';

/** A reminder with everything its decision and its message need. */
export interface ReminderAtHand extends StoredReminder, ReminderFacts {
  /** The hour of a day's reminders by its channel. */
  readonly hour: string;
  readonly mergeDays: number;
}

interface Counted extends CountedMessage {
  readonly customerId: string;
}

/** Adds to the facts of reminders what the workspace allows, what its customers got lately, and what hour it is there. */
@Injectable()
export class RemindersAtHand {
  constructor(
    private readonly workspaces: WorkspaceSettings,
    private readonly settings: ReminderSettingsStore,
    private readonly entitlements: Entitlements,
    private readonly channels: ChannelSettingsStore,
    @Inject(SETTINGS) private readonly service: Pick<Settings, 'sms'>,
  ) {}

  /** @param leaving they were counted when they were queued, and are only about to leave */
  async complete(tx: Tx, workspaceId: string, now: Date, stored: readonly StoredReminder[], leaving = false): Promise<ReminderAtHand[]> {
    const settings = await this.settings.get(tx, workspaceId);
    const { access } = await this.entitlements.of(tx, workspaceId);
    const limitedUntil = leaving ? null : await this.limitedUntil(tx, workspaceId, now);
    const counted = leaving ? new Map<string, Counted[]>() : await this.countedOf(tx, workspaceId, now, settings, stored);
    const { webhookUrl } = await this.channels.get(tx, workspaceId);
    const offered: Readonly<Record<ReminderChannel, boolean>> = { email: true, sms: this.service.sms !== null, webhook: webhookUrl !== null };
    return stored.map((reminder) => {
      const { channel, zone } = reminder;
      const hours = sendingHours(settings.quiet, channel);
      const capFree = capFreeAt(settings.caps, channel, counted.get(reminder.customerId) ?? [], now);
      const opens = nextOpen(hours, now, zone);
      return {
        ...reminder,
        hour: sendingHour(hours),
        mergeDays: settings.mergeDays,
        address: channel === 'webhook' ? webhookUrl : reminder.address,
        channelOffered: offered[channel],
        suspended: access !== 'full',
        allPaused: settings.pausedAt !== null,
        limitedUntil,
        capFreeAt: capFree,
        capFreeOn: capFree && dayIn(capFree, zone),
        quietUntil: opens > now ? opens : null,
      };
    });
  }

  private async limitedUntil(tx: Tx, workspaceId: string, now: Date): Promise<PlainDate | null> {
    if ((await this.entitlements.room(tx, workspaceId, 'remindersAMonth')) !== 0) return null;
    return addMonths(firstOfMonth(now, (await this.workspaces.get(tx, workspaceId)).timeZone), 1);
  }

  /** What counts for the caps of these customers; of those held back for comparison what they would have got, or the arms would differ. */
  private async countedOf(tx: Tx, workspaceId: string, now: Date, { caps }: ReminderSettings, stored: readonly StoredReminder[]): Promise<Map<string, Counted[]>> {
    const reach = capReach(caps);
    if (reach === 0) return new Map();
    const rows = await tx.query<Counted[]>(
      `SELECT customer_id AS "customerId", channel, at FROM marketing_messages
       WHERE workspace_id = $1 AND customer_id = ANY($2::uuid[]) AND at > $3::timestamptz - make_interval(days => $4)
       UNION
       SELECT m.customer_id, r.channel, m.would_have_sent_at FROM reminders m JOIN rules r ON r.workspace_id = m.workspace_id AND r.id = m.rule_id
       WHERE m.workspace_id = $1 AND m.customer_id = ANY($2::uuid[]) AND m.would_have_sent_at > $3::timestamptz - make_interval(days => $4)`,
      [workspaceId, [...new Set(stored.map(({ customerId }) => customerId))], now, reach],
    );
    return Map.groupBy(
      rows.map((row) => ({ ...row, at: new Date(row.at) })),
      ({ customerId }) => customerId,
    );
  }
}

function firstOfMonth(now: Date, zone: string): PlainDate {
  return `${dayIn(now, zone).slice(0, 8)}01`;
}
