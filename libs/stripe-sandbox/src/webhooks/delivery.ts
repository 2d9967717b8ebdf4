/** One copy of an event on its way to the webhook address. It exists until an answer in the 200s. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly attempts: number;
  /** Not before this real moment, in milliseconds: the network doesn't follow the sandbox's clock. */
  readonly notBefore: number;
}
