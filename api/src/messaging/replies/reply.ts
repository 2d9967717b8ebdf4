import type { Tx } from '../../platform/database/index.js';
import type { ReplyKind } from './read-reply.js';

export interface Reply {
  readonly id: string;
  readonly workspaceId: string;
  /** The customer who answers; null when it came from another address than we had written to. */
  readonly customerId: string | null;
  readonly from: string;
  readonly subject: string;
  readonly words: string;
  readonly kind: Exclude<ReplyKind, 'machine'>;
  /** The cycles the answered message was about. */
  readonly cycleIds: readonly string[];
}

/** What the owner of rhythms and tasks does about answers. Each may run twice for one reply. */
export interface ReplyHandler {
  stop(workspaceId: string, customerId: string): Promise<void>;
  stillHasSome(workspaceId: string, customerId: string, cycleIds: readonly string[]): Promise<void>;
  forAPerson(tx: Tx, reply: Reply): Promise<void>;
}
