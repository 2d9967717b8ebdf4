import { Inject, Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { SETTINGS, type Settings } from '../../../platform/settings/index.js';
import { laneOf, ProviderPace } from './provider-pace.js';

const TIMEOUT_MS = 20_000;

/** The payment provider's client. */
@Injectable()
export class StripeClient {
  readonly api: Stripe;

  constructor(@Inject(SETTINGS) settings: Settings, pace: ProviderPace) {
    this.api = new Stripe(settings.stripeSecretKey, {
      timeout: TIMEOUT_MS,
      maxNetworkRetries: 2,
      telemetry: false,
      httpClient: paced(pace),
      ...(settings.stripeApiBase === null ? {} : addressOf(settings.stripeApiBase)),
    });
  }
}

/** The SDK's own client, which waits for its turn before each request, a repeated one too. */
function paced(pace: ProviderPace): Stripe.HttpClient {
  const client = Stripe.createNodeHttpClient();
  const makeRequest: Stripe.HttpClient['makeRequest'] = async (host, port, path, ...rest) => {
    await pace.wait(laneOf(path));
    return client.makeRequest(host, port, path, ...rest);
  };
  return Object.assign(Object.create(client) as Stripe.HttpClient, { makeRequest });
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

/** Whether the provider knows no such object. */
export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';
}

/** An object's id, whether it came as the id or expanded. */
export function idOf(reference: string | { readonly id: string } | null | undefined): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}
