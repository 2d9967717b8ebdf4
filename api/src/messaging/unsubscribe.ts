import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { RecordConsent } from '../privacy/index.js';
import { Database } from '../platform/database/index.js';
import { Refusal } from '../platform/http/index.js';
import { MessageStore } from './message.store.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

const WORDING_VERSION = 'list-unsubscribe-1';
const POLL_MS = 50;
const ANSWER_MS = 10_000;

/** Stops a workspace's reminders to a customer, by the link in their mail. Doing it again changes nothing more. */
@Injectable()
export class Unsubscribe {
  constructor(
    private readonly database: Database,
    private readonly links: UnsubscribeLinks,
    private readonly recordConsent: RecordConsent,
    private readonly messages: MessageStore,
  ) {}

  async run(token: string): Promise<void> {
    const whom = this.links.read(token);
    if (!whom) throw new Refusal('no-such-unsubscribe-link');
    const { workspaceId, customerId } = whom;
    await this.database.inWorkspace(workspaceId, (tx) =>
      this.recordConsent.run(tx, {
        workspaceId,
        customerIds: [customerId],
        purpose: 'replenishment-reminder',
        channel: 'email',
        decision: 'withdrawn',
        wordingVersion: WORDING_VERSION,
        source: 'one-click',
        actor: { kind: 'customer', id: customerId },
      }),
    );
    await this.untilNothingIsLeaving(workspaceId, customerId);
  }

  /**
   * The answer means "no more mails". A reminder on its way is let finish, or the process that sends it calls it back and says
   * so; nobody is kept waiting for a slow mail server. A process that says nothing for so long is dead and sends nothing.
   */
  private async untilNothingIsLeaving(workspaceId: string, customerId: string): Promise<void> {
    const enough = performance.now() + ANSWER_MS;
    while (performance.now() < enough && (await this.database.inWorkspace(workspaceId, (tx) => this.messages.isLeavingFor(tx, workspaceId, customerId, 'reminder')))) await pause(POLL_MS);
  }
}
