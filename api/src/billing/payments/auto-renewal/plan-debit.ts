import { Injectable } from '@nestjs/common';
import { type AutoRenewable, type DebitDecision, decideDebit } from '@perennial/billing';
import { Clock } from '../../../platform/clock/index.js';
import type { Tx } from '../../../platform/database/index.js';
import { payableOf } from '../../quotes/quote.js';
import type { Subscription } from '../../subscriptions/subscription.js';
import { SavedCardStore } from '../cards/saved-card.store.js';
import { PaymentAttemptStore } from '../payment-attempt.store.js';
import { AutoRenewalStore } from './auto-renewal.store.js';

export interface PlannedRenewal {
  readonly renewable: AutoRenewable;
  readonly decision: DebitDecision | { readonly kind: 'wait'; readonly because: 'under-way'; readonly next: Date | null };
}

/** What the rule of automatic debits says about a subscription now. */
@Injectable()
export class PlanDebit {
  constructor(
    private readonly renewals: AutoRenewalStore,
    private readonly cards: SavedCardStore,
    private readonly attempts: PaymentAttemptStore,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, s: Subscription): Promise<PlannedRenewal> {
    const renewal = await this.renewals.find(tx, s.workspaceId);
    const renewable: AutoRenewable = {
      ...s,
      wantedSince: renewal?.enabled ? renewal.since : null,
      spreadBy: s.workspaceId,
      card: renewal?.enabled ? await this.cards.findDefault(tx, s.workspaceId) : null,
      tries: renewal?.enabled ? await this.renewals.tries(tx, s.workspaceId, payableOf(s)) : [],
    };
    const decision = decideDebit(renewable, this.clock.now());
    if (decision.kind === 'debit' && (await this.attempts.findOpen(tx, s.workspaceId, payableOf(s)))) {
      return { renewable, decision: { kind: 'wait', because: 'under-way', next: decision.next } };
    }
    // A step that was refused by name is not asked again; the next one is.
    const held = decision.kind === 'debit' && decision.step === renewal?.heldStep;
    return { renewable, decision: held ? { kind: 'wait', because: 'not-due', next: decision.next } : decision };
  }

  /** When to look at the subscription again because of its automatic payment. */
  async nextAt(tx: Tx, s: Subscription): Promise<Date | null> {
    const { decision } = await this.run(tx, s);
    return decision.kind === 'debit' ? this.clock.now() : decision.next;
  }
}
