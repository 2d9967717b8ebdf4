import { Injectable } from '@nestjs/common';
import type { PaymentAttempt } from '../payment-attempt.js';
import { CardDebits } from './card-debits.js';
import { CheckoutSessions } from './checkout-sessions.js';
import type { ProviderPayment, ProviderState } from './provider-state.js';

/** Attempts at the provider, each by its method. */
@Injectable()
export class ProviderPayments implements ProviderPayment {
  constructor(
    private readonly checkouts: CheckoutSessions,
    private readonly debits: CardDebits,
  ) {}

  async ensure(attempt: PaymentAttempt): Promise<ProviderState> {
    return this.of(attempt).ensure(attempt);
  }

  async look(attempt: PaymentAttempt): Promise<ProviderState | null> {
    return this.of(attempt).look(attempt);
  }

  async close(attempt: PaymentAttempt): Promise<ProviderState> {
    return this.of(attempt).close(attempt);
  }

  private of({ method, id }: PaymentAttempt): ProviderPayment {
    if (method === 'checkout') return this.checkouts;
    if (method === 'saved-card') return this.debits;
    throw new Error(`The attempt ${id} by ${method} is nothing the provider knows`);
  }
}
