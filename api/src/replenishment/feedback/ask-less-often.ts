import { Injectable } from '@nestjs/common';
import { daysBetween } from '@perennial/calendar';
import type { LessOften } from '@perennial/contract/admin';
import { lessOften } from '@perennial/replenishment';
import { Refusal } from '../../platform/http/index.js';
import type { AboutCycle } from './about.js';
import { everyNWeeks } from './ask-every-n-weeks.js';
import { TakeFeedback } from './take-feedback.js';

/** "Less often": a slower rhythm than this cycle's, asked for in whole weeks. */
@Injectable()
export class AskLessOften {
  constructor(private readonly feedback: TakeFeedback) {}

  async run(about: AboutCycle): Promise<LessOften> {
    const { fromWeeks, weeks: toWeeks } = await this.feedback.aboutCycle(about, 'ask-less-often', (cycle) => {
      const slower = lessOften(daysBetween(cycle.openedOn, cycle.expectedOn));
      if (!slower) throw new Refusal('already-seldom');
      return { ...everyNWeeks(slower.toWeeks, cycle), weeks: slower.toWeeks, fromWeeks: slower.fromWeeks };
    });
    return { fromWeeks, toWeeks };
  }
}
