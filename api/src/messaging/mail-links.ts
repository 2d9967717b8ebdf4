import { Injectable } from '@nestjs/common';
import { PortalLinks } from '../access/index.js';
import type { Tx } from '../platform/database/index.js';
import { ClickLinks } from './clicks/click-links.js';
import type { ActionLinks } from './mail-context.js';
import { isReminder, type MessageAtTheDoor, type Variables } from './message.js';

/** People read mails days later, and the next reminder is weeks away. Each link still works once. */
const REMINDER_LINKS_LIVE_MS = 30 * 86_400_000;

/** The links of a mail to a customer. Made when it leaves, so that no token lies in a message row and a retry has fresh ones. */
@Injectable()
export class MailLinks {
  constructor(
    private readonly portal: PortalLinks,
    private readonly clicks: ClickLinks,
  ) {}

  async of(tx: Tx, message: MessageAtTheDoor): Promise<ActionLinks | null> {
    const { workspaceId, customerId, template } = message;
    if (!isReminder(template) || customerId === null) return null;
    const linkTo = async (link: string, path: string) => this.clicks.through(message, link, await this.portal.create(tx, workspaceId, customerId, path, REMINDER_LINKS_LIVE_MS));
    const shelf = await linkTo('shelf', '/shelf');
    const dates = new Map<string, string>();
    for (const { cycleId } of (message.variables as Variables<'reminder'>).products) {
      dates.set(cycleId, await linkTo('date', `/shelf/${cycleId}/expected-date`));
    }
    const stop = await linkTo('stop', '/reminder-choices');
    return { shelf, stop, changeDate: (cycleId) => dates.get(cycleId) ?? shelf };
  }
}
