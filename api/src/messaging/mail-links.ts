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
    const cycles = (message.variables as Variables<'reminder'>).products.map(({ cycleId }) => cycleId);
    const paths = ['/shelf', '/reminder-choices', ...cycles.map((cycleId) => `/shelf/${cycleId}/expected-date`)];
    const [shelf = '', stop = '', ...dates] = await this.portal.createAll(tx, workspaceId, customerId, paths, REMINDER_LINKS_LIVE_MS);
    const through = (link: string, address: string) => this.clicks.through(message, link, address);
    const byCycle = new Map(cycles.map((cycleId, i) => [cycleId, through('date', dates[i] ?? shelf)]));
    return { shelf: through('shelf', shelf), stop: through('stop', stop), changeDate: (cycleId) => byCycle.get(cycleId) ?? through('shelf', shelf) };
  }
}
