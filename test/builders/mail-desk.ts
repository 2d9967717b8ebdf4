import { randomUUID } from 'node:crypto';
import { AccessModule } from '../../api/src/access/index.js';
import { MessagingModule, type NewMessage, QueueMessage } from '../../api/src/messaging/index.js';
import { UnsubscribeLinks } from '../../api/src/messaging/unsubscribe-links.js';
import { SendMessages } from '../../api/src/messaging/send-messages.job.js';
import { SYSTEM } from '../../api/src/platform/audit/index.js';
import { Database } from '../../api/src/platform/database/index.js';
import type { Settings } from '../../api/src/platform/settings/index.js';
import { RecordConsent } from '../../api/src/privacy/index.js';
import { CreateWorkspace, WorkspacesModule } from '../../api/src/workspaces/index.js';
import { type Area, openArea } from '../stage/open-area.js';
import { SmtpSink } from '../stage/smtp-sink.js';

/** A workspace that sends to a mail server of ours. */
export interface MailDesk {
  readonly area: Area;
  readonly sink: SmtpSink;
  readonly workspaceId: string;
  /** Queues as many reminders, each to a consenting customer of its own. @returns the customers, who are also the first part of their addresses */
  queueReminders(count: number, domain?: string): Promise<string[]>;
  /** Sends what is due, as the job does. */
  send(): Promise<void>;
  /** How many messages are in each state. */
  statuses(): Promise<Record<string, number>>;
  /** The path that a customer's mail program posts to. */
  unsubscribePath(customerId: string): string;
  close(): Promise<void>;
}

export async function openMailDesk(overrides: Partial<Settings> = {}): Promise<MailDesk> {
  const sink = await SmtpSink.open();
  const area = await openArea([AccessModule, WorkspacesModule, MessagingModule], { smtpUrl: sink.url, ...overrides });
  const { app, database } = area;
  const profile = { slug: 'mail-desk', name: 'Mail desk', senderName: 'Mail desk', replyTo: null, timeZone: 'UTC', locale: 'en', currency: 'EUR' } as const;
  const workspaceId = await app.get(CreateWorkspace).run(SYSTEM, profile);
  const product = { cycleId: randomUUID(), name: 'Oolong', imageUrl: null, lastOrderedOn: '2026-11-01', expectedOn: '2026-12-03', windowFrom: null, windowTo: null, reason: 'Because.', sensitive: false };

  async function queueReminders(count: number, domain = 'people.example'): Promise<string[]> {
    const ids = Array.from({ length: count }, () => randomUUID());
    await database.rows(
      `INSERT INTO customers (workspace_id, id, name, email, locale, created_at, updated_at) SELECT $1, id, 'Zoë', id || '@' || $3, 'en', now(), now() FROM unnest($2::uuid[]) id`,
      [workspaceId, ids, domain],
    );
    await app.get(Database).inWorkspace(workspaceId, async (tx) => {
      const said = { purpose: 'replenishment-reminder', channel: 'email', decision: 'granted', wordingVersion: 'checkout-1', source: 'checkout', actor: SYSTEM } as const;
      await app.get(RecordConsent).run(tx, { ...said, workspaceId, customerIds: ids });
      const reminders = ids.map((customerId) => ({ customerId, to: `${customerId}@${domain}`, dedupeKey: randomUUID() }));
      const same: Omit<NewMessage<'reminder'>, 'customerId' | 'to' | 'dedupeKey'> = { workspaceId, purpose: 'reminder', channel: 'email', locale: 'en', template: 'reminder', variables: { customerName: 'Zoë', products: [product] } };
      await app.get(QueueMessage).runAll(tx, workspaceId, reminders.map((reminder) => ({ ...same, ...reminder })));
    });
    return ids;
  }

  return {
    area,
    sink,
    workspaceId,
    queueReminders,
    send: () => app.get(SendMessages).run({ workspaceId }),
    statuses: async () => {
      const rows = await database.rows<{ status: string; count: number }>('SELECT status, count(*)::int AS count FROM messages GROUP BY status');
      return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
    },
    unsubscribePath: (customerId) => new URL(app.get(UnsubscribeLinks).urlFor(workspaceId, customerId)).pathname,
    close: async () => {
      await area.close();
      await sink.close();
    },
  };
}
