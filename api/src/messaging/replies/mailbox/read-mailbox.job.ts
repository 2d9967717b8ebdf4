import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { Job, type JobHandler } from '../../../platform/jobs/index.js';
import { SealedSecrets } from '../../../platform/secrets/index.js';
import { TakeReply } from '../take-reply.js';
import { MailboxTrouble, OpenMailbox, type OpenedMailbox, troubleOf } from './open-mailbox.js';
import { ReplyMailboxStore, type StoredMailbox } from './reply-mailbox.store.js';

export const READ_MAILBOX = 'read-mailbox';
const Payload = z.object({ workspaceId: z.uuid() });
const PAUSE_MS = 120_000;
const DAY_MS = 86_400_000;
const MOST_AT_ONCE = 500;
/** What a person writes comes before what they attach. */
const LARGEST_PART = 5_000_000;

/**
 * Takes in what arrived in a workspace's mailbox since the last look. A mail is marked as seen and counted as taken only
 * after the answer is stored; broken off in between, it is taken once more and changes nothing, by its Message-ID.
 */
@Job(READ_MAILBOX)
export class ReadMailbox implements JobHandler {
  private readonly log = new Logger('messaging');

  constructor(
    private readonly database: Database,
    private readonly store: ReplyMailboxStore,
    private readonly openMailbox: OpenMailbox,
    private readonly takeReply: TakeReply,
    private readonly secrets: SealedSecrets,
    private readonly clock: Clock,
  ) {}

  async run(payload: unknown): Promise<void> {
    const { workspaceId } = Payload.parse(payload);
    const box = await this.database.inWorkspace(workspaceId, (tx) => this.store.get(tx, workspaceId));
    if (!box) return;
    const { more, error } = await this.look(workspaceId, box).then(
      (left) => ({ more: left, error: null }),
      (trouble: unknown) => {
        if (!(trouble instanceof MailboxTrouble)) throw trouble;
        this.log.warn({ workspaceId, error: trouble.message }, 'the mailbox for answers cannot be read');
        return { more: false, error: trouble.message };
      },
    );
    const now = this.clock.now();
    const nextLookAt = more ? now : new Date(now.getTime() + PAUSE_MS);
    await this.database.inWorkspace(workspaceId, (tx) => this.store.looked(tx, workspaceId, box, { error, nextLookAt }, now));
  }

  /** @returns whether there is more than is read at once */
  private async look(workspaceId: string, box: StoredMailbox): Promise<boolean> {
    const password = this.secrets.open('reply mailbox', workspaceId, box.sealedPassword);
    if (password === null) throw new MailboxTrouble('the password must be set anew');
    const opened = await this.openMailbox.run({ ...box, password });
    try {
      const uids = await newSince(box, opened);
      for (const uid of uids.slice(0, MOST_AT_ONCE)) {
        const mail = await fromServer(opened, (client) => client.fetchOne(uid, { source: { start: 0, maxLength: LARGEST_PART } }, { uid: true }));
        // Moved away meanwhile: whoever did that sees to it.
        if (mail && mail.source) await this.take(workspaceId, mail.source);
        await fromServer(opened, (client) => client.messageFlagsAdd(uid, ['\\Seen'], { uid: true }));
        await this.database.inWorkspace(workspaceId, (tx) => this.store.took(tx, workspaceId, box, { uidValidity: opened.uidValidity, lastUid: uid }));
      }
      return uids.length > MOST_AT_ONCE;
    } finally {
      await opened.client.logout().catch(() => opened.client.close());
    }
  }

  private async take(workspaceId: string, mime: Buffer): Promise<void> {
    await this.takeReply.run(workspaceId, mime).catch((error: unknown) => {
      // Whatever lies in a mailbox: one that says nothing must not keep the others waiting.
      if (!(error instanceof Refusal)) throw error;
    });
  }
}

/** Numbered anew, a mailbox is read from the day it was named; what was taken before is known by its Message-ID. */
async function newSince({ uidValidity, lastUid, setAt }: StoredMailbox, opened: OpenedMailbox): Promise<number[]> {
  const after = uidValidity === opened.uidValidity ? lastUid : 0;
  const found = await fromServer(opened, (client) => client.search(after > 0 || uidValidity === opened.uidValidity ? { uid: `${after + 1}:*` } : { since: new Date(setAt.getTime() - DAY_MS) }, { uid: true }));
  // "n:*" names the last mail even when it is before n.
  return (found || []).filter((uid) => uid > after).sort((a, b) => a - b);
}

async function fromServer<T>({ client }: OpenedMailbox, ask: (client: OpenedMailbox['client']) => Promise<T>): Promise<T> {
  const answer = await ask(client).catch((error: unknown) => {
    throw troubleOf(error);
  });
  if (!client.usable) throw new MailboxTrouble('the connection broke');
  return answer;
}
