import { Injectable } from '@nestjs/common';
import type { AboutCycle } from './about.js';
import { TakeFeedback } from './take-feedback.js';

/** "I still have some": not run out yet, and not for another week at least. */
@Injectable()
export class KeepSome {
  constructor(private readonly feedback: TakeFeedback) {}

  async run(about: AboutCycle): Promise<void> {
    await this.feedback.aboutCycle(about, 'still-have-some', () => ({ kind: 'still-have-some' }));
  }
}
