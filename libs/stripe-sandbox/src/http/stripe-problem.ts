import type Stripe from 'stripe';

export interface ProblemDetails {
  code?: string;
  decline_code?: string;
  advice_code?: string;
  param?: string;
  charge?: string;
  payment_intent?: Stripe.PaymentIntent;
  setup_intent?: Stripe.SetupIntent;
  payment_method?: Stripe.PaymentMethod;
}

type ProblemType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

/** A refusal in Stripe's words; the SDK turns it into its error classes by `type` and status. */
export class StripeProblem extends Error {
  constructor(
    readonly status: number,
    readonly type: ProblemType,
    message: string,
    readonly details: ProblemDetails = {},
  ) {
    super(message);
  }

  toJSON(): { error: Record<string, unknown> } {
    const { code } = this.details;
    const doc = code === undefined ? {} : { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` };
    return { error: { type: this.type, message: this.message, ...this.details, ...doc } };
  }
}

/** A request that can't be carried out, and the parameter at fault. */
export function invalidRequest(message: string, details: ProblemDetails = {}): StripeProblem {
  return new StripeProblem(400, 'invalid_request_error', message, details);
}

export function noSuch(noun: string, id: string, param: string): StripeProblem {
  return new StripeProblem(404, 'invalid_request_error', `No such ${noun}: '${id}'`, { code: 'resource_missing', param });
}
