import { Injectable } from '@nestjs/common';
import { nextAfterWeeks } from '@perennial/replenishment';
import type { AboutCycle } from './about.js';
import { type Said, type SpokenCycle, TakeFeedback } from './take-feedback.js';

/** "Every six weeks, please": names the day of this cycle and counts in the later ones, until the usual rhythm is resumed. */
@Injectable()
export class AskEveryNWeeks {
  constructor(private readonly feedback: TakeFeedback) {}

  async run(about: AboutCycle, weeks: number): Promise<void> {
    await this.feedback.aboutCycle(about, 'ask-every-n-weeks', (cycle) => everyNWeeks(weeks, cycle));
  }
}

export function everyNWeeks(weeks: number, { openedOn, today }: SpokenCycle): Said {
  return { kind: 'every-n-weeks', weeks, day: nextAfterWeeks(weeks, openedOn, today) };
}
