import { type Decline } from './declines.js';
import { type TestCard } from './test-cards.js';

export interface ChargeCircumstances {
  /** The cardholder isn't there: nobody can be asked. */
  readonly offSession: boolean;
  /** The cardholder confirmed this very payment. */
  readonly authenticated: boolean;
  /** The card was saved for off-session use with the cardholder's confirmation. */
  readonly setUp: boolean;
}

export type ChargeDecision = { kind: 'succeeds' } | { kind: 'declined'; decline: Decline } | { kind: 'needs-authentication' };

/** What the bank behind a test card answers to a charge. */
export function decideCharge(card: TestCard, circumstances: ChargeCircumstances): ChargeDecision {
  if (wantsAuthentication(card, circumstances)) {
    return circumstances.offSession ? { kind: 'declined', decline: 'authentication_required' } : { kind: 'needs-authentication' };
  }
  return card.charge === 'succeeds' ? { kind: 'succeeds' } : { kind: 'declined', decline: card.charge };
}

/** What the bank answers when the card is to be saved for later. */
export function decideSaving(card: TestCard, circumstances: ChargeCircumstances): ChargeDecision {
  if (card.saving !== 'succeeds') return { kind: 'declined', decline: card.saving };
  const asks = card.authentication === 'always' || card.authentication === 'unless-set-up';
  return asks && !circumstances.authenticated ? { kind: 'needs-authentication' } : { kind: 'succeeds' };
}

function wantsAuthentication(card: TestCard, { offSession, authenticated, setUp }: ChargeCircumstances): boolean {
  if (authenticated) return false;
  switch (card.authentication) {
    case 'never':
      return false;
    case 'always':
      return true;
    case 'on-session':
      return !offSession;
    case 'unless-set-up':
      return !offSession || !setUp;
  }
}
