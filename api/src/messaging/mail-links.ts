import { Injectable } from '@nestjs/common';
import { PortalLinks } from '../access/index.js';
import type { Tx } from '../platform/database/index.js';
import type { ActionLinks } from './mail-context.js';
import type { MessageAtTheDoor, Variables } from './message.js';

/** The links of a mail to a customer. Made when it leaves, so that no token lies in a message row and a retry has fresh ones. */
@Injectable()
export class MailLinks {
  constructor(private readonly portal: PortalLinks) {}

  async of(tx: Tx, message: MessageAtTheDoor): Promise<ActionLinks | null> {
    const { workspaceId, customerId, template } = message;
    if (template !== 'reminder' || customerId === null) return null;
    const shelf = await this.portal.create(tx, workspaceId, customerId, '/shelf');
    const dates = new Map<string, string>();
    for (const { cycleId } of (message.variables as Variables<'reminder'>).products) {
      dates.set(cycleId, await this.portal.create(tx, workspaceId, customerId, `/shelf/${cycleId}/expected-date`));
    }
    const stop = await this.portal.create(tx, workspaceId, customerId, '/reminder-choices');
    return { shelf, stop, changeDate: (cycleId) => dates.get(cycleId) ?? shelf };
  }
}
