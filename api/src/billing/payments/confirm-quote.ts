import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { Refusal } from '../../platform/http/index.js';
import { QuoteStore } from '../quotes/quote.store.js';
import type { PaymentAttempt } from './payment-attempt.js';
import { StartCheckout } from './start-checkout.js';

/** The buyer says yes to exactly this quote: what its hash covers is what will be charged. */
@Injectable()
export class ConfirmQuote {
  constructor(
    private readonly database: Database,
    private readonly quotes: QuoteStore,
    private readonly checkout: StartCheckout,
  ) {}

  async run(actor: Actor, workspaceId: string, quoteId: string, hash: string): Promise<PaymentAttempt> {
    const quote = await this.database.inWorkspace(workspaceId, (tx) => this.quotes.get(tx, workspaceId, quoteId));
    if (quote.hash !== hash) throw new Refusal('quote-hash-mismatch');
    return this.checkout.run(actor, workspaceId, { purpose: 'quote', id: quoteId });
  }
}
