import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import PostalMime, { type Email } from 'postal-mime';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/jobs/index.js';
import { oneLine } from '../one-line.js';
import { HANDLE_REPLY } from './handle-reply.job.js';
import { ownWords, readReply } from './read-reply.js';
import { ReplyStore } from './reply.store.js';

const MESSAGE_ID = /<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@[^>]*>/gi;
const MOST_WORDS = 10_000;
const MOST_REFERENCES = 50;

/** Takes in one mail that answers us. What machines wrote is dropped; the same mail again changes nothing. */
@Injectable()
export class TakeReply {
  constructor(
    private readonly database: Database,
    private readonly replies: ReplyStore,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  async run(workspaceId: string, mime: Buffer): Promise<void> {
    const mail = await PostalMime.parse(mime).catch(() => null);
    const from = mail?.from?.address?.toLowerCase();
    if (!mail || !from) throw new Refusal('not-a-mail');
    const headers = new Map(mail.headers.map(({ key, value }) => [key, value]));
    const [subject, text] = [storable(oneLine(mail.subject ?? '')).slice(0, 500), storable(textOf(mail))];
    const kind = readReply({ from, subject, text, headers });
    if (kind === 'machine') return;
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const named = [...`${mail.inReplyTo ?? ''} ${mail.references ?? ''} ${subject}`.matchAll(MESSAGE_ID)].map(([, id]) => id ?? '').slice(0, MOST_REFERENCES);
      const answered = await this.replies.answered(tx, workspaceId, named);
      // Another address than the one we wrote to may be anybody's who was forwarded the mail.
      const customerId = answered && answered.to.toLowerCase() === from ? answered.customerId : null;
      const id = await this.replies.add(
        tx,
        {
          workspaceId,
          mailId: mail.messageId ?? createHash('sha256').update(mime).digest('hex'),
          messageId: answered?.id ?? null,
          customerId,
          from,
          subject,
          words: ownWords(text).slice(0, MOST_WORDS),
          kind: customerId === null ? 'words' : kind,
        },
        this.clock.now(),
      );
      if (id !== null) await this.jobs.enqueue(tx, HANDLE_REPLY, { workspaceId, id });
    });
  }
}

function textOf({ text, html }: Email): string {
  // A reader of HTML alone sees line breaks where blocks end.
  return text?.trim() ? text : (html ?? '').replace(/<(style|script)[\s\S]*?<\/\1>/gi, '').replace(/<blockquote[\s\S]*$/i, '').replace(/<(br|\/p|\/div|\/li)[^>]*>/gi, '\n').replace(/<[^>]+>/g, '').replace(/&nbsp;/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** PostgreSQL keeps no NUL and no half a character. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
