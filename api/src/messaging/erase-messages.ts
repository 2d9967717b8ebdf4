import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { type ErasedPerson, type Eraser, Erasers, unmistakable } from '../privacy/index.js';
import { SuppressionStore } from './suppression/suppression.store.js';

/** Whether a column says one of the texts $3. */
const says = (column: string) => `EXISTS (SELECT FROM unnest($3::text[]) AS t WHERE position(t IN lower(${column})) > 0)`;

/** $1 the workspace, $2 the customer, $3 texts that name them unmistakably, in small letters. */
const STATEMENTS = [
  // Reminders under way are stopped by the consent that is withdrawn; the rest would go to nobody.
  `UPDATE messages SET status = 'skipped', skipped_because = 'no-address', leased_by = NULL, leased_until = NULL
   WHERE workspace_id = $1 AND (customer_id = $2 OR lower(to_address) = ANY($3)) AND purpose <> 'reminder' AND status IN ('queued', 'held')`,
  `UPDATE provider_events e SET address = '', detail = NULL FROM messages m
   WHERE e.workspace_id = $1 AND m.workspace_id = $1 AND m.id = e.message_id AND (m.customer_id = $2 OR lower(m.to_address) = ANY($3))`,
  // What was said of products stays: it is known of no person any more.
  `UPDATE messages SET to_address = '', error = NULL, variables = coalesce((
       SELECT jsonb_object_agg(key, CASE WHEN key = 'customerName' OR ${says('value #>> \'{}\'')} AND jsonb_typeof(value) = 'string' THEN '""' ELSE value END)
       FROM jsonb_each(variables)), '{}')
   WHERE workspace_id = $1 AND (customer_id = $2 OR lower(to_address) = ANY($3))`,
  `UPDATE staff_notices SET title = '{"en": "", "zh-CN": ""}', text = '{"en": "", "zh-CN": ""}', link = NULL
   WHERE workspace_id = $1 AND (${says('title::text')} OR ${says('text::text')}
     OR dedupe_key IN (SELECT 'reply:' || r.id FROM replies r WHERE r.workspace_id = $1 AND r.customer_id = $2) OR link LIKE '%/' || $2::text || '/%')`,
  // The mail's own id stays, so that the same mail handed in again is not taken for a new one.
  `UPDATE replies SET from_address = '', subject = '', words = '', mail_id = CASE WHEN ${says('mail_id')} THEN 'erased:' || id ELSE mail_id END
   WHERE workspace_id = $1 AND (customer_id = $2 OR lower(from_address) = ANY($3) OR ${says('words')} OR ${says('subject')})`,
];

/** Forgets a person in what was written to them, what they answered, and in the list of addresses that get no reminders. */
@Injectable()
export class EraseMessages implements Eraser, OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly erasers: Erasers,
    private readonly suppressions: SuppressionStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.erasers.register(this);
  }

  async erase(tx: Tx, person: ErasedPerson): Promise<void> {
    const { workspaceId, customerId, emails, phones } = person;
    const entries = [...emails.map((address) => ({ channel: 'email' as const, address })), ...phones.flatMap(dialled).map((address) => ({ channel: 'sms' as const, address }))];
    await this.suppressions.hide(tx, workspaceId, entries, customerId, this.clock.now());
    for (const statement of STATEMENTS) await tx.query(statement, statement.includes('$3') ? [workspaceId, customerId, unmistakable(person)] : [workspaceId, customerId]);
  }

  /** A mail that was leaving when they were erased may still write down an answer that names its address. */
  async eraseTraces(person: ErasedPerson): Promise<void> {
    await this.database.inWorkspace(person.workspaceId, async (tx) => {
      await this.erase(tx, person);
      const [leaving] = await tx.query<unknown[]>(`SELECT 1 FROM messages WHERE workspace_id = $1 AND customer_id = $2 AND status = 'sending' AND leased_until > now()`, [person.workspaceId, person.customerId]);
      if (leaving) throw new Error('A message to an erased customer is still leaving.');
    });
  }
}

/** A number as messages are sent to it. */
function dialled(phone: string): string[] {
  return [...new Set([phone, phone.replace(/[^0-9+]/g, '')])];
}
