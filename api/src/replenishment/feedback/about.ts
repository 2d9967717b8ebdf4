import type { Actor } from '../../platform/audit/index.js';

/** Which cycle is spoken about, and by whom. */
export interface AboutCycle {
  readonly workspaceId: string;
  readonly cycleId: string;
  /** Set when a customer speaks: only their own cycles exist for them. */
  readonly customerId?: string;
  readonly actor: Actor;
}

/** All of a customer's reminders are spoken about. */
export interface AboutCustomer {
  readonly workspaceId: string;
  readonly customerId: string;
  readonly actor: Actor;
}
