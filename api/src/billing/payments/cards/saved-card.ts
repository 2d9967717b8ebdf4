import { addDays, addMonths } from '@perennial/calendar';
import type { SavedCard as ShownCard } from '@perennial/contract/admin';

/** A card that may be charged later, as stored. */
export interface SavedCard {
  readonly workspaceId: string;
  readonly id: string;
  readonly stripePaymentMethodId: string;
  readonly brand: string;
  readonly last4: string;
  readonly expiresYear: number;
  readonly expiresMonth: number;
  readonly isDefault: boolean;
  /** Since when it is the card to charge. */
  readonly chosenAt: Date;
  readonly addedAt: Date;
  readonly removedAt: Date | null;
}

/** The last day of the month printed on it: cards are valid through that month. */
export function expiresOn({ expiresYear, expiresMonth }: Pick<SavedCard, 'expiresYear' | 'expiresMonth'>): string {
  return addDays(addMonths(`${expiresYear}-${String(expiresMonth).padStart(2, '0')}-01`, 1), -1);
}

export function presentCard(card: SavedCard): ShownCard {
  const { id, brand, last4, isDefault, addedAt } = card;
  return { id, brand, last4, expiresOn: expiresOn(card), isDefault, addedAt: addedAt.toISOString() };
}
