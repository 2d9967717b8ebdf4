import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { type Found, foundInDns } from './found-in-dns.js';
import { MailSenderStore, type OwnSender } from './mail-sender.store.js';
import { dnsRecord } from './signing-key.js';
import { TxtRecords } from './txt-records.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Whoever has not put the record there by then asks for a look when they have. */
const PATIENCE_MS = 7 * DAY_MS;

/**
 * Looks whether the domain of a workspace's address holds its key. Only whoever rules a domain can put it there, so nobody
 * writes in another's name; and it is the key by which receivers check the signatures.
 */
@Injectable()
export class ProveSender {
  constructor(
    private readonly database: Database,
    private readonly store: MailSenderStore,
    private readonly records: TxtRecords,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses `no-own-sender`. */
  async run(workspaceId: string, actor: Actor): Promise<void> {
    const asked = await this.database.inWorkspace(workspaceId, (tx) => this.store.get(tx, workspaceId));
    if (!asked) throw new Refusal('no-own-sender');
    const found = foundInDns(await this.records.of(dnsRecord(asked).name), asked.publicKey);
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const sender = await this.store.get(tx, workspaceId, 'FOR UPDATE');
      // Replaced while the DNS was asked: the answer is about another record.
      if (sender?.selector !== asked.selector) return;
      const now = this.clock.now();
      const after = decideProof(sender, found, now);
      await this.store.looked(tx, workspaceId, after, now);
      if ((after.provenAt === null) === (sender.provenAt === null)) return;
      await this.audit.record(tx, workspaceId, { actor, command: 'prove-mail-sender', subject: { kind: 'workspace', id: workspaceId }, details: { address: sender.address, proven: after.provenAt !== null, found } });
    });
  }
}

/** A proof lasts until the domain says otherwise: silence of its servers takes nothing away. */
export function decideProof(sender: Pick<OwnSender, 'provenAt' | 'setAt'>, found: Found, now: Date): Pick<OwnSender, 'setAt' | 'provenAt' | 'found' | 'nextLookAt'> {
  const provenAt = found === 'our-key' ? (sender.provenAt ?? now) : found === 'no-answer' ? sender.provenAt : null;
  const wait = provenAt !== null && found === 'our-key' ? DAY_MS : HOUR_MS;
  // A record that went, perhaps by mistake, is awaited as long as one that never came.
  const setAt = sender.provenAt !== null && provenAt === null ? now : sender.setAt;
  const givenUp = provenAt === null && now.getTime() - setAt.getTime() > PATIENCE_MS;
  return { setAt, provenAt, found, nextLookAt: givenUp ? null : new Date(now.getTime() + wait) };
}
