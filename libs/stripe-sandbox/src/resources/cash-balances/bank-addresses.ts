import type Stripe from 'stripe';
import { createHash } from 'node:crypto';
import { invalidRequest } from '../../http/stripe-problem.js';

export type TransferType = 'eu_bank_transfer' | 'gb_bank_transfer' | 'jp_bank_transfer' | 'mx_bank_transfer' | 'us_bank_transfer';
type BankTransfer = Stripe.FundingInstructions.BankTransfer;

/** Stripe has bank transfers in these five places only, each in its own currency. */
const CURRENCY_OF: Readonly<Record<TransferType, string>> = {
  eu_bank_transfer: 'eur',
  gb_bank_transfer: 'gbp',
  jp_bank_transfer: 'jpy',
  mx_bank_transfer: 'mxn',
  us_bank_transfer: 'usd',
};

/** The account a customer transfers to: made up, but always the same for the same customer. @throws StripeProblem when the currency doesn't fit */
export function bankTransferTo(customer: string, type: TransferType, currency: string): BankTransfer {
  if (CURRENCY_OF[type] !== currency) {
    throw invalidRequest(`The bank transfer type ${type} cannot be used with the currency ${currency}.`, { param: 'bank_transfer[type]' });
  }
  const digits = BigInt(`0x${createHash('sha256').update(customer).digest('hex')}`).toString().slice(-18);
  return ADDRESSES[type](digits);
}

export function transferTypeFor(currency: string): TransferType | undefined {
  return (Object.keys(CURRENCY_OF) as TransferType[]).find((type) => CURRENCY_OF[type] === currency);
}

const ADDRESS: Stripe.Address = { city: 'Testville', country: 'US', line1: '1 Sandbox Street', line2: null, postal_code: '00000', state: null };
const HOLDER = { account_holder_address: ADDRESS, account_holder_name: 'Sandbox (test, no real account)', bank_address: ADDRESS };

const ADDRESSES: Readonly<Record<TransferType, (digits: string) => BankTransfer>> = {
  eu_bank_transfer: (digits) => ({
    country: 'DE',
    type: 'eu_bank_transfer',
    financial_addresses: [
      { type: 'iban', supported_networks: ['sepa'], iban: { ...HOLDER, bic: 'TESTDE00XXX', country: 'DE', iban: `DE00${digits}` } },
    ],
  }),
  gb_bank_transfer: (digits) => ({
    country: 'GB',
    type: 'gb_bank_transfer' as BankTransfer['type'],
    financial_addresses: [
      {
        type: 'sort_code',
        supported_networks: ['bacs', 'fps'],
        sort_code: { ...HOLDER, account_number: digits.slice(0, 8), sort_code: '000000' },
      },
    ],
  }),
  jp_bank_transfer: (digits) => ({
    country: 'JP',
    type: 'jp_bank_transfer',
    financial_addresses: [
      {
        type: 'zengin',
        supported_networks: ['zengin'],
        zengin: {
          ...HOLDER,
          account_number: digits.slice(0, 7),
          account_type: 'futsu',
          bank_code: '0000',
          bank_name: 'Sandbox bank',
          branch_code: '000',
          branch_name: 'Sandbox branch',
        },
      },
    ],
  }),
  mx_bank_transfer: (digits) => ({
    country: 'MX',
    type: 'mx_bank_transfer' as BankTransfer['type'],
    financial_addresses: [
      { type: 'spei', supported_networks: ['spei'], spei: { ...HOLDER, bank_code: '000', bank_name: 'Sandbox bank', clabe: digits } },
    ],
  }),
  us_bank_transfer: (digits) => ({
    country: 'US',
    type: 'us_bank_transfer' as BankTransfer['type'],
    financial_addresses: [
      {
        type: 'aba',
        supported_networks: ['ach', 'domestic_wire_us'],
        aba: { ...HOLDER, account_number: digits.slice(0, 12), account_type: 'checking', bank_name: 'Sandbox bank', routing_number: '000000000' },
      },
    ],
  }),
};
