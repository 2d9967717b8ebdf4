/** Which test card a payment method stands for; the payment method itself shows no more than the last four digits. */
export interface CardBehind {
  /** The payment method's id. */
  readonly id: string;
  readonly number: string;
  /** Saved for off-session use with the cardholder's confirmation. */
  readonly setUp: boolean;
}
