import { Injectable } from '@nestjs/common';
import type { AboutCycle } from './about.js';
import { TakeFeedback } from './take-feedback.js';

/** The rhythm asked for is taken back: what was bought speaks again. */
@Injectable()
export class ResumeUsualRhythm {
  constructor(private readonly feedback: TakeFeedback) {}

  async run(about: AboutCycle): Promise<void> {
    await this.feedback.aboutCycle(about, 'resume-usual-rhythm', () => ({ kind: 'usual-rhythm' }));
  }
}
