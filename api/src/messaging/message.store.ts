import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';
import type { EndedMessage, MessageAtTheDoor, NewMessage, TemplateName } from './message.js';

export const AT_THE_DOOR = `id, workspace_id AS "workspaceId", purpose, channel, customer_id AS "customerId", to_address AS "to", locale, template, variables,
  attempts, created_at AS "createdAt"`;

/** What may not be taken in hand at the moment. */
export interface Shut {
  readonly purposes: readonly string[];
  readonly channels: readonly string[];
}

const OPEN: Shut = { purposes: [], channels: [] };

/** The rows that are the outbox. Leases are in real time: which run has a message in hand is no business date. */
@Injectable()
export class MessageStore {
  /** Adds messages in one statement; an id for each new one, null for each whose dedupe key is known. */
  async add(tx: Tx, workspaceId: string, messages: readonly NewMessage<TemplateName>[], now: Date): Promise<(string | null)[]> {
    const rows = await tx.query<{ id: string; dedupe_key: string }[]>(
      `INSERT INTO messages (workspace_id, purpose, channel, customer_id, to_address, locale, template, variables, dedupe_key, status, next_attempt_at, created_at)
       SELECT $1, m.purpose, m.channel, m."customerId", m."to", m.locale, m.template, m.variables, m."dedupeKey", 'queued', $3, $3
       FROM jsonb_to_recordset($2::jsonb) AS m (purpose text, channel text, "customerId" uuid, "to" text, locale text, template text, variables jsonb, "dedupeKey" text)
       ON CONFLICT (workspace_id, dedupe_key) DO NOTHING
       RETURNING id, dedupe_key`,
      [workspaceId, JSON.stringify(messages), now],
    );
    const ids = new Map(rows.map((row) => [row.dedupe_key, row.id]));
    return messages.map((message) => {
      const id = ids.get(message.dedupeKey) ?? null;
      ids.delete(message.dedupeKey);
      return id;
    });
  }

