import { Injectable } from '@nestjs/common';
import type { ChangeReminderSettings, FrequencyCaps, ReminderSettings } from '@perennial/contract/admin';
import { leavesAnHour } from '@perennial/replenishment';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { PLAN_REMINDERS } from './change-rules.js';
import { ReminderSettingsStore } from './reminder-settings.store.js';

/** When and how often a workspace's customers are reminded, or whether at all. The plan follows each change. */
@Injectable()
export class ChangeReminders {
  constructor(
    private readonly database: Database,
    private readonly settings: ReminderSettingsStore,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses `cap-of-zero`, `quiet-hours-leave-no-hour`. */
  async change(workspaceId: string, actor: Actor, { caps, quiet, mergeDays }: ChangeReminderSettings): Promise<ReminderSettings> {
    return this.store(workspaceId, actor, 'change-reminder-settings', (known) => {
      const next: ReminderSettings = {
        ...known,
        quiet: quiet === undefined ? known.quiet : quiet,
        mergeDays: mergeDays ?? known.mergeDays,
        caps: { ...known.caps, ...given(caps ?? {}) },
      };
      if (Object.values(next.caps).some((cap) => cap?.messages === 0)) throw new Refusal('cap-of-zero');
      if (!leavesAnHour(next.quiet)) throw new Refusal('quiet-hours-leave-no-hour');
      return next;
    });
  }

  /** Everything planned waits, by name, until it is resumed. */
  async pauseAll(workspaceId: string, actor: Actor): Promise<ReminderSettings> {
    return this.store(workspaceId, actor, 'pause-everything', (known) => ({ ...known, pausedAt: known.pausedAt ?? this.clock.now().toISOString() }));
  }

  async resumeAll(workspaceId: string, actor: Actor): Promise<ReminderSettings> {
    return this.store(workspaceId, actor, 'resume-everything', (known) => ({ ...known, pausedAt: null }));
  }

  private async store(workspaceId: string, actor: Actor, command: string, change: (known: ReminderSettings) => ReminderSettings): Promise<ReminderSettings> {
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const next = change(await this.settings.get(tx, workspaceId));
      await this.settings.put(tx, workspaceId, next, this.clock.now());
      await this.jobs.enqueue(tx, PLAN_REMINDERS, { workspaceId }, { key: `${PLAN_REMINDERS}:${workspaceId}` });
      await this.audit.record(tx, workspaceId, { actor, command, subject: { kind: 'workspace', id: workspaceId }, details: { ...next } });
      return next;
    });
  }
}

function given(caps: NonNullable<ChangeReminderSettings['caps']>): Partial<FrequencyCaps> {
  return Object.fromEntries(Object.entries(caps).filter(([, cap]) => cap !== undefined));
}
