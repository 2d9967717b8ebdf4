import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import { type ErasedPerson, type Eraser, Erasers, unmistakable } from '../../privacy/index.js';

/** A delivery names the person. JSON may hide a letter as an escape; as a value it has each letter in one form. $1 the workspace, $2 texts. */
const NAMES_THEM = `d.workspace_id = $1 AND d.body <> '' AND EXISTS (
  SELECT FROM unnest($2::text[]) AS t WHERE position(t IN lower(CASE WHEN d.body IS JSON THEN d.body::jsonb::text ELSE d.body END)) > 0)`;

/** Forgets who a shop said an order was from. Its lines stay: a refund that comes later is still counted. */
@Injectable()
export class EraseHeard implements Eraser, OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly erasers: Erasers,
  ) {}

  onModuleInit(): void {
    this.erasers.register(this);
  }

  async erase(tx: Tx, person: ErasedPerson): Promise<void> {
    const { workspaceId } = person;
    const texts = unmistakable(person);
    await tx.query(
      `UPDATE shop_orders o SET state = jsonb_set(state, '{head,customer}', '{}') WHERE o.workspace_id = $1 AND state #> '{head,customer}' IS NOT NULL
         AND (lower(state #>> '{head,customer,email}') = ANY($2) OR lower(state #>> '{head,customer,phone}') = ANY($2) OR state #>> '{head,customer,externalId}' = ANY($3))`,
      [workspaceId, texts, person.externalIds],
    );
    // One that waits for the plan is not booked any more: it would bring back who wanted to be forgotten.
    await tx.query(
      `UPDATE shop_deliveries d SET status = 'refused', body = '', faults = '[{"fault": "customer-erased", "value": ""}]' WHERE d.status = 'received' AND d.faults <> '[]' AND ${NAMES_THEM}`,
      [workspaceId, textsIn(person)],
    );
    // One that is only about to be read is emptied when it has been.
    await tx.query(`UPDATE shop_deliveries d SET body = '', faults = '[]' WHERE d.status <> 'received' AND ${NAMES_THEM}`, [workspaceId, textsIn(person)]);
  }

  async eraseTraces(person: ErasedPerson): Promise<void> {
    await this.database.inWorkspace(person.workspaceId, async (tx) => {
      await this.erase(tx, person);
      const [waiting] = await tx.query<unknown[]>(`SELECT 1 FROM shop_deliveries d WHERE d.status = 'received' AND ${NAMES_THEM}`, [person.workspaceId, textsIn(person)]);
      if (waiting) throw new Error('A delivery that may name an erased customer is still to be read.');
    });
  }
}

/** Addresses and numbers wherever they stand; a name only where it is the whole of a value. */
function textsIn(person: ErasedPerson): string[] {
  return [...unmistakable(person), ...person.names.map((name) => JSON.stringify(name).toLowerCase())];
}
