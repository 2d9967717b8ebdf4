import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Found } from './found-in-dns.js';

export interface OwnSender {
  readonly address: string;
  readonly selector: string;
  readonly publicKey: string;
  readonly sealedKey: Buffer;
  /** Since when its record is awaited, or was. */
  readonly setAt: Date;
  readonly provenAt: Date | null;
  readonly lookedAt: Date | null;
  readonly found: Found | null;
  readonly nextLookAt: Date | null;
}

const COLUMNS = `address, selector, public_key AS "publicKey", sealed_key AS "sealedKey", set_at AS "setAt", proven_at AS "provenAt", looked_at AS "lookedAt", found, next_look_at AS "nextLookAt"`;

@Injectable()
export class MailSenderStore {
  async get(tx: Tx, workspaceId: string, lock: '' | 'FOR UPDATE' = ''): Promise<OwnSender | null> {
    const [row] = await tx.query<OwnSender[]>(`SELECT ${COLUMNS} FROM mail_senders WHERE workspace_id = $1 ${lock}`, [workspaceId]);
    return row ?? null;
  }

  async replace(tx: Tx, workspaceId: string, sender: Pick<OwnSender, 'address' | 'selector' | 'publicKey' | 'sealedKey'>, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO mail_senders (workspace_id, address, selector, public_key, sealed_key, set_at, next_look_at) VALUES ($1, $2, $3, $4, $5, $6, $6)
       ON CONFLICT (workspace_id) DO UPDATE SET address = excluded.address, selector = excluded.selector, public_key = excluded.public_key, sealed_key = excluded.sealed_key,
         set_at = excluded.set_at, next_look_at = excluded.next_look_at, proven_at = NULL, looked_at = NULL, found = NULL`,
      [workspaceId, sender.address, sender.selector, sender.publicKey, sender.sealedKey, now],
    );
  }

  /** Within its domain: the proof stays. */
  async rename(tx: Tx, workspaceId: string, address: string): Promise<void> {
    await tx.query('UPDATE mail_senders SET address = $2 WHERE workspace_id = $1', [workspaceId, address]);
  }

  async remove(tx: Tx, workspaceId: string): Promise<void> {
    await tx.query('DELETE FROM mail_senders WHERE workspace_id = $1', [workspaceId]);
  }

  async looked(tx: Tx, workspaceId: string, { setAt, provenAt, found, nextLookAt }: Pick<OwnSender, 'setAt' | 'provenAt' | 'found' | 'nextLookAt'>, now: Date): Promise<void> {
    await tx.query('UPDATE mail_senders SET proven_at = $2, found = $3, next_look_at = $4, looked_at = $5, set_at = $6 WHERE workspace_id = $1', [workspaceId, provenAt, found, nextLookAt, now, setAt]);
  }
}
