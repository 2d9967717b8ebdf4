/** One API call as it went over the wire: what a contract test looks at. */
export interface Exchange {
  readonly method: string;
  /** As in Stripe's reference, with braces: `/v1/payment_intents/{id}`. */
  readonly path: string;
  readonly form: unknown;
  readonly status: number;
  readonly answer: unknown;
}
