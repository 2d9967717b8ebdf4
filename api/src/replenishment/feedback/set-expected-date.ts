import { Injectable } from '@nestjs/common';
import { daysBetween, laterOf } from '@perennial/calendar';
import type { SetExpectedDate as ExpectedDate } from '@perennial/contract/admin';
import { MAX_DAYS } from '@perennial/replenishment';
import { Refusal } from '../../platform/http/index.js';
import type { AboutCycle } from './about.js';
import { TakeFeedback } from './take-feedback.js';

/** The day (or range of days) on which somebody says it will run out: in force for this cycle. */
@Injectable()
export class SetExpectedDate {
  constructor(private readonly feedback: TakeFeedback) {}

  async run(about: AboutCycle, { day, dayTo = day }: ExpectedDate): Promise<void> {
    await this.feedback.aboutCycle(about, 'set-expected-date', ({ today }) => {
      if (dayTo < today) throw new Refusal('expected-date-past');
      if (daysBetween(today, dayTo) > MAX_DAYS) throw new Refusal('expected-date-too-far');
      return { kind: 'expected-on', day: laterOf(day, today), dayTo };
    });
  }
}
