import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { dayIn } from '@perennial/calendar';
import { z } from 'zod';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { Job, type JobHandler } from '../platform/jobs/index.js';
import { Metrics } from '../platform/observability/index.js';
import { WorkspaceSettings } from '../workspaces/index.js';
import { Smtp } from './channels/smtp.js';
import { mailContext } from './mail-context.js';
import { MailSenders } from './own-sender/mail-senders.js';
import { TEMPLATE_VARIABLES } from './template-variables.js';
import { Templates } from './templates/templates.js';

const Payload = z.object({
  workspaceId: z.uuid().nullable(),
  template: z.enum(['portal-sign-in', 'invitation', 'password-reset', 'email-verification']),
  to: z.email(),
  locale: z.enum(['en', 'zh-CN']),
  variables: z.record(z.string(), z.unknown()),
});

/**
 * Mails that carry a secret (a sign-in link, an invitation). The job is their outbox, so that no link is kept in a table
 * of messages once it left. After a crash such a mail may leave twice, with the same Message-ID: better than a person
 * waiting for a link that never comes.
 */
@Job('account-mail')
export class SendAccountMail implements JobHandler {
  private readonly log = new Logger('messaging');

  constructor(
    private readonly database: Database,
    private readonly workspaces: WorkspaceSettings,
    private readonly templates: Templates,
    private readonly smtp: Smtp,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
    private readonly senders: MailSenders,
  ) {}

  async run(payload: unknown): Promise<void> {
    const mail = Payload.parse(payload);
    const { workspaceId, template, to, locale } = mail;
    const variables = TEMPLATE_VARIABLES[template].parse(mail.variables);
    const key = { name: template, channel: 'email', locale } as const;
    const { workspace, words, origin } =
      workspaceId === null
        ? { workspace: null, words: await this.templates.ofTheService(key), origin: this.senders.ofTheService() }
        : await this.database.inWorkspace(workspaceId, async (tx) => ({
            workspace: await this.workspaces.get(tx, workspaceId),
            words: (await this.templates.inForce(tx, workspaceId, key)).template,
            // The only one of them that goes to a customer.
            origin: template === 'portal-sign-in' ? await this.senders.toCustomers(tx, workspaceId) : this.senders.ofTheService(),
          }));
    const { address, ...from } = origin;
    const name = workspace?.senderName ?? this.senders.service.name;
    const handOver = await this.smtp.handOver({
      channel: 'email',
      from: { name, address },
      ...from,
      to,
      replyTo: workspace?.replyTo ?? null,
      ...words.render(mailContext({ template, variables, locale }, { shopName: name, today: dayIn(this.clock.now(), workspace?.timeZone ?? 'UTC') }, null)),
      messageId: this.senders.service.messageId(fingerprint(mail)),
      headers: { 'Content-Language': locale, 'Auto-Submitted': 'auto-generated' },
      attachments: [],
    });
    this.metrics.messages.inc({ channel: 'email', outcome: handOver.kind });
    if (handOver.kind === 'accepted') return;
    if (handOver.kind === 'refused' && handOver.permanent) this.log.warn({ template, error: handOver.error }, 'account mail refused for good');
    else throw new Error(`account mail ${template} did not leave: ${handOver.error}`);
  }
}

function fingerprint(mail: z.infer<typeof Payload>): string {
  return createHash('sha256').update(JSON.stringify(mail)).digest('hex').slice(0, 32);
}
