import { Injectable } from '@nestjs/common';
import { RecordConsent } from '../../privacy/index.js';
import type { AboutCustomer } from './about.js';
import { PORTAL_WORDING } from './stop-all-reminders.js';
import { TakeFeedback } from './take-feedback.js';

/** The customer wants reminders again, which is a new consent. Only the customer can give it. */
@Injectable()
export class ResumeAllReminders {
  constructor(
    private readonly feedback: TakeFeedback,
    private readonly recordConsent: RecordConsent,
  ) {}

  async run(about: AboutCustomer): Promise<void> {
    const { workspaceId, customerId, actor } = about;
    await this.feedback.aboutCustomer(about, 'resume-all-reminders', { kind: 'resume-all' }, (tx) =>
      this.recordConsent.run(tx, {
        workspaceId,
        customerIds: [customerId],
        purpose: 'replenishment-reminder',
        channel: 'email',
        decision: 'granted',
        wordingVersion: PORTAL_WORDING,
        source: 'portal',
        actor,
      }),
    );
  }
}
