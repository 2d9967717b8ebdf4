import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';

export interface StoredMailbox {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly username: string;
  readonly sealedPassword: Buffer;
  readonly setAt: Date;
  /** Numbers of IMAP have 32 bits. */
  readonly uidValidity: number;
  readonly lastUid: number;
  readonly lookedAt: Date | null;
  readonly error: string | null;
  readonly nextLookAt: Date;
}

type Progress = Pick<StoredMailbox, 'uidValidity' | 'lastUid'>;

@Injectable()
export class ReplyMailboxStore {
  async get(tx: Tx, workspaceId: string, lock: '' | 'FOR UPDATE' = ''): Promise<StoredMailbox | null> {
    const [row] = await tx.query<StoredMailbox[]>(
      `SELECT host, port, security, username, sealed_password AS "sealedPassword", set_at AS "setAt", uid_validity::float8 AS "uidValidity", last_uid::float8 AS "lastUid",
              looked_at AS "lookedAt", error, next_look_at AS "nextLookAt"
       FROM reply_mailboxes WHERE workspace_id = $1 ${lock}`,
      [workspaceId],
    );
    return row ?? null;
  }

  async replace(tx: Tx, workspaceId: string, box: Omit<StoredMailbox, 'lookedAt' | 'error' | 'nextLookAt'>): Promise<void> {
    await tx.query(
      `INSERT INTO reply_mailboxes (workspace_id, host, port, security, username, sealed_password, set_at, uid_validity, last_uid, looked_at, next_look_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $7, $7)
       ON CONFLICT (workspace_id) DO UPDATE SET host = excluded.host, port = excluded.port, security = excluded.security, username = excluded.username, sealed_password = excluded.sealed_password,
         set_at = excluded.set_at, uid_validity = excluded.uid_validity, last_uid = excluded.last_uid, looked_at = excluded.looked_at, error = NULL, next_look_at = excluded.next_look_at`,
      [workspaceId, box.host, box.port, box.security, box.username, box.sealedPassword, box.setAt, box.uidValidity, box.lastUid],
    );
  }

  async remove(tx: Tx, workspaceId: string): Promise<void> {
    await tx.query('DELETE FROM reply_mailboxes WHERE workspace_id = $1', [workspaceId]);
  }

  /** Nothing when it was set anew meanwhile: the progress is another mailbox's. */
  async took(tx: Tx, workspaceId: string, { setAt }: StoredMailbox, { uidValidity, lastUid }: Progress): Promise<void> {
    await tx.query('UPDATE reply_mailboxes SET uid_validity = $3, last_uid = $4 WHERE workspace_id = $1 AND set_at = $2', [workspaceId, setAt, uidValidity, lastUid]);
  }

  async looked(tx: Tx, workspaceId: string, { setAt }: StoredMailbox, { error, nextLookAt }: Pick<StoredMailbox, 'error' | 'nextLookAt'>, now: Date): Promise<void> {
    await tx.query('UPDATE reply_mailboxes SET looked_at = $3, error = $4, next_look_at = $5 WHERE workspace_id = $1 AND set_at = $2', [workspaceId, setAt, now, error, nextLookAt]);
  }
}
