import { Injectable } from '@nestjs/common';
import { serviceAt, serviceLimits } from '@perennial/billing';
import { dayIn, daysBetween } from '@perennial/calendar';
import type { DunningEntry, DunningQuery } from '@perennial/contract/admin';
import type { z } from 'zod';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { NoticeStore } from '../notices/notice.store.js';
import { PaymentAttemptStore } from '../payments/payment-attempt.store.js';
import { type SubscriberLine, SubscriberStore } from './subscriber.store.js';

/** Who has not paid: workspaces in grace or suspended, with what was tried and said. */
@Injectable()
export class ReadDunningQueue {
  constructor(
    private readonly database: Database,
    private readonly subscribers: SubscriberStore,
    private readonly attempts: PaymentAttemptStore,
    private readonly notices: NoticeStore,
    private readonly clock: Clock,
  ) {}

  async run({ page, perPage, sort }: z.infer<typeof DunningQuery>): Promise<{ data: DunningEntry[]; total: number }> {
    const { lines, total } = await this.database.global((tx) =>
      this.subscribers.overdue(tx, this.clock.now(), sort.startsWith('-') ? 'DESC' : 'ASC', perPage, (page - 1) * perPage),
    );
    const data: DunningEntry[] = [];
    for (const line of lines) data.push(await this.entry(line));
    return { data, total };
  }

  private async entry(line: SubscriberLine): Promise<DunningEntry> {
    const now = this.clock.now();
    const { id, slug, planCode, currency, timeZone } = line;
    const coveredUntil = serviceLimits(line)?.coveredUntil ?? dayIn(now, timeZone);
    const { state, paidThrough, graceThrough, dataKeptThrough } = serviceAt(line, now);
    return this.database.inWorkspace(id, async (tx) => {
      const open = await this.attempts.findOpen(tx, id);
      const failed = await this.attempts.lastFailed(tx, id);
      const [last] = (await this.notices.list(tx, id, 1, 0)).data;
      return {
        id, slug, planCode, currency, state, paidThrough, graceThrough, dataKeptThrough,
        daysOverdue: Math.max(0, daysBetween(coveredUntil, dayIn(now, timeZone)) + 1),
        lastTriedAt: failed?.createdAt.toISOString() ?? null,
        lastFailure: failed?.lastFailure ?? null,
        openPaymentId: open?.id ?? null,
        lastNotice: last?.kind ?? null,
      };
    });
  }
}
