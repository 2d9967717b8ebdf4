import type { ConsentChannel, ConsentDecision, ConsentPurpose } from '@perennial/contract/admin';
import type { Actor } from '../platform/audit/index.js';

/** A decision of one or many customers, with what makes it provable. */
export interface NewConsent {
  readonly workspaceId: string;
  readonly customerIds: readonly string[];
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
  readonly decision: ConsentDecision;
  /** Which text they agreed to. */
  readonly wordingVersion: string;
  /** Through which door it came. */
  readonly source: 'checkout' | 'import' | 'portal' | 'staff' | 'one-click';
  readonly actor: Actor;
  /** When it was said, where that was not now. */
  readonly decidedAt?: Date | undefined;
  /** Where it was said from. Kept as a keyed hash only. */
  readonly ip?: string | undefined;
  /** Where the one who took it down finds it again, such as an order number. No name, no address: it outlives an erasure. */
  readonly evidence?: string | undefined;
}
