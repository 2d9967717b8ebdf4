import { Injectable } from '@nestjs/common';
import type { AboutCycle } from './about.js';
import { TakeFeedback } from './take-feedback.js';

/** No more reminders about this product, in this cycle and the next ones. */
@Injectable()
export class StopReminders {
  constructor(private readonly feedback: TakeFeedback) {}

  async run(about: AboutCycle): Promise<void> {
    await this.feedback.aboutCycle(about, 'stop-reminders', () => ({ kind: 'stop-product' }));
  }
}
