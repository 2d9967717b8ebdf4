import { type ArgumentsHost, Catch, Logger } from '@nestjs/common';
import Stripe from 'stripe';
import { ProblemFilter, Refusal } from '../../../platform/http/index.js';
import { isDefiniteNo } from './stripe.js';

/** For routes that ask the provider while somebody waits: what it does not answer is told by name. Its definite "no" to a request of ours is our mistake. */
@Catch(Stripe.errors.StripeError)
export class ProviderDownFilter extends ProblemFilter {
  private readonly provider = new Logger('billing');

  override catch(error: Stripe.errors.StripeError, host: ArgumentsHost): void {
    if (isDefiniteNo(error)) return super.catch(error, host);
    this.provider.warn({ err: error }, 'the payment provider did not answer');
    super.catch(new Refusal('payment-provider-down'), host);
  }
}
