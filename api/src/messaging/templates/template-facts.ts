import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Locale, Variables } from '../message.js';

/** What templates ask of the shop's side, which knows products and customers. */
export interface ShopFacts {
  /** Which sensitive products this text names. */
  sensitiveNamesIn(tx: Tx, workspaceId: string, text: string): Promise<string[]>;
  /** What a reminder to this customer would say today; null without such a customer or anything to say. */
  reminderOf(tx: Tx, workspaceId: string, customerId: string, locale: Locale): Promise<Variables<'reminder'> | null>;
}

/** Where the area that owns products answers for them. Without it nothing is sensitive and nobody can be previewed. */
@Injectable()
export class TemplateFacts implements ShopFacts {
  private facts: ShopFacts | null = null;

  register(facts: ShopFacts): void {
    if (this.facts) throw new Error('Two sources of facts for templates');
    this.facts = facts;
  }

  async sensitiveNamesIn(tx: Tx, workspaceId: string, text: string): Promise<string[]> {
    return (await this.facts?.sensitiveNamesIn(tx, workspaceId, text)) ?? [];
  }

  async reminderOf(tx: Tx, workspaceId: string, customerId: string, locale: Locale): Promise<Variables<'reminder'> | null> {
    return (await this.facts?.reminderOf(tx, workspaceId, customerId, locale)) ?? null;
  }
}
