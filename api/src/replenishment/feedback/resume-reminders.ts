import { Injectable } from '@nestjs/common';
import type { AboutCycle } from './about.js';
import { TakeFeedback } from './take-feedback.js';

/** Reminders about this product again. */
@Injectable()
export class ResumeReminders {
  constructor(private readonly feedback: TakeFeedback) {}

  async run(about: AboutCycle): Promise<void> {
    await this.feedback.aboutCycle(about, 'resume-reminders', () => ({ kind: 'resume-product' }));
  }
}
