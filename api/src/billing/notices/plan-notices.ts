import { Injectable } from '@nestjs/common';
import { hears, noticeAfter, noticeAt, noticeLadder, type PlannedNotice, serviceLimits } from '@perennial/billing';
import { nextOpen, openHours } from '@perennial/calendar';
import { TellMembers } from '../../messaging/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { BillingPartyStore, type StoredContact } from '../subscriptions/billing-party.store.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { NoticeStore } from './notice.store.js';
import { PLAN_NOTICE, periodKey } from './staff-notice-keys.js';

/** Nobody is written to at night; a notice that comes late waits for the morning. */
const QUIET = { from: '21:00', until: '08:00' } as const;

/** What one contact is to hear: now, and when to look again. */
export interface PlannedForContact {
  readonly contact: StoredContact;
  readonly due: PlannedNotice | null;
  readonly next: Date | null;
}

/** What the rules of notices say about a subscription now, contact by contact, each by their own clock. */
@Injectable()
export class PlanNotices {
  constructor(
    private readonly notices: NoticeStore,
    private readonly parties: BillingPartyStore,
    private readonly members: TellMembers,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, s: Subscription): Promise<PlannedForContact[]> {
    const { workspaceId } = s;
    const endsOn = serviceLimits(s)?.coveredUntil;
    if (!endsOn) return [];
    const settings = await this.notices.settings(tx, workspaceId);
    const given = await this.notices.ofPeriod(tx, workspaceId, endsOn);
    // On the page of the plan, or in the bell of the back office.
    const read = given.some(({ readAt }) => readAt !== null) || (await this.members.seen(tx, workspaceId, PLAN_NOTICE, periodKey(endsOn)));
    const contacts = await this.parties.contacts(tx, workspaceId);
    return contacts.map((contact, i) => {
      const heard = new Set(given.filter(({ contactId }) => contactId === contact.id).map(({ kind }) => kind));
      const zone = contact.timeZone ?? s.timeZone;
      const ladder = noticeLadder(s, { ...settings, timeZone: zone }).filter(({ kind }) => hears(i + 1, kind, read));
      return { contact, ...this.decide(ladder.filter(({ kind }) => !heard.has(kind)), ladder, s, zone) };
    });
  }

  private decide(open: readonly PlannedNotice[], ladder: readonly PlannedNotice[], s: Subscription, zone: string): Pick<PlannedForContact, 'due' | 'next'> {
    const now = this.clock.now();
    const notice = noticeAt(ladder, s.soldAt, now, zone);
    const later = noticeAfter(ladder, now)?.dueAt ?? null;
    if (!notice || !open.includes(notice)) return { due: null, next: later };
    const morning = nextOpen(openHours(QUIET), now, zone);
    return morning > now ? { due: null, next: later !== null && later < morning ? later : morning } : { due: notice, next: later };
  }
}
