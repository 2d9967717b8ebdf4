import { Inject, Injectable } from '@nestjs/common';
import type { CalendarFeed } from '@perennial/contract/admin';
import { WorkspaceToken } from '../../../access/index.js';
import { type Actor, AuditTrail } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../../platform/settings/index.js';
import { CALENDAR_TAG, CalendarFeedStore, type StoredCalendarFeed } from './calendar-feed.store.js';

/** Makes the private address of a calendar. It is shown once; we keep its hash. */
@Injectable()
export class CreateCalendarFeed {
  constructor(
    private readonly database: Database,
    private readonly feeds: CalendarFeedStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async run(actor: Actor, workspaceId: string, locale: CalendarFeed['locale']): Promise<CalendarFeed & { url: string }> {
    const token = WorkspaceToken.mint(CALENDAR_TAG, workspaceId);
    const feed = await this.database.inWorkspace(workspaceId, async (tx) => {
      const added = await this.feeds.add(tx, token, locale, actor.id, this.clock.now());
      await this.audit.record(tx, workspaceId, { actor, command: 'create-calendar-feed', subject: { kind: 'calendar-feed', id: added.id } });
      return added;
    });
    return { ...presentFeed(feed), url: `${this.settings.publicUrl}/api/v1/calendar/${token.text}.ics` };
  }
}

/** Closes the address for good. */
@Injectable()
export class RevokeCalendarFeed {
  constructor(
    private readonly database: Database,
    private readonly feeds: CalendarFeedStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, workspaceId: string, id: string): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      if (!(await this.feeds.revoke(tx, workspaceId, id, this.clock.now()))) throw new Refusal('not-found');
      await this.audit.record(tx, workspaceId, { actor, command: 'revoke-calendar-feed', subject: { kind: 'calendar-feed', id } });
    });
  }
}

export function presentFeed({ id, shownPrefix, locale, createdAt, revokedAt }: StoredCalendarFeed): CalendarFeed {
  return { id, shownPrefix, locale, createdAt: createdAt.toISOString(), revokedAt: revokedAt?.toISOString() ?? null };
}
