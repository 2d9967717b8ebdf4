import { z } from 'zod';
import { testCard, testCardOfToken } from '../../cards/test-cards.js';
import { integer, text } from '../../http/form.js';
import { StripeProblem } from '../../http/stripe-problem.js';
import { type World } from '../../world.js';
import { aYearAhead, type CardEntry } from './payment-method.js';

export const cardForm = z.union([
  z.strictObject({ token: text }),
  z.strictObject({ number: text, exp_month: integer, exp_year: integer, cvc: text.optional() }),
]);

/**
 * Reads a card as it was typed or tokenised.
 * @throws StripeProblem when it isn't one of the test cards, or its date or code can't be right
 */
export function readCard(world: World, given: z.infer<typeof cardForm>): CardEntry {
  if ('token' in given) {
    const card = testCardOfToken(given.token);
    if (card === undefined) throw cardProblem('invalid_request_error', `No such token: '${given.token}'`, 'resource_missing', 'card[token]');
    return { card, ...aYearAhead(world) };
  }
  const digits = given.number.replace(/\s/g, '');
  if (!passesLuhn(digits)) throw cardProblem('card_error', 'Your card number is incorrect.', 'incorrect_number', 'number');
  const card = testCard(digits);
  if (card === undefined) {
    throw cardProblem('card_error', 'Your card was declined. Only test cards work here; do not enter a real one.', 'card_declined', 'number');
  }
  const expYear = given.exp_year < 100 ? 2000 + given.exp_year : given.exp_year;
  if (given.exp_month < 1 || given.exp_month > 12) {
    throw cardProblem('card_error', "Your card's expiration month is invalid.", 'invalid_expiry_month', 'exp_month');
  }
  const now = new Date(world.now() * 1000);
  if (expYear * 12 + given.exp_month < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1 || expYear > now.getUTCFullYear() + 50) {
    throw cardProblem('card_error', "Your card's expiration year is invalid.", 'invalid_expiry_year', 'exp_year');
  }
  if (given.cvc !== undefined && !/^\d{3,4}$/.test(given.cvc)) {
    throw cardProblem('card_error', "Your card's security code is invalid.", 'invalid_cvc', 'cvc');
  }
  return { card, expMonth: given.exp_month, expYear };
}

function cardProblem(type: 'card_error' | 'invalid_request_error', message: string, code: string, param: string): StripeProblem {
  return new StripeProblem(type === 'card_error' ? 402 : 400, type, message, { code, param });
}

function passesLuhn(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, position) => {
    const value = Number(digit) * (position % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
