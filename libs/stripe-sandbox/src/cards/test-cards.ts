import { type Decline } from './declines.js';

export interface TestCard {
  readonly number: string;
  readonly brand: 'visa' | 'mastercard' | 'amex' | 'unionpay' | 'jcb';
  /** Names by which a server uses it, without ever holding a number. */
  readonly tokens: readonly string[];
  /** When the bank wants the cardholder to confirm (3-D Secure). */
  readonly authentication: 'never' | 'always' | 'on-session' | 'unless-set-up';
  /** What the bank says to a charge, after authentication where that is wanted. */
  readonly charge: 'succeeds' | Decline;
  /** What the bank says when the card is only saved. */
  readonly saving: 'succeeds' | Decline;
  /** What happens to a charge that succeeded. */
  readonly aftermath?: 'disputed-as-fraud' | 'disputed-as-not-received' | 'inquiry' | 'refund-pending' | 'refund-fails';
}

/** Stripe's published test cards, and what becomes of each. Any future expiry and any CVC will do. */
export const TEST_CARDS: readonly TestCard[] = [
  card('4242424242424242', ['visa']),
  card('4000056655665556', ['visa_debit']),
  card('5555555555554444', ['mastercard'], { brand: 'mastercard' }),
  card('378282246310005', ['amex'], { brand: 'amex' }),
  card('6200000000000005', ['unionpay'], { brand: 'unionpay' }),
  card('3566002020360505', ['jcb'], { brand: 'jcb' }),

  card('4000002500003155', ['authenticationRequiredOnSetup'], { authentication: 'unless-set-up' }),
  card('4000002760003184', ['authenticationRequired'], { authentication: 'always' }),
  card('4000003800000446', ['authenticationRequiredSetupForOffSession'], { authentication: 'on-session' }),
  card('4000008260003178', ['authenticationRequiredChargeDeclinedInsufficientFunds'], {
    authentication: 'unless-set-up',
    charge: 'insufficient_funds',
  }),
  card('4000000000003220', ['threeDSecure2Required'], { authentication: 'always' }),
  card('4000008400001629', ['threeDSecureRequiredChargeDeclined'], { authentication: 'always', charge: 'generic_decline' }),
  card('4000008400001280', ['threeDSecureRequiredProcessingError'], { authentication: 'always', charge: 'processing_error' }),

  card('4000000000000341', ['chargeCustomerFail'], { charge: 'generic_decline' }),
  card('4000000000000002', ['chargeDeclined', 'visa_chargeDeclined'], refused('generic_decline')),
  card('4000000000009995', ['chargeDeclinedInsufficientFunds', 'visa_chargeDeclinedInsufficientFunds'], refused('insufficient_funds')),
  card('4000000000009987', ['chargeDeclinedLostCard', 'visa_chargeDeclinedLostCard'], refused('lost_card')),
  card('4000000000009979', ['chargeDeclinedStolenCard', 'visa_chargeDeclinedStolenCard'], refused('stolen_card')),
  card('4000000000000069', ['chargeDeclinedExpiredCard'], refused('expired_card')),
  card('4000000000000127', ['chargeDeclinedIncorrectCvc'], refused('incorrect_cvc')),
  card('4000000000000119', ['chargeDeclinedProcessingError'], refused('processing_error')),
  card('4000000000006975', ['chargeDeclinedVelocityLimitExceeded'], refused('card_velocity_exceeded')),

  card('4000000000000259', ['createDispute'], { aftermath: 'disputed-as-fraud' }),
  card('4000000000002685', ['createDisputeProductNotReceived'], { aftermath: 'disputed-as-not-received' }),
  card('4000000000001976', ['createDisputeInquiry'], { aftermath: 'inquiry' }),
  card('4000000000007726', ['pendingRefund'], { aftermath: 'refund-pending' }),
  card('4000000000005126', ['refundFail'], { aftermath: 'refund-fails' }),
];

/** The test card with this number (spaces allowed), or undefined: a real card's number is never taken. */
export function testCard(number: string): TestCard | undefined {
  const digits = number.replace(/\s/g, '');
  return TEST_CARDS.find((known) => known.number === digits);
}

/** The test card behind `pm_card_visa` or `tok_visa`. */
export function testCardOfToken(token: string): TestCard | undefined {
  const name = token.replace(/^(pm_card_|tok_)/, '');
  return name === token ? undefined : TEST_CARDS.find((known) => known.tokens.includes(name));
}

function card(number: string, tokens: readonly string[], differs: Partial<TestCard> = {}): TestCard {
  return { number, tokens, brand: 'visa', authentication: 'never', charge: 'succeeds', saving: 'succeeds', ...differs };
}

function refused(decline: Decline): Partial<TestCard> {
  return { charge: decline, saving: decline };
}
