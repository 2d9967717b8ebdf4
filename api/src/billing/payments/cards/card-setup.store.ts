import { Injectable } from '@nestjs/common';
import type { CardSetup as ShownSetup } from '@perennial/contract/admin';
import type { Tx } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';

/** One visit to the provider's page to save a card, as stored. */
export interface CardSetup {
  readonly workspaceId: string;
  readonly id: string;
  readonly status: ShownSetup['status'];
  readonly consentId: string;
  readonly stripeSessionId: string | null;
  readonly url: string | null;
  readonly cardId: string | null;
  readonly createdAt: Date;
}

type Change = Partial<Pick<CardSetup, 'status' | 'stripeSessionId' | 'url' | 'cardId'>>;

const COLUMNS = `
  workspace_id AS "workspaceId", id, status, consent_id AS "consentId", stripe_session_id AS "stripeSessionId", url, card_id AS "cardId", created_at AS "createdAt"`;

@Injectable()
export class CardSetupStore {
  async add(tx: Tx, workspaceId: string, consentId: string, now: Date): Promise<CardSetup> {
    const [added] = await tx.query<CardSetup[]>(
      `INSERT INTO card_setups (workspace_id, status, consent_id, created_at) VALUES ($1, 'creating', $2, $3) RETURNING ${COLUMNS}`,
      [workspaceId, consentId, now],
    );
    if (!added) throw new Error('The setup was not stored');
    return added;
  }

  async find(tx: Tx, workspaceId: string, id: string): Promise<CardSetup | null> {
    const [found] = await tx.query<CardSetup[]>(`SELECT ${COLUMNS} FROM card_setups WHERE workspace_id = $1 AND id = $2`, [workspaceId, id]);
    return found ?? null;
  }

  async lock(tx: Tx, workspaceId: string, id: string): Promise<CardSetup> {
    const [found] = await tx.query<CardSetup[]>(`SELECT ${COLUMNS} FROM card_setups WHERE workspace_id = $1 AND id = $2 FOR UPDATE`, [workspaceId, id]);
    if (!found) throw new Refusal('not-found');
    return found;
  }

  async change(tx: Tx, setup: CardSetup, change: Change, settledAt: Date | null = null): Promise<CardSetup> {
    const changed = { ...setup, ...change };
    await tx.query('UPDATE card_setups SET status = $3, stripe_session_id = $4, url = $5, card_id = $6, settled_at = coalesce($7, settled_at) WHERE workspace_id = $1 AND id = $2', [
      setup.workspaceId, setup.id, changed.status, changed.stripeSessionId, changed.url, changed.cardId, settledAt,
    ]);
    return changed;
  }
}

export function presentSetup({ id, status, url, cardId, createdAt }: CardSetup): ShownSetup {
  return { id, status, url: status === 'open' ? url : null, cardId, createdAt: createdAt.toISOString() };
}
