import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PreviewTemplate as Wish } from '@perennial/contract/admin';
import { z } from 'zod';
import { StaffAccounts } from '../../access/index.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { Job, type JobHandler, JobQueue } from '../../platform/jobs/index.js';
import { WorkspaceSettings } from '../../workspaces/index.js';
import { Smtp } from '../channels/smtp.js';
import { MailSenders } from '../own-sender/mail-senders.js';
import { PreviewTemplate } from './preview-template.js';
import { idOf, type TemplateKey } from './starter-templates.js';

const TEST_MAIL = 'test-mail';
const Payload = z.object({ workspaceId: z.uuid(), to: z.email(), subject: z.string(), html: z.string(), text: z.string(), number: z.uuid() });

/** Sends a preview to whoever asks for it, at their own address and nobody else's. */
@Injectable()
export class SendTestMail {
  constructor(
    private readonly database: Database,
    private readonly preview: PreviewTemplate,
    private readonly accounts: StaffAccounts,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  async run(workspaceId: string, key: TemplateKey, wish: Wish, userId: string): Promise<void> {
    if (key.channel !== 'email') throw new Refusal('test-by-email-only');
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const { subject, html, text, faults } = await this.preview.run(tx, workspaceId, key, wish);
      const broken = faults.find(({ code }) => code === 'template-broken' || code === 'template-active-content' || html === '');
      if (broken) throw new Refusal(broken.code as 'template-broken', { ...broken });
      const { email: to } = await this.accounts.get(tx, userId);
      await this.jobs.enqueue(tx, TEST_MAIL, { workspaceId, to, subject, html, text, number: randomUUID() });
      const actor = { kind: 'member', id: userId } as const;
      await this.audit.record(tx, workspaceId, { actor, command: 'send-test-mail', subject: { kind: 'template', id: idOf(key) } });
    });
  }
}

/** Its words are made when it was asked for: what is tested is what was looked at. */
@Job(TEST_MAIL)
export class TestMail implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly workspaces: WorkspaceSettings,
    private readonly smtp: Smtp,
    private readonly senders: MailSenders,
  ) {}

  async run(payload: unknown): Promise<void> {
    const { workspaceId, to, subject, html, text, number } = Payload.parse(payload);
    const { shop, origin } = await this.database.inWorkspace(workspaceId, async (tx) => ({ shop: await this.workspaces.get(tx, workspaceId), origin: await this.senders.toCustomers(tx, workspaceId) }));
    const { address, ...from } = origin;
    const handOver = await this.smtp.handOver({
      channel: 'email',
      from: { name: shop.senderName, address },
      ...from,
      to,
      replyTo: shop.replyTo,
      subject: shop.locale === 'zh-CN' ? `【测试】${subject}` : `[Test] ${subject}`,
      html,
      text,
      messageId: this.senders.service.messageId(number),
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: [],
    });
    if (handOver.kind === 'refused' && !handOver.permanent) throw new Error(`test mail did not leave: ${handOver.error}`);
  }
}