  /** Takes up to `limit` due messages in hand for `runId`. Other runs pass over them. */
  async claim(tx: Tx, workspaceId: string, runId: string, now: Date, limit: number, leaseSeconds: number, shut: Shut = OPEN): Promise<string[]> {
    const rows = await tx.query<[{ id: string }[], number]>(
      `UPDATE messages SET leased_by = $2, leased_until = now() + make_interval(secs => $5)
       WHERE workspace_id = $1 AND id IN (
         SELECT id FROM messages
         WHERE workspace_id = $1 AND status IN ('queued', 'held') AND next_attempt_at <= $3 AND (leased_until IS NULL OR leased_until < now())
           AND purpose <> ALL($6) AND channel <> ALL($7)
         ORDER BY next_attempt_at LIMIT $4 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [workspaceId, runId, now, limit, leaseSeconds, shut.purposes, shut.channels],
    );
    return rows[0].map((row) => row.id);
  }

  /** Gives back what a run took in hand and did not begin with. */
  async release(tx: Tx, workspaceId: string, ids: readonly string[], runId: string): Promise<void> {
    await tx.query(
      `UPDATE messages SET leased_by = NULL, leased_until = NULL WHERE workspace_id = $1 AND id = ANY($2) AND leased_by = $3 AND status IN ('queued', 'held')`,
      [workspaceId, ids, runId],
    );
  }

  /** Those of the messages, locked, that this run still has in hand and that have not left yet. */
  async lockInHand(tx: Tx, workspaceId: string, ids: readonly string[], runId: string): Promise<MessageAtTheDoor[]> {
    return tx.query<MessageAtTheDoor[]>(
      `SELECT ${AT_THE_DOOR} FROM messages
       WHERE workspace_id = $1 AND id = ANY($2) AND leased_by = $3 AND status IN ('queued', 'held') ORDER BY id FOR UPDATE`,
      [workspaceId, ids, runId],
    );
  }

  /**
   * From here until their outcomes are written the messages may leave at any moment. The lease counts from this statement: the
   * transaction may have begun long before.
   */
  async markSending(tx: Tx, workspaceId: string, messages: readonly (Pick<MessageAtTheDoor, 'id' | 'variables'> & { readonly templateVersion: number | null })[], leaseSeconds: number): Promise<void> {
    await tx.query(
      `UPDATE messages m SET status = 'sending', held_because = NULL, variables = l.variables, template_version = l."templateVersion", attempts = m.attempts + 1,
              leased_until = clock_timestamp() + make_interval(secs => $3), called_back_at = NULL
       FROM jsonb_to_recordset($2::jsonb) AS l (id uuid, variables jsonb, "templateVersion" int)
       WHERE m.workspace_id = $1 AND m.id = ANY($4) AND m.id = l.id`,
      [workspaceId, JSON.stringify(messages.map(({ id, variables, templateVersion }) => ({ id, variables, templateVersion }))), leaseSeconds, idsOf(messages)],
    );
  }

  /** Whether the message is still this run's to write about; then it is locked. Another has taken it over when its lease ran out. */
  async lockSending(tx: Tx, workspaceId: string, id: string, runId: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(`SELECT 1 FROM messages WHERE workspace_id = $1 AND id = $2 AND leased_by = $3 AND status = 'sending' FOR UPDATE`, [workspaceId, id, runId]);
    return rows.length > 0;
  }

  /** They wait, each for its own reason until its own moment. */
  async hold(tx: Tx, workspaceId: string, held: readonly { readonly id: string; readonly because: string; readonly until: Date }[]): Promise<void> {
    if (held.length === 0) return;
    await tx.query(
      `UPDATE messages m SET status = 'held', held_because = h.because, next_attempt_at = h.until, leased_by = NULL, leased_until = NULL
       FROM jsonb_to_recordset($2::jsonb) AS h (id uuid, because text, until timestamptz)
       WHERE m.workspace_id = $1 AND m.id = ANY($3) AND m.id = h.id`,
      [workspaceId, JSON.stringify(held), idsOf(held)],
    );
  }

  /** Writes how they ended. */
  async settle(tx: Tx, workspaceId: string, ended: readonly EndedMessage[]): Promise<void> {
    const rows = ended.map(({ message: { id }, outcome }) => ({ id, at: null, because: null, ...outcome }));
    await tx.query(
      `UPDATE messages m SET status = o.status, sent_at = o.at, skipped_because = CASE o.status WHEN 'skipped' THEN o.because END,
              error = CASE o.status WHEN 'failed' THEN o.because END, held_because = NULL, leased_by = NULL, leased_until = NULL
       FROM jsonb_to_recordset($2::jsonb) AS o (id uuid, status text, at timestamptz, because text)
       WHERE m.workspace_id = $1 AND m.id = ANY($3) AND m.id = o.id`,
      [workspaceId, JSON.stringify(rows), idsOf(rows)],
    );
  }

  /** They certainly did not leave: they wait for their next attempt. */
  async putBack(tx: Tx, workspaceId: string, ids: readonly string[], nextAttemptAt: Date, error: string | null): Promise<void> {
    if (ids.length === 0) return;
    await tx.query(
      `UPDATE messages SET status = 'queued', next_attempt_at = $3, error = $4, leased_by = NULL, leased_until = NULL WHERE workspace_id = $1 AND id = ANY($2)`,
      [workspaceId, ids, nextAttemptAt, error],
    );
  }

  /** It may or may not have left. It is looked up after a pause in which a slow server can finish. */
  async doubt(tx: Tx, message: Pick<MessageAtTheDoor, 'workspaceId' | 'id'>, error: string, pauseSeconds: number): Promise<void> {
    await tx.query(
      `UPDATE messages SET status = 'unknown', error = $3, leased_by = NULL, leased_until = now() + make_interval(secs => $4) WHERE workspace_id = $1 AND id = $2`,
      [message.workspaceId, message.id, error, pauseSeconds],
    );
  }

  /** Turns messages whose run died while they were leaving into messages in doubt, with the same pause. */
  async doubtAbandoned(tx: Tx, workspaceId: string, pauseSeconds: number): Promise<number> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE messages SET status = 'unknown', error = 'interrupted', leased_by = NULL, leased_until = now() + make_interval(secs => $2)
       WHERE workspace_id = $1 AND status = 'sending' AND leased_until < now()`,
      [workspaceId, pauseSeconds],
    );
    return count;
  }

