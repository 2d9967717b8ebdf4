import { Injectable } from '@nestjs/common';
import { RecordConsent } from '../../privacy/index.js';
import type { AboutCustomer } from './about.js';
import { TakeFeedback } from './take-feedback.js';

/** The wording of the button in the portal; a new wording gets a new name. */
export const PORTAL_WORDING = 'portal-reminder-choices-1';

/** No reminders at all: the stop is remembered, and the consent to them is withdrawn. */
@Injectable()
export class StopAllReminders {
  constructor(
    private readonly feedback: TakeFeedback,
    private readonly recordConsent: RecordConsent,
  ) {}

  async run(about: AboutCustomer): Promise<void> {
    const { workspaceId, customerId, actor } = about;
    await this.feedback.aboutCustomer(about, 'stop-all-reminders', { kind: 'stop-all' }, (tx) =>
      this.recordConsent.run(tx, {
        workspaceId,
        customerIds: [customerId],
        purpose: 'replenishment-reminder',
        channel: 'email',
        decision: 'withdrawn',
        wordingVersion: PORTAL_WORDING,
        source: actor.kind === 'customer' ? 'portal' : 'staff',
        actor,
      }),
    );
  }
}
