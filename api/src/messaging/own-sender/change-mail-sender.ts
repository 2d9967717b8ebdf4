import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { SealedSecrets } from '../../platform/secrets/index.js';
import { MailSenderStore } from './mail-sender.store.js';
import { domainOf, makeSigningKey } from './signing-key.js';

/** Says which address a workspace wants its mails to come from. In another domain it begins without a proof, with a key of its own. */
@Injectable()
export class ChangeMailSender {
  constructor(
    private readonly database: Database,
    private readonly store: MailSenderStore,
    private readonly secrets: SealedSecrets,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(workspaceId: string, wish: string | null, actor: Actor): Promise<void> {
    const address = wish?.toLowerCase() ?? null;
    // Made before the row is locked: it takes a while, and is seldom for nothing.
    const key = address === null ? null : await makeSigningKey();
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const before = await this.store.get(tx, workspaceId, 'FOR UPDATE');
      if ((before?.address ?? null) === address) return;
      if (address === null || key === null) await this.store.remove(tx, workspaceId);
      else if (before && domainOf(before.address) === domainOf(address) && this.secrets.open('mail signing key', workspaceId, before.sealedKey) !== null) await this.store.rename(tx, workspaceId, address);
      else await this.store.replace(tx, workspaceId, { ...key, address, sealedKey: this.secrets.seal('mail signing key', workspaceId, key.privateKey) }, this.clock.now());
      await this.audit.record(tx, workspaceId, { actor, command: 'change-mail-sender', subject: { kind: 'workspace', id: workspaceId }, details: { address } });
    });
  }
}