  /** Messages in doubt of which a provider has told something meanwhile: they have left. */
  async lockWitnessed(tx: Tx, workspaceId: string): Promise<MessageAtTheDoor[]> {
    return tx.query<MessageAtTheDoor[]>(
      `SELECT ${AT_THE_DOOR} FROM messages WHERE workspace_id = $1 AND status = 'unknown' AND delivery IS NOT NULL FOR UPDATE SKIP LOCKED`,
      [workspaceId],
    );
  }

  /** Takes mails in doubt in hand to look them up. What is no mail stands in no mail server's log: a person decides about it. */
  async claimInDoubt(tx: Tx, workspaceId: string, runId: string, limit: number, leaseSeconds: number): Promise<MessageAtTheDoor[]> {
    const [rows] = await tx.query<[MessageAtTheDoor[], number]>(
      `UPDATE messages SET leased_by = $2, leased_until = now() + make_interval(secs => $4)
       WHERE workspace_id = $1 AND id IN (
         SELECT id FROM messages WHERE workspace_id = $1 AND status = 'unknown' AND channel = 'email' AND leased_until < now()
         ORDER BY leased_until LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING ${AT_THE_DOOR}`,
      [workspaceId, runId, limit, leaseSeconds],
    );
    return rows;
  }

  /** Those of the messages that are still in doubt, locked, for a person to decide about, or for the run that has them in hand. */
  async lockUnknown(tx: Tx, workspaceId: string, ids: readonly string[], runId: string | null = null): Promise<MessageAtTheDoor[]> {
    return tx.query<MessageAtTheDoor[]>(
      `SELECT ${AT_THE_DOOR} FROM messages WHERE workspace_id = $1 AND id = ANY($2) AND status = 'unknown' AND ($3::uuid IS NULL OR leased_by = $3) ORDER BY id FOR UPDATE`,
      [workspaceId, ids, runId],
    );
  }

  /** Whether something of a message of this purpose may still leave for the customer at this moment. */
  async isLeavingFor(tx: Tx, workspaceId: string, customerId: string, purpose: string): Promise<boolean> {
    const [row] = await tx.query<{ leaving: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM messages WHERE workspace_id = $1 AND customer_id = $2 AND purpose = $3 AND status = 'sending' AND leased_until > now() AND called_back_at IS NULL) AS leaving`,
      [workspaceId, customerId, purpose],
    );
    return row?.leaving ?? false;
  }

  /** The process that has them in hand says that nothing of them leaves from now on. */
  async noteCalledBack(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
    await tx.query(`UPDATE messages SET called_back_at = now() WHERE workspace_id = $1 AND id = ANY($2) AND status = 'sending' AND called_back_at IS NULL`, [workspaceId, ids]);
  }

  /** What a tick must know of a workspace: is there something to send, or to look up? */
  async hasWork(tx: Tx, workspaceId: string, now: Date): Promise<boolean> {
    const [row] = await tx.query<{ work: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM messages WHERE workspace_id = $1 AND status IN ('queued', 'held') AND next_attempt_at <= $2)
           OR EXISTS (SELECT 1 FROM messages WHERE workspace_id = $1 AND status IN ('sending', 'unknown') AND leased_until < now()) AS work`,
      [workspaceId, now],
    );
    return row?.work ?? false;
  }

  async nextAttemptAfter(tx: Tx, workspaceId: string, after: Date): Promise<Date | null> {
    const [row] = await tx.query<{ at: Date | null }[]>(
      `SELECT min(next_attempt_at) AS at FROM messages WHERE workspace_id = $1 AND status IN ('queued', 'held') AND next_attempt_at > $2`,
      [workspaceId, after],
    );
    return row?.at ?? null;
  }
}

/** Said beside a join with what was given: the planner guesses that at a hundred rows, and would rather look at all messages there are. */
function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
