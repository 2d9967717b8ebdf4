import { Injectable } from '@nestjs/common';
import { dayIn } from '@perennial/calendar';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import { WorkspaceSettings } from '../workspaces/index.js';
import { Attachments } from './attachments.js';
import type { Mail } from './channels/channel.js';
import type { Composed } from './composed.js';
import { ComposeCall } from './compose-call.js';
import { ComposeText } from './compose-text.js';
import { type ActionLinks, mailContext } from './mail-context.js';
import type { MessageAtTheDoor } from './message.js';
import { MailSenders } from './own-sender/mail-senders.js';
import { ProviderAdapters } from './provider-events/provider-adapters.js';
import { Templates } from './templates/templates.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

/** Makes what leaves of a message: its words in the reader's language, its links, its headers, its files. */
@Injectable()
export class ComposeMail {
  private readonly known = new WeakMap<Tx, Map<string, unknown>>();

  constructor(
    private readonly workspaces: WorkspaceSettings,
    private readonly templates: Templates,
    private readonly unsubscribe: UnsubscribeLinks,
    private readonly attachments: Attachments,
    private readonly providers: ProviderAdapters,
    private readonly clock: Clock,
    private readonly text: ComposeText,
    private readonly call: ComposeCall,
    private readonly senders: MailSenders,
  ) {}

  async run(tx: Tx, message: MessageAtTheDoor, links: ActionLinks | null): Promise<Composed> {
    if (message.channel === 'sms') return this.text.run(tx, message, links);
    if (message.channel === 'webhook') return this.call.run(tx, message);
    const workspace = await this.once(tx, 'workspace', () => this.workspaces.get(tx, message.workspaceId));
    const { template, version } = await this.once(tx, `${message.template} ${message.locale}`, () =>
      this.templates.inForce(tx, message.workspaceId, { name: message.template, channel: 'email', locale: message.locale }),
    );
    const writer = { shopName: workspace.senderName, today: dayIn(this.clock.now(), workspace.timeZone) };
    // A workspace writes to its customers; to its own people the service does.
    const { address, ...origin } = message.customerId === null ? this.senders.ofTheService() : await this.once(tx, 'sender', () => this.senders.toCustomers(tx, message.workspaceId));
    const outgoing: Mail = {
      channel: 'email',
      from: { name: workspace.senderName, address },
      ...origin,
      to: message.to,
      replyTo: workspace.replyTo,
      ...template.render(mailContext(message, writer, links)),
      messageId: this.senders.service.messageId(message.id),
      headers: this.headers(message, workspace.replyTo),
      attachments: await this.attachments.of(tx, message.workspaceId, message.template, message.variables),
    };
    return { outgoing, templateVersion: version };
  }

  /** Messages that go through the door together have the workspace and the words in common: they are looked up once for all of them. */
  private async once<T>(tx: Tx, what: string, look: () => Promise<T>): Promise<T> {
    const known = this.known.get(tx) ?? new Map<string, unknown>();
    this.known.set(tx, known);
    if (!known.has(what)) known.set(what, await look());
    return known.get(what) as T;
  }

  private headers(message: MessageAtTheDoor, replyTo: string | null): Record<string, string> {
    const headers: Record<string, string> = { ...this.providers.headers(message), 'Content-Language': message.locale, 'Auto-Submitted': 'auto-generated' };
    if (message.purpose === 'reminder' && message.customerId !== null) {
      // An answer that names the mail and says "unsubscribe" is read as one; it goes where answers to this workspace go.
      const byMail = replyTo && `, <mailto:${replyTo}?subject=${encodeURIComponent(this.senders.service.messageId(message.id))}&body=unsubscribe>`;
      headers['List-Unsubscribe'] = `<${this.unsubscribe.urlFor(message.workspaceId, message.customerId)}>${byMail ?? ''}`;
      headers['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click';
    }
    return headers;
  }
}
