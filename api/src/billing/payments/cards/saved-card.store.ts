import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/http/index.js';
import type { ProviderCard } from '../provider/provider-state.js';
import type { SavedCard } from './saved-card.js';

const COLUMNS = `
  workspace_id AS "workspaceId", id, stripe_payment_method_id AS "stripePaymentMethodId", brand, last4, expires_year AS "expiresYear",
  expires_month AS "expiresMonth", is_default AS "isDefault", chosen_at AS "chosenAt", added_at AS "addedAt", removed_at AS "removedAt"`;

@Injectable()
export class SavedCardStore {
  /** Adds the card, or brings it back, and makes it the one to charge. Adding it twice changes nothing. */
  async put(tx: Tx, workspaceId: string, card: ProviderCard, consentId: string, now: Date): Promise<SavedCard> {
    const known = await this.byProviderId(tx, workspaceId, card.paymentMethodId);
    if (known && known.removedAt === null) return known;
    await tx.query('UPDATE saved_cards SET is_default = false WHERE workspace_id = $1 AND is_default', [workspaceId]);
    const [put] = await tx.query<SavedCard[]>(
      `INSERT INTO saved_cards (workspace_id, stripe_payment_method_id, brand, last4, expires_year, expires_month, is_default, consent_id, chosen_at, added_at)
       VALUES ($1, $2, $3, $4, $5, $6, true, $7, $8, $8)
       ON CONFLICT (workspace_id, stripe_payment_method_id) DO UPDATE SET is_default = true, consent_id = excluded.consent_id,
         chosen_at = excluded.chosen_at, added_at = excluded.added_at, removed_at = NULL
       RETURNING ${COLUMNS}`,
      [workspaceId, card.paymentMethodId, card.brand, card.last4, card.expiresYear, card.expiresMonth, consentId, now],
    );
    if (!put) throw new Error('The card was not stored');
    return put;
  }

  async list(tx: Tx, workspaceId: string): Promise<SavedCard[]> {
    return tx.query(`SELECT ${COLUMNS} FROM saved_cards WHERE workspace_id = $1 AND removed_at IS NULL ORDER BY is_default DESC, added_at DESC, id`, [workspaceId]);
  }

  async get(tx: Tx, workspaceId: string, id: string): Promise<SavedCard> {
    const [found] = await tx.query<SavedCard[]>(`SELECT ${COLUMNS} FROM saved_cards WHERE workspace_id = $1 AND id = $2`, [workspaceId, id]);
    if (!found) throw new Refusal('not-found');
    return found;
  }

  /** The card to charge. */
  async findDefault(tx: Tx, workspaceId: string): Promise<SavedCard | null> {
    const [found] = await tx.query<SavedCard[]>(`SELECT ${COLUMNS} FROM saved_cards WHERE workspace_id = $1 AND is_default`, [workspaceId]);
    return found ?? null;
  }

  async byProviderId(tx: Tx, workspaceId: string, paymentMethodId: string): Promise<SavedCard | null> {
    const [found] = await tx.query<SavedCard[]>(`SELECT ${COLUMNS} FROM saved_cards WHERE workspace_id = $1 AND stripe_payment_method_id = $2`, [workspaceId, paymentMethodId]);
    return found ?? null;
  }

  async choose(tx: Tx, card: SavedCard, now: Date): Promise<SavedCard> {
    await tx.query('UPDATE saved_cards SET is_default = false WHERE workspace_id = $1 AND is_default', [card.workspaceId]);
    await tx.query('UPDATE saved_cards SET is_default = true, chosen_at = $3 WHERE workspace_id = $1 AND id = $2', [card.workspaceId, card.id, now]);
    return { ...card, isDefault: true, chosenAt: now };
  }

  /** The bank has sent the customer a new card for the same account. */
  async renew(tx: Tx, card: SavedCard, { last4, expiresYear, expiresMonth }: ProviderCard): Promise<void> {
    await tx.query('UPDATE saved_cards SET last4 = $3, expires_year = $4, expires_month = $5 WHERE workspace_id = $1 AND id = $2', [
      card.workspaceId, card.id, last4, expiresYear, expiresMonth,
    ]);
  }

  async remove(tx: Tx, card: SavedCard, now: Date): Promise<void> {
    await tx.query('UPDATE saved_cards SET is_default = false, removed_at = $3 WHERE workspace_id = $1 AND id = $2', [card.workspaceId, card.id, now]);
  }
}
