import { Inject, Injectable } from '@nestjs/common';
import { type PlanDate, planDates } from '@perennial/billing';
import ical from 'ical-generator';
import { WorkspaceToken } from '../../../access/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../../platform/settings/index.js';
import { WorkspaceSettings } from '../../../workspaces/index.js';
import { billingPage } from '../../billing-links.js';
import { PlanDebit } from '../../payments/auto-renewal/plan-debit.js';
import { PlanStore } from '../../plans/plan.store.js';
import { SubscriptionStore } from '../../subscriptions/subscription.store.js';
import { NoticeStore } from '../notice.store.js';
import { CALENDAR_TAG, CalendarFeedStore } from './calendar-feed.store.js';
import { calendarWords } from './calendar-words.js';

/** Programs ask again by themselves; the dates of a plan move a few times a year. */
const READ_AGAIN_SECONDS = 6 * 60 * 60;

/** The dates of a plan as a calendar program reads them (RFC 5545). Written anew for each reader, so it cannot be out of date. */
@Injectable()
export class WriteCalendar {
  constructor(
    private readonly database: Database,
    private readonly feeds: CalendarFeedStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly plans: PlanStore,
    private readonly notices: NoticeStore,
    private readonly debits: PlanDebit,
    private readonly workspaces: WorkspaceSettings,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Refuses `no-such-calendar-feed`. */
  async run(text: string): Promise<string> {
    const token = WorkspaceToken.read(CALENDAR_TAG, text);
    if (!token) throw new Refusal('no-such-calendar-feed');
    const { workspaceId } = token;
    return this.database.inWorkspace(workspaceId, async (tx) => {
      const feed = await this.feeds.find(tx, token);
      const s = feed && (await this.subscriptions.find(tx, workspaceId));
      if (!feed || !s) throw new Refusal('no-such-calendar-feed');
      const { renewable } = await this.debits.run(tx, s);
      const renews = renewable.wantedSince !== null && renewable.card !== null;
      const dates = planDates(s, await this.notices.settings(tx, workspaceId), renews ? workspaceId : null, this.clock.now());
      const plan = await this.plans.version(tx, s.planCode, s.planVersion);
      const { name } = await this.workspaces.get(tx, workspaceId);
      return this.write(workspaceId, feed.locale, { plan: plan.name[feed.locale], workspace: name }, dates, s.soldAt);
    });
  }

  private write(workspaceId: string, locale: 'en' | 'zh-CN', names: Readonly<Record<'plan' | 'workspace', string>>, dates: readonly PlanDate[], stamp: Date): string {
    const words = calendarWords[locale];
    const said = (what: keyof typeof words) => words[what].replaceAll(/\{(plan|workspace)\}/g, (_, name: 'plan' | 'workspace') => names[name]);
    const calendar = ical({ name: said('name'), prodId: { company: 'Perennial', product: 'plan dates', language: locale === 'en' ? 'EN' : 'ZH' }, ttl: READ_AGAIN_SECONDS });
    for (const { on, what, key } of dates) {
      calendar.createEvent({
        id: `${workspaceId}:${key}`, start: new Date(`${on}T00:00:00Z`), allDay: true, summary: said(what), stamp, url: billingPage(this.settings.publicUrl, workspaceId),
      });
    }
    return calendar.toString();
  }
}
