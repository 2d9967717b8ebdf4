import type { Outgoing } from './channels/channel.js';

/** A message ready to leave, and which version of the words it is made of; null for what has no words. */
export interface Composed {
  readonly outgoing: Outgoing;
  readonly templateVersion: number | null;
}
