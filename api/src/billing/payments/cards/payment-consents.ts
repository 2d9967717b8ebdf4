import { Injectable } from '@nestjs/common';
import type { AgreedWording, PaymentConsentPurpose } from '@perennial/contract/admin';
import { IpHashes } from '../../../privacy/index.js';
import type { Actor } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import type { Tx } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import { PAYMENT_WORDINGS } from './payment-wordings.js';

/** Who says it, and from where. */
export interface ConsentingPerson {
  readonly actor: Actor;
  readonly ip: string;
}

/** The record of what payers agreed to. Entries are only added. */
@Injectable()
export class PaymentConsents {
  constructor(
    private readonly ipHashes: IpHashes,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the entry. Refuses `payment-wording-outdated` when the text that was read is not the one in force */
  async give(tx: Tx, workspaceId: string, purpose: PaymentConsentPurpose, person: ConsentingPerson, agreed: AgreedWording): Promise<string> {
    if (!PAYMENT_WORDINGS.some((wording) => wording.purpose === purpose && wording.version === agreed.wordingVersion)) throw new Refusal('payment-wording-outdated');
    return this.add(tx, workspaceId, purpose, 'given', person, agreed);
  }

  /** Takes the newest consent for the purpose back. Nothing needs to be read for that. */
  async withdraw(tx: Tx, workspaceId: string, purpose: PaymentConsentPurpose, person: ConsentingPerson): Promise<string> {
    const [given] = await tx.query<AgreedWording[]>(
      `SELECT wording_version AS "wordingVersion", locale FROM payment_consents WHERE workspace_id = $1 AND purpose = $2 ORDER BY decided_at DESC, id DESC LIMIT 1`,
      [workspaceId, purpose],
    );
    return this.add(tx, workspaceId, purpose, 'withdrawn', person, given ?? { wordingVersion: 'none', locale: 'en' });
  }

  private async add(tx: Tx, workspaceId: string, purpose: PaymentConsentPurpose, decision: 'given' | 'withdrawn', { actor, ip }: ConsentingPerson, agreed: AgreedWording): Promise<string> {
    const [added] = await tx.query<{ id: string }[]>(
      `INSERT INTO payment_consents (workspace_id, purpose, decision, wording_version, locale, decided_at, actor_kind, actor_id, ip_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
      [workspaceId, purpose, decision, agreed.wordingVersion, agreed.locale, this.clock.now(), actor.kind, actor.id, this.ipHashes.of(workspaceId, ip)],
    );
    if (!added) throw new Error('The consent was not stored');
    return added.id;
  }
}
