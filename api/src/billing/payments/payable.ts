import { Injectable } from '@nestjs/common';
import type { PaymentPurpose } from '@perennial/contract/admin';
import type { Tx } from '../../platform/database/index.js';
import type { PaidWith } from '../invoices/paid-with.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { PaymentAttempt } from './payment-attempt.js';

/** Something that is to be paid. */
export interface Payable {
  readonly purpose: PaymentPurpose;
  /** The id of the quote or the top-up. */
  readonly id: string;
  /** The place that attempts compete for: two quotes for the same renewal have one place. */
  readonly place: string;
  readonly currency: string;
  readonly amountMinor: number;
}

/** One line of the payment page. */
export interface PayableLine {
  readonly name: string;
  readonly amountMinor: number;
}

/** What became of the money that came in. */
export interface Fulfilled {
  readonly subscription: Subscription;
  readonly invoiceId: string | null;
  /** For the audit: what the money bought. */
  readonly details: Readonly<Record<string, unknown>>;
  /** Done in the last statements of the transaction, because it locks what many share: the counter of the invoice numbers. */
  last(tx: Tx): Promise<void>;
}

/** What the owner of a purpose knows and payments don't. Everything runs in the caller's transaction. */
export interface PayablePurpose {
  /** What is to be paid now, or a refusal by name when it is no longer to be paid. Asked first, and again right before money is taken. */
  owed(tx: Tx, s: Subscription, id: string): Promise<Payable>;
  /** What the payment page says. The amounts sum up to the payable's. */
  lines(tx: Tx, workspaceId: string, id: string): Promise<readonly PayableLine[]>;
  /**
   * The money is here, under the subscription's lock.
   * @param paidWith what a payment page was told; null where we know it ourselves
   * @returns null when it buys nothing any more: it is put aside then
   */
  fulfil(tx: Tx, s: Subscription, attempt: PaymentAttempt, paidWith: PaidWith | null): Promise<Fulfilled | null>;
}

/** Where each purpose places itself. */
@Injectable()
export class PayablePurposes {
  private readonly purposes = new Map<PaymentPurpose, PayablePurpose>();

  register(purpose: PaymentPurpose, owner: PayablePurpose): void {
    if (this.purposes.has(purpose)) throw new Error(`Two owners of ${purpose}`);
    this.purposes.set(purpose, owner);
  }

  of({ purpose }: { readonly purpose: PaymentPurpose }): PayablePurpose {
    const owner = this.purposes.get(purpose);
    if (!owner) throw new Error(`Nobody owns ${purpose}`);
    return owner;
  }
}
