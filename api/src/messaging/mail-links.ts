import { Injectable } from '@nestjs/common';
import { PortalLinks } from '../access/index.js';
import type { Tx } from '../platform/database/index.js';
import { ClickLinks } from './clicks/click-links.js';
import type { ActionLinks } from './mail-context.js';
import { isReminder, type MessageAtTheDoor, type Variables } from './message.js';

/** People read mails days later, and the next reminder is weeks away. Each link still works once. */
const REMINDER_LINKS_LIVE_MS = 30 * 86_400_000;

/** The links of mails to customers. Made when they leave, so that no token lies in a message row and a retry has fresh ones. */
@Injectable()
export class MailLinks {
  constructor(
    private readonly portal: PortalLinks,
    private readonly clicks: ClickLinks,
  ) {}

  /** The links of those messages that have any, by message. */
  async ofAll(tx: Tx, workspaceId: string, messages: readonly MessageAtTheDoor[]): Promise<ReadonlyMap<string, ActionLinks>> {
    const wanted = messages.flatMap((message) => {
      const { customerId, template } = message;
      return isReminder(template) && customerId !== null ? [{ message, links: pathsOf(message).map((path) => ({ customerId, path })) }] : [];
    });
    if (wanted.length === 0) return new Map();
    const made = await this.portal.createAll(tx, workspaceId, wanted.flatMap(({ links }) => links), REMINDER_LINKS_LIVE_MS);
    return new Map(wanted.map(({ message, links }) => [message.id, this.actions(message, made.splice(0, links.length))]));
  }

  private actions(message: MessageAtTheDoor, [shelf = '', stop = '', ...dates]: readonly string[]): ActionLinks {
    const through = (link: string, address: string) => this.clicks.through(message, link, address);
    const byCycle = new Map(cyclesOf(message).map((cycleId, i) => [cycleId, through('date', dates[i] ?? shelf)]));
    return { shelf: through('shelf', shelf), stop: through('stop', stop), changeDate: (cycleId) => byCycle.get(cycleId) ?? through('shelf', shelf) };
  }
}

function pathsOf(message: MessageAtTheDoor): string[] {
  return ['/shelf', '/reminder-choices', ...cyclesOf(message).map((cycleId) => `/shelf/${cycleId}/expected-date`)];
}

function cyclesOf({ variables }: MessageAtTheDoor): string[] {
  return (variables as Variables<'reminder'>).products.map(({ cycleId }) => cycleId);
}
