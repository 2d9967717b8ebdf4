import { Injectable } from '@nestjs/common';
import type { SetReplyMailbox } from '@perennial/contract/admin';
import { type Actor, AuditTrail } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { SealedSecrets } from '../../../platform/secrets/index.js';
import { MailboxTrouble, OpenMailbox } from './open-mailbox.js';
import { ReplyMailboxStore } from './reply-mailbox.store.js';

/** Says in which mailbox customers' answers arrive. Only one that can be opened is kept. */
@Injectable()
export class ChangeReplyMailbox {
  constructor(
    private readonly database: Database,
    private readonly store: ReplyMailboxStore,
    private readonly openMailbox: OpenMailbox,
    private readonly secrets: SealedSecrets,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `mailbox-not-reachable`. */
  async set(workspaceId: string, login: SetReplyMailbox, actor: Actor): Promise<void> {
    const { client, uidValidity, uidNext } = await this.openMailbox.run(login).catch((error: unknown) => {
      throw error instanceof MailboxTrouble ? new Refusal('mailbox-not-reachable', { what: error.message }) : error;
    });
    await client.logout().catch(() => client.close());
    const { host, port, security, username, password } = login;
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const before = await this.store.get(tx, workspaceId, 'FOR UPDATE');
      const same = before !== null && before.host === host && before.username === username && before.uidValidity === uidValidity;
      // What lay in the mailbox before answers nothing of ours; with a new password the reading goes on where it was.
      const lastUid = same ? before.lastUid : uidNext - 1;
      await this.store.replace(tx, workspaceId, { host, port, security, username, sealedPassword: this.secrets.seal('reply mailbox', workspaceId, password), setAt: this.clock.now(), uidValidity, lastUid });
      await this.audit.record(tx, workspaceId, { actor, command: 'set-reply-mailbox', subject: { kind: 'workspace', id: workspaceId }, details: { host, username } });
    });
  }

  async remove(workspaceId: string, actor: Actor): Promise<void> {
    await this.database.inWorkspace(workspaceId, async (tx) => {
      if (!(await this.store.get(tx, workspaceId, 'FOR UPDATE'))) return;
      await this.store.remove(tx, workspaceId);
      await this.audit.record(tx, workspaceId, { actor, command: 'remove-reply-mailbox', subject: { kind: 'workspace', id: workspaceId } });
    });
  }
}
