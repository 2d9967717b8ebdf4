import { Inject, Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';

const TIMEOUT_MS = 20_000;

/** The payment provider's client. */
@Injectable()
export class StripeClient {
  readonly api: Stripe;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.api = new Stripe(settings.stripeSecretKey, {
      timeout: TIMEOUT_MS,
      maxNetworkRetries: 2,
      telemetry: false,
      ...(settings.stripeApiBase === null ? {} : addressOf(settings.stripeApiBase)),
    });
  }
}

function addressOf(base: string): { host: string; port: string; protocol: 'http' | 'https' } {
  const { hostname, port, protocol } = new URL(base);
  const scheme = protocol === 'http:' ? 'http' : 'https';
  return { host: hostname, port: port || (scheme === 'http' ? '80' : '443'), protocol: scheme };
}

/** Whether the provider gave a definite "no", after which nothing can have been charged. Anything else may have happened. */
export function isDefiniteNo(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError;
}
