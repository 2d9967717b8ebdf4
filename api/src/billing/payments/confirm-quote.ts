import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import type { AgreedWording } from '@perennial/contract/admin';
import { Refusal } from '../../platform/http/index.js';
import { QuoteStore } from '../quotes/quote.store.js';
import { type ConsentingPerson, PaymentConsents } from './cards/payment-consents.js';
import type { PaymentAttempt } from './payment-attempt.js';
import { StartCheckout } from './start-checkout.js';

/** The buyer says yes to exactly this quote: what its hash covers is what will be charged. */
@Injectable()
export class ConfirmQuote {
  constructor(
    private readonly database: Database,
    private readonly quotes: QuoteStore,
    private readonly consents: PaymentConsents,
    private readonly checkout: StartCheckout,
  ) {}

  /** @param saveCard what was agreed to, when the card that pays is to be kept for later */
  async run(person: ConsentingPerson, workspaceId: string, quoteId: string, hash: string, saveCard: AgreedWording | null): Promise<PaymentAttempt> {
    const cardConsentId = await this.database.inWorkspace(workspaceId, async (tx) => {
      const quote = await this.quotes.get(tx, workspaceId, quoteId);
      if (quote.hash !== hash) throw new Refusal('quote-hash-mismatch');
      return saveCard === null ? null : this.consents.give(tx, workspaceId, 'save-card', person, saveCard);
    });
    return this.checkout.run(person.actor, workspaceId, { purpose: 'quote', id: quoteId, cardConsentId });
  }
}
