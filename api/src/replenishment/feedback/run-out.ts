import { Injectable } from '@nestjs/common';
import type { AboutCycle } from './about.js';
import { TakeFeedback } from './take-feedback.js';

/** "I have run out": due today. */
@Injectable()
export class RunOut {
  constructor(private readonly feedback: TakeFeedback) {}

  async run(about: AboutCycle): Promise<void> {
    await this.feedback.aboutCycle(about, 'run-out', ({ today }) => ({ kind: 'ran-out', day: today }));
  }
}
